"""The names by which gold calls a speaker."""

from collections.abc import Mapping, Sequence

from attrs import field, frozen

__all__ = ["Entities", "Entity", "Mention", "names_of"]

Mention = tuple[int, int, str]
"""Character offsets, and *PROP*, *NOM* or *PRON*."""


@frozen
class Entity:
    """One person or body, as corpora with coreference list them.

    Attributes:
        id: by which quotes refer to it.
        name: what it is called most fully.
        aliases: its other names.
        mentions: where it is mentioned; only read for entities that have no alias.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = field(default=())


Entities = Mapping[str, tuple[str, ...]] | Sequence[Entity]
"""Name → aliases, or a list of entities."""


def names_of(speaker: str, entities: Entities, text: str) -> tuple[str, ...]:
    """Give all names of a speaker, itself first where it is one.

    An entity that no name is known of goes by its descriptions in the text, too (*an old sailor*).

    Args:
        speaker: a name, one of the aliases, or the id of an entity in the list.
        entities: of the document.
        text: of the document.

    Example:
        >>> names_of("Quill", {"Ada Quill": ("Quill", "the mayor")}, "")
        ('Quill', 'Ada Quill', 'the mayor')
    """
    if isinstance(entities, Mapping):
        known = [name for one, aliases in entities.items() if speaker in (one, *aliases) for name in (one, *aliases)]
        return tuple(dict.fromkeys((speaker, *known)))
    for entity in entities:
        if entity.id == speaker:
            described = () if entity.aliases else _descriptions(entity, text)
            return entity.name, *entity.aliases, *described
    return (speaker,)


def _descriptions(entity: Entity, text: str) -> tuple[str, ...]:
    return tuple(" ".join(text[start:end].split()) for start, end, kind in entity.mentions if kind != "PRON")
