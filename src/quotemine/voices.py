"""Who speaks in a text, how often, and what: what :meth:`quotemine.Quotes.speakers` returns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from attrs import evolve, field, frozen

from quotemine.types import Quote, Quotes, Speaker

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Voice", "Voices"]


@frozen
class Voice:
    """One speaker of a text with everything it is quoted with.

    Attributes:
        speaker: who; without the mention, the chain and the confidence of a single quote.
        quotes: its quotes, in the order of the text.
    """

    speaker: Speaker
    quotes: Quotes

    @property
    def name(self) -> str:
        """The speaker's name."""
        return self.speaker.name

    @property
    def count(self) -> int:
        """How many quotes there are."""
        return len(self.quotes)

    @property
    def kinds(self) -> dict[str, int]:
        """How many quotes there are of each kind."""
        found = Counter(quote.kind for quote in self.quotes)
        return {"direct": found["direct"], "indirect": found["indirect"], "mixed": found["mixed"]}

    def to_dict(self) -> dict[str, Any]:
        """The speaker with the counts; JSON values only."""
        speaker = self.speaker
        return {
            "id": speaker.id,
            "name": speaker.name,
            "type": speaker.type,
            "named": speaker.named,
            "role": speaker.role,
            "affiliation": speaker.affiliation,
            "gender": speaker.gender,
            "aliases": list(speaker.aliases),
            "quotes": self.count,
            **self.kinds,
        }


def _as_tuple(voices: "Iterable[Voice]") -> "tuple[Voice, ...]":
    return tuple(voices)


@frozen(repr=False)
class Voices(Sequence[Voice]):
    """The speakers of one text, the most quoted first; an immutable sequence.

    Example:
        >>> import quotemine
        >>> text = (
        ...     "Mayor Brona Tallis said on Monday that the pier leaks. “It drips, too,” said Omar Finch, an engineer. "
        ...     "Tallis told reporters that the crane would be closed."
        ... )
        >>> quotemine.extract(text).speakers()
        Voices([Brona Tallis: 2, Omar Finch: 1])
    """

    _voices: tuple[Voice, ...] = field(default=(), converter=_as_tuple)

    @classmethod
    def of(cls, quotes: Quotes) -> "Voices":
        """Collect the speakers of quotes; those without a speaker are left out."""
        groups: dict[str, list[Quote]] = {}
        for quote in quotes:
            if quote.speaker is not None:
                groups.setdefault(quote.speaker.id, []).append(quote)
        voices = (
            Voice(evolve(own[0].speaker, mention=None, chain=(), confidence=1.0), Quotes(own, quotes.given_text))
            for own in groups.values()
            if own[0].speaker is not None
        )
        return cls(sorted(voices, key=lambda voice: -voice.count))

    @overload
    def __getitem__(self, index: int) -> Voice: ...
    @overload
    def __getitem__(self, index: slice) -> "Voices": ...
    def __getitem__(self, index: int | slice) -> "Voice | Voices":
        """Give one voice, or those of a slice as ``Voices``."""
        return Voices(self._voices[index]) if isinstance(index, slice) else self._voices[index]

    def __len__(self) -> int:
        return len(self._voices)

    def __iter__(self) -> Iterator[Voice]:
        return iter(self._voices)

    def __repr__(self) -> str:
        return f"Voices([{', '.join(f'{voice.name}: {voice.count}' for voice in self._voices)}])"

    def to_dicts(self) -> list[dict[str, Any]]:
        """One dict a speaker, see :meth:`Voice.to_dict`."""
        return [voice.to_dict() for voice in self._voices]

    def to_pandas(self) -> "pd.DataFrame":
        """One row a speaker, columns as in :meth:`Voice.to_dict`; needs pandas."""
        from quotemine.formats.frames import to_frame  # noqa: PLC0415  # which builds on the types, as this does

        return to_frame(self.to_dicts(), list(_EMPTY.to_dict()))

    def _repr_html_(self) -> str:
        from quotemine.views.table import voices_table  # noqa: PLC0415  # which builds on this module

        return voices_table(self)


_EMPTY = Voice(Speaker("", "", "OTHER", named=False), Quotes())
