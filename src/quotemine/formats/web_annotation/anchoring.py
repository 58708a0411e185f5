"""Find the place in a text that the selectors of an annotation mean."""

import re
from collections.abc import Iterator
from typing import TypeVar

from attrs import field, frozen, validators

from quotemine.formats.targets import storable

__all__ = ["Selectors", "find_place"]

T = TypeVar("T")

_SHOWN = 60


@frozen
class Selectors:
    """What is known of a place.

    Attributes:
        start: character offset of its first character; None if there is no ``TextPositionSelector``.
        end: character offset after its last character.
        exact: the words that stand there; None if there is no ``TextQuoteSelector``.
        prefix: what stands before them.
        suffix: what stands behind them.
    """

    start: int | None = field(default=None, validator=validators.optional(validators.instance_of(int)))
    end: int | None = field(default=None, validator=validators.optional(validators.instance_of(int)))
    exact: str | None = field(default=None, validator=validators.optional(validators.instance_of(str)))
    prefix: str = field(default="", validator=validators.instance_of(str))
    suffix: str = field(default="", validator=validators.instance_of(str))

    @classmethod
    def of(cls, value: object) -> "Selectors":
        """Read one selector, or a list of them; kinds that are not for plain text do not matter.

        Raises:
            ValueError: a selector has a field of a type that it cannot have.
        """
        known: dict[str, object] = {}
        for selector in _listed(value):
            if isinstance(selector, dict):
                names = _FIELDS.get(str(selector.get("type")), ())
                known.update({name: selector[name] for name in names if name in selector})
        try:
            return cls(**known)  # type: ignore[arg-type]  # the validators see to it
        except TypeError as error:
            raise ValueError(error.args[0]) from None


_FIELDS = {"TextPositionSelector": ("start", "end"), "TextQuoteSelector": ("exact", "prefix", "suffix")}


def find_place(text: str, selectors: Selectors) -> tuple[int, int]:
    """Find where the selectors point to.

    The position counts if the words stand there between the same neighbours.  If not, the text was changed after it
    was annotated, and they are looked for: where they stand several times, the words before and behind decide, then
    the distance.

    Args:
        text: what the offsets count characters of.
        selectors: at least one of the two kinds.

    Returns:
        Character offsets, end exclusive.

    Raises:
        ValueError: there is no such place.

    Example:
        >>> find_place("So it is. It is so.", Selectors(10, 15, "is so"))
        (13, 18)
    """
    start, end, exact = selectors.start, selectors.end, selectors.exact
    if start is not None and end is not None and 0 <= start <= end <= len(text):
        same = exact is None or storable(text[start:end]) == storable(exact)
        if same and (not exact or _has_neighbours(text, start, end, selectors)):
            return start, end
    elif exact is None:
        message = f"no selectors of the text's characters, or offsets outside of it ({len(text)} characters)"
        raise ValueError(message)
    if not exact:
        message = "no words to look for, and the position does not fit"
        raise ValueError(message)
    wanted = storable(exact)
    found = max(_places(storable(text), wanted), key=lambda at: _fit(text, at, selectors), default=None)
    if found is None:
        shown = exact if len(exact) <= _SHOWN else exact[:_SHOWN] + " …"
        message = f"these words are not in the text: {shown!r}"
        raise ValueError(message)
    return found, found + len(exact)


def _has_neighbours(text: str, start: int, end: int, selectors: Selectors) -> bool:
    before, behind = text[max(0, start - len(selectors.prefix)) : start], text[end : end + len(selectors.suffix)]
    return (storable(before), storable(behind)) == (storable(selectors.prefix), storable(selectors.suffix))


def _places(text: str, words: str) -> Iterator[int]:
    return (match.start() for match in re.finditer(f"(?={re.escape(words)})", text))


def _fit(text: str, at: int, selectors: Selectors) -> tuple[int, int]:
    """How many characters before and behind agree, then how near it is."""
    end = at + len(selectors.exact or "")
    before = _agreeing(reversed(text[max(0, at - len(selectors.prefix)) : at]), reversed(selectors.prefix))
    behind = _agreeing(iter(text[end : end + len(selectors.suffix)]), iter(selectors.suffix))
    return before + behind, -abs(at - (selectors.start or 0))


def _agreeing(found: Iterator[str], wanted: Iterator[str]) -> int:
    count = 0
    for one, other in zip(found, wanted, strict=False):
        if one != other:
            break
        count += 1
    return count


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
