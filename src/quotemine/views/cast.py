"""Who speaks in a text, each with a number, and the legend that tells the numbers."""

from collections.abc import Iterator

from attrs import frozen

from quotemine.types import Quote, Quotes
from quotemine.views.escaping import escape, excerpt, plural, printable
from quotemine.voices import Voice

__all__ = ["Cast"]

NOBODY = "?"
NAME = 80  # characters of a name in the legend
FEW = 20  # speakers that are shown at once; the others fold away
COLOURS, LINES = 8, 5  # as in style.css; of each other prime, so that they make 40 pairs


@frozen
class Cast:
    """The speakers of a text, numbered, the most quoted first.

    Attributes:
        voices: the speakers, number 1 first.
        numbers: id of a speaker → number.
        nobody: how many quotes have no speaker.
    """

    voices: tuple[Voice, ...]
    numbers: dict[str, int]
    nobody: int

    @classmethod
    def of(cls, quotes: Quotes) -> "Cast":
        """Number the speakers of quotes."""
        voices = tuple(quotes.speakers())
        numbers = {voice.speaker.id: number for number, voice in enumerate(voices, start=1)}
        return cls(voices, numbers, sum(quote.speaker is None for quote in quotes))

    def label(self, quote: Quote) -> str:
        """The number that stands at a quote, *?* for nobody."""
        return NOBODY if quote.speaker is None else str(self.numbers[quote.speaker.id])

    def look(self, quote: Quote) -> str:
        """The classes that give a quote its colour and its line."""
        return _look(None if quote.speaker is None else self.numbers[quote.speaker.id])

    def html(self) -> str:
        """The legend, as lists."""
        items = list(self._items())
        more = len(items) - FEW
        if more <= 0:
            return f'<ul class="qm-cast">{"".join(items)}</ul>'
        return (
            f'<ul class="qm-cast">{"".join(items[:FEW])}</ul>'
            f"<details><summary>{more:,} more</summary>"
            f'<ul class="qm-cast">{"".join(items[FEW:])}</ul></details>'
        )

    def plain(self) -> str:
        """The legend, a line a speaker."""
        lines = [
            f"[{number}] {printable(excerpt(voice.name, NAME))}: {plural(voice.count, 'quote')}"
            for number, voice in enumerate(self.voices, start=1)
        ]
        if self.nobody:
            lines.append(f"[{NOBODY}] no speaker: {plural(self.nobody, 'quote')}")
        return "\n".join(lines)

    def _items(self) -> Iterator[str]:
        for number, voice in enumerate(self.voices, start=1):
            yield _item(_look(number), str(number), excerpt(voice.name, NAME), voice.count)
        if self.nobody:
            yield _item(_look(None), NOBODY, "no speaker", self.nobody)


def _look(number: int | None) -> str:
    return "qm-c qm-l" if number is None else f"qm-c{(number - 1) % COLOURS} qm-l{(number - 1) % LINES}"


def _item(look: str, label: str, name: str, count: int) -> str:
    return (
        f'<li><span class="qm-chip {look}">{label}</span> <bdi>{escape(name)}</bdi> '
        f"<small>{plural(count, 'quote')}</small></li>"
    )
