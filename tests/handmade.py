"""A stand-in for the flow, so that tests of what lies around it need no weights.

It finds ``"..." said Given Name`` and ``"..." wondered he``; ``he`` is the person named last.
"""

import multiprocessing
import os
import re
import signal
import sys

import pytest

from quotemine.settings import Settings
from quotemine.types import Cue, CueClass, Quote, Quotes, Span, Speaker

# A stand-in reaches workers only if they are forked.
needs_fork = pytest.mark.skipif(
    multiprocessing.get_all_start_methods()[0] != "fork", reason="processes are not forked here"
)
# Commands in the background of a shell ignore Ctrl-C, and so do those that they start.
needs_ctrl_c = pytest.mark.skipif(
    signal.getsignal(signal.SIGINT) is not signal.default_int_handler or os.name == "nt",
    reason="Ctrl-C is ignored here",
)

TEXT = (
    'The harbour was closed.\n\n"The crane is old," said Brona Tallis, "and the rope is older." '
    '"Who paid for it?" wondered she.\n\nNobody answered “her” — 🙂 — that day.\n'
)

_PATTERN = re.compile(r'("[^"]+") (said|wondered) (she|\w+ \w+)(?:, ("[^"]+"))?')
_CUES: dict[str, tuple[str, CueClass]] = {"said": ("say", "speech"), "wondered": ("wonder", "thought")}


def find_quotes(text: str, encoder: object = None, settings: Settings = Settings()) -> Quotes:  # noqa: B008
    def span(start: int, end: int) -> Span:
        return Span(start, end, text[start:end])

    quotes: list[Quote] = []
    names: dict[str, str] = {}
    named: Span | None = None
    for match in _PATTERN.finditer(text):
        lemma, class_ = _CUES[match[2]]
        source = span(*match.span(3))
        if source.text != "she":
            named = source
        name = named or source
        id_ = names.setdefault(name.text, f"e{len(names) + 1}")
        chain = (source,) if name == source else (source, name)
        speaker = Speaker(id_, name.text, "PERSON", name.text != "she", source, ("Tallis",), "engineer", chain)
        content = tuple(span(*match.span(group)) for group in (1, 4) if match[group])
        cue = Cue(span(*match.span(2)), lemma, class_)
        if class_ == "speech" or settings.attributions == "all":
            quotes.append(
                Quote(
                    f"q{len(quotes) + 1}",
                    "direct",
                    content,
                    cue,
                    source,
                    speaker,
                    span(*match.span()),
                    0.8725,
                    ("next to the cue",),
                )
            )
    return Quotes(quotes)


def put_in_place_of_the_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ``quotemine.extract`` and all that uses it find what this module finds."""
    monkeypatch.setitem(sys.modules, "quotemine.flow.quotes", sys.modules[__name__])
    monkeypatch.setattr("quotemine.model_cache.get_encoder", lambda settings: None)
