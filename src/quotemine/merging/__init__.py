"""Speakers of many documents grouped into people and bodies."""

from quotemine.documents import DocumentId
from quotemine.errors import SettingError
from quotemine.merging.describing import describe, describe_unnamed
from quotemine.merging.grouping import group_records
from quotemine.merging.overrides import OverridesGiven, read_overrides
from quotemine.merging.records import Results, read_records
from quotemine.merging.results import Member, MergedSpeaker, MergedSpeakers, Variant

__all__ = ["DocumentId", "Member", "MergedSpeaker", "MergedSpeakers", "Variant", "merge_speakers"]


def merge_speakers(
    results: Results, *, overrides: OverridesGiven | None = None, similarity: float = 92
) -> MergedSpeakers:
    """Find out which speakers of different documents are the same person or body.

    Speakers are the same if they have the same name, apart from case, accents, punctuation, titles and articles; if
    their names are spelled alike; if a document has one name as another name of the other (an acronym, for
    instance); if one name is a shorter form of the other (an initial, no middle name, the surname alone) and of
    nobody else in the collection.  A person is never a body, a man never a woman, and speakers whom a document has
    side by side under different names are not the same.  Where several would fit, the role decides or nobody does.

    Nobody is perfect at this, so the merges are there to be reviewed: :meth:`MergedSpeakers.save` writes a table
    with a row for each name in each group.  Change its column ``group`` where it is wrong, and give the table
    back as ``overrides``: names with the same ``group`` are the same speaker and names with different ones are not,
    whatever the rules say.  Rows that are not there are left to the rules.

    Speakers whom a document does not name (*a spokesman*) are never merged; they are in
    :attr:`MergedSpeakers.unnamed`.  Quotes without any speaker are only counted, in
    :attr:`MergedSpeakers.without_speaker`.

    Args:
        results: document ids with the ``Quotes`` of each document, as a mapping or as pairs; or ``Quotes`` alone,
            whose ids are then *"0"*, *"1"*, ...  The order of documents does not matter.
        overrides: path to a CSV file, or rows as dicts, with the columns ``name`` and ``group``, and ``found``
            where names are to be told apart that the rules have in several groups.
        similarity: from 0 to 100; spellings that are at least so much alike are taken for one name, if each of
            their words is alike too.  100 takes none.

    Raises:
        InputTypeError: if ``results`` are not the ``Quotes`` of documents.
        SettingError: for a similarity out of range, and for document ids that are given twice.
        InputFileError: for overrides that cannot be understood.

    Example:
        >>> from quotemine import extract
        >>> monday = extract('"The bridge is safe," said Ada Quill. "I crossed it," Quill said.')
        >>> friday = extract('"The bridge is closed," said Mayor Quill.')
        >>> merged = merge_speakers({"monday": monday, "friday": friday})
        >>> [(speaker.name, speaker.documents, speaker.quotes) for speaker in merged]
        [('Ada Quill', ('friday', 'monday'), 3)]
        >>> [(row["name"], row["group"], row["why"]) for row in merged.table()]
        [('Ada Quill', 'Ada Quill', 'same name'), ('Quill', 'Ada Quill', 'surname alone')]
        >>> apart = merge_speakers(
        ...     {"monday": monday, "friday": friday}, overrides=[{"name": "Quill", "group": "Mayor Quill"}]
        ... )
        >>> [speaker.name for speaker in apart]
        ['Ada Quill', 'Mayor Quill']
    """
    _check_similarity(similarity)
    decided = read_overrides(overrides)
    records, without = read_records(results)
    groups = group_records([record for record in records if record.named], similarity)
    unnamed = describe_unnamed(record for record in records if not record.named)
    return MergedSpeakers(describe(groups, decided, similarity), unnamed, without)


def _check_similarity(found: object) -> None:
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= 100:
        raise SettingError.for_value("similarity", found, "a number from 0 to 100")
