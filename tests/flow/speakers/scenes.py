"""Scenes of marked texts (see ``handread.py``), so that tests of one step can stand at one place of a text."""

from flow.attributions.handread import Handread, read

from quotemine.flow.attributions import find_attributions
from quotemine.flow.speakers import open_desk
from quotemine.flow.speakers.desk import Desk
from quotemine.flow.speakers.discourse import Discourse, Mention, Scene, Turn
from quotemine.flow.speakers.entities import Entity, group_names
from quotemine.flow.speakers.mentions import Place, find_names, find_places
from quotemine.flow.speakers.scorer import Scorer, open_scorer

__all__ = ["desk_of", "discourse_of", "entity", "place_of", "scene_at", "scene_of", "shown", "speaks", "turn_of"]


def place_of(case: Handread) -> Place:
    """Where the words of a text stand."""
    return find_places(case.text, case.words, case.quotations)


def discourse_of(marked: str, *, converses: bool = False) -> Discourse:
    """A reader who knows the names of a text, and nothing else yet."""
    case = read(marked)
    place = place_of(case)
    names = find_names(case.text, case.reading, place)
    return Discourse(case.text, place, names, group_names(case.text, names, place, {}), converses=converses)


def entity(discourse: Discourse, canonical: str) -> Entity:
    """The entity of that canonical name."""
    return next(e for e in discourse.of.values() if e.canonical(discourse.text) == canonical)


def shown(discourse: Discourse, found: Entity | None) -> str | None:
    """The name or the description of an entity."""
    return None if found is None else found.description or found.canonical(discourse.text)


def turn_of(discourse: Discourse, content: str, who: Entity | None = None, *, dialogue: bool = False) -> Turn:
    """A turn that says ``content``, where that stands first in the text."""
    start = discourse.text.index(content)
    low, high = discourse.place.words.at(start, start + len(content))
    first, last = discourse.paragraph(low), discourse.paragraph(high - 1)
    return Turn(who, low, first, last, ((low, high),), dialogue)


def speaks(discourse: Discourse, content: str, canonical: str, *, dialogue: bool = False) -> None:
    """Let somebody say ``content``."""
    who = entity(discourse, canonical)
    turn = turn_of(discourse, content, who, dialogue=dialogue)
    discourse.speaks(turn)
    discourse.mentions(Mention(who, turn.low, subject=True, speaks=True))


def scene_at(discourse: Discourse, word: str, content: str = "", *, dialogue: bool = False) -> Scene:
    """The scene where ``word`` stands last, the source of ``content``."""
    low = discourse.place.words.at(at := discourse.text.rindex(word), at + 1)[0]
    if not content:
        paragraph = discourse.paragraph(low)
        return Scene(low, Turn(None, low, paragraph, paragraph, (), dialogue))
    return Scene(low, turn_of(discourse, content, dialogue=dialogue))


def desk_of(marked: str, scorer: Scorer | None = None) -> Desk:
    """The desk at which the attributions of a marked text are resolved."""
    case = read(marked)
    attributions = find_attributions(case.text, case.quotations, case.reading)
    return open_desk(case.text, case.quotations, case.reading, attributions, scorer or open_scorer())


def scene_of(marked: str, number: int = -1) -> tuple[Desk, Scene]:
    """The scene of one attribution, by its index, after all before it were resolved."""
    desk = desk_of(marked)
    number %= len(desk.turns)
    for earlier in range(number):
        desk.resolve(earlier)
    turn = desk.turns[number]
    desk._read_to(min(turn.low, turn.contents[0][0]))
    return desk, Scene(turn.low, turn)
