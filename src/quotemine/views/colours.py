"""Colours for spaCy's displacy; what :mod:`quotemine` draws itself has its colours in ``style.css``.

spaCy reads ``DISPLACY`` through the entry point *spacy_displacy_colors*: the module loads nothing heavy.
"""

from typing import Literal, get_args

from quotemine.errors import SettingError

__all__ = ["DISPLACY", "Group", "displacy_options"]

Group = Literal["content", "cue", "source", "context", "speaker"]

# For every displacy of the environment, so only labels that nobody else is likely to have.  displacy ignores case.
# Pale enough for the black letters that displacy puts on them.
DISPLACY = {
    "direct": "#9cc9f5",
    "indirect": "#f7c77e",
    "mixed": "#a9dfb8",
    "speech": "#f3a6c8",
    "speech negated": "#f3a6c8",
    "thought": "#c9b6f2",
    "thought negated": "#c9b6f2",
    "PERSON unnamed": "#aa9cfc",
    "ORG unnamed": "#7aecec",
    "GPE unnamed": "#feca74",
    "GROUP unnamed": "#d9c9ab",
}

_OURS_ALONE = {"other": "#d0d4d9", "other negated": "#d0d4d9", "OTHER unnamed": "#d0d4d9", "context": "#e2e5e9"}

# As displacy's own, but for the kb_id, which displacy writes into the page as it is: in our groups it may be a name
# from the text, and so any markup.
_TEMPLATE = {
    "span": (
        '<span style="font-weight: bold; display: inline-block; position: relative; height: {total_height}px;">'
        "{text}{span_slices}{span_starts}</span> "
    ),
    "slice": (
        '<span style="background: {bg}; top: {top_offset}px; height: 4px; left: -1px; width: calc(100% + 2px); '
        'position: absolute;"></span>'
    ),
    "start": (
        '<span style="background: {bg}; top: {top_offset}px; height: 4px; border-radius: 3px 0 0 3px; left: -1px; '
        'width: calc(100% + 2px); position: absolute;"><span style="background: {bg}; z-index: 10; color: #000; '
        "top: -0.5em; padding: 2px 3px; position: absolute; font-size: 0.6em; font-weight: bold; line-height: 1; "
        'border-radius: 3px; white-space: nowrap">{label}</span></span>'
    ),
}


def displacy_options(group: Group = "content") -> dict[str, object]:
    """Give the options with which spaCy's displacy draws one of our span groups.

    Use them instead of ``{"spans_key": ...}`` alone: displacy writes a span's ``kb_id`` into the page unescaped, and
    in our groups that may be a name from the text.  The options leave it out.

    Args:
        group: *content* (labelled with the kind), *cue* (with the class), *source* and *speaker* (with the type of
            the speaker), or *context*.

    Raises:
        SettingError: there is no such group.

    Example:
        >>> import quotemine, spacy
        >>> doc = quotemine.load()('"The bridge is safe," said Ada Quill.')
        >>> html = spacy.displacy.render(doc, style="span", options=displacy_options("cue"), jupyter=False)
        >>> "speech" in html
        True
    """
    if group not in get_args(Group):
        raise SettingError.for_value("group", group, " or ".join(repr(name) for name in get_args(Group)))
    colors = {**DISPLACY, **_OURS_ALONE, "GROUP": DISPLACY["GROUP unnamed"]}
    return {"spans_key": f"quotemine.{group}", "colors": colors, "template": dict(_TEMPLATE)}
