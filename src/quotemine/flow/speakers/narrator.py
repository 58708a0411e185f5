"""Find out who *I* is in a story that is told in the first person."""

from collections import Counter
from collections.abc import Sequence

from quotemine.flow.speakers.discourse import Discourse, Turn
from quotemine.flow.speakers.entities import Entity
from quotemine.flow.speakers.sources import Source

__all__ = ["find_narrator"]

SPEAKS = 2  # so often, at least, a narrator says something in the first person
CALLED = 2  # and is called by name by those who talk to him; once will do for a name that only they use
NEAR = 2  # turns away from his own
NAMED = 2  # times as often as called, somebody who is named as a speaker is no narrator


def find_narrator(discourse: Discourse, sources: Sequence[Source | None], turns: Sequence[Turn]) -> Entity | None:
    """Find the narrator: whom others call by name right before or after *I said*.

    Returns:
        The entity of that name; one without a name where nobody calls the narrator; None where none speaks.
    """
    own = [
        i
        for i, (source, turn) in enumerate(zip(sources, turns, strict=True))
        if source is not None and source.head in ("i", "me") and turn.dialogue and not discourse.place.quoted[turn.low]
    ]
    if len(own) < SPEAKS:
        return None
    called: Counter[int] = Counter()
    entities: dict[int, Entity] = {}
    beside = {j for i in own for j in range(i - NEAR, i + NEAR + 1)} - set(own)
    for i in sorted(beside):
        if not 0 <= i < len(turns):
            continue
        for low, high in turns[i].contents:
            for name in discourse.within(low, high):
                entity = discourse.of[name]
                if entity.type == "PERSON" and discourse.is_called(name):
                    called[id(entity)] += 1
                    entities[id(entity)] = entity
    speakers = Counter(id(discourse.entity_of(s.name)) for s in sources if s is not None and s.name is not None)
    for key, times in called.most_common():
        theirs = all(discourse.place.quoted[name.low] for name in entities[key].names)
        if (times >= CALLED or theirs) and speakers[key] * NAMED <= times:
            return entities[key]
    return Entity("PERSON", description="I")
