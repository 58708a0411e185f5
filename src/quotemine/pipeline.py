"""The spaCy component.

spaCy imports this module, through the entry point, into every pipeline of an environment where quotemine is
installed.  It imports the standard library, attrs, spaCy and light modules of quotemine only; the rest when
the component first runs.
"""

from collections.abc import Iterable
from pathlib import Path

from attrs import asdict
from spacy.language import Language
from spacy.pipeline import Pipe
from spacy.tokens import Doc

from quotemine import extensions, store
from quotemine.api import extract_with
from quotemine.scoring import SCORE_WEIGHTS, SCORER, Scorer, score_quotes
from quotemine.settings import Settings
from quotemine.types import Attributions, Device

__all__ = ["QuoteMiner", "make_quotemine"]


@Language.factory(
    "quotemine",
    assigns=["doc._.quotes", "doc.spans"],
    requires=[],  # the text is enough
    default_config={**asdict(Settings()), "scorer": {"@scorers": SCORER}},
    default_score_weights=SCORE_WEIGHTS,
)
def make_quotemine(
    nlp: Language,  # noqa: ARG001
    name: str,
    attributions: Attributions,
    min_confidence: float,
    model: str,
    device: Device,
    scorer: Scorer | None,
) -> "QuoteMiner":
    """Make the component; spaCy calls it for ``nlp.add_pipe("quotemine")``."""
    return QuoteMiner(name, Settings(attributions, min_confidence, model, device), scorer=scorer)


class QuoteMiner(Pipe):
    """Find who said what.

    It needs no other component and works on any tokenizer.  Put it behind components that merge or split
    tokens: spaCy does not carry ``doc.spans`` over.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> miner = nlp.add_pipe("quotemine")
        >>> doc = nlp('"The bridge is safe," said Ada Quill.')
        >>> doc._.quotes[0].speaker.name
        'Ada Quill'

    Reads:
        ``doc.text``.
    Writes:
        ``doc._.quotes``, and the groups of ``doc.spans`` that :mod:`quotemine.store` lists.
    Settings:
        attributions: *speech* gives what was said, *all* thoughts and other attributions too.
        min_confidence: quotes with less confidence are left out.
        model: *accurate*, *fast*, or the path of a folder of weights of your own.
        device: *cpu* or *cuda*.
        scorer: for ``nlp.evaluate``; None for none.
    Scores:
        What :func:`quotemine.scoring.score_quotes` lists: *quotes_f*, ..., where reference Docs hold quotes.
    """

    def __init__(
        self,
        name: str = "quotemine",
        settings: Settings = Settings(),  # noqa: B008  # frozen
        *,
        scorer: Scorer | None = score_quotes,
    ) -> None:
        self.name = name
        self.settings = settings
        self.scorer = scorer
        extensions.install()

    def __call__(self, doc: Doc) -> Doc:
        """Find the quotes of a Doc and keep them in it."""
        store.write(doc, extract_with(doc.text, self.settings))
        return doc

    # Made anew, so that a worker process has the extension too; what else was set, an error handler, comes along.
    def __reduce__(self) -> tuple[type["QuoteMiner"], tuple[str], dict[str, object]]:
        return type(self), (self.name,), self.__dict__

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)  # in place of the one that Pipe inherits from Cython

    # The setting is in the config and the weights are in the package, so that there is nothing to store.
    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002
        """Give no bytes: all there is to store is in ``nlp.config``."""
        return b""

    def from_bytes(self, bytes_data: bytes, *, exclude: Iterable[str] = ()) -> "QuoteMiner":  # noqa: ARG002
        """Take what :meth:`to_bytes` gave."""
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write no file: all there is to store is in ``nlp.config``."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "QuoteMiner":  # noqa: ARG002
        """Take what :meth:`to_disk` left."""
        return self
