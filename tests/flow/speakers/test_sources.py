"""What each source is: a name, several names, a pronoun or a description."""

import pytest
from flow.attributions.handread import read

from quotemine.flow.speakers.mentions import find_names, find_places
from quotemine.flow.speakers.sources import Source, read_source, types_by_word


def source_of(marked: str) -> tuple[Source, str]:
    """What the source in ``[source:...]`` is, and the text."""
    case = read(marked)
    place = find_places(case.text, case.words, case.quotations)
    names = find_names(case.text, case.reading, place)
    before, rest = marked.split("[source:")
    start = len(read(before).text)
    depth, end = 1, 0
    while depth:
        depth += {"[": 1, "]": -1}.get(rest[end], 0)
        end += 1
    length = len(read(rest[: end - 1]).text)
    return read_source(case.text, start, start + length, names, types_by_word(names), place), case.text


def form_of(marked: str) -> tuple[str, str | None]:
    """Form of a source, and the name it stands for."""
    source, text = source_of(marked)
    return source.form, None if source.name is None else text[source.name.start : source.name.end]


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("[source:[PER:Brona Tallis]] left.", "Brona Tallis"),
        ("[source:Mayor [PER:Brona Tallis]] left.", "Brona Tallis"),
        ("[source:Mr. [PER:Tallis]] left.", "Tallis"),
        ("[source:[PER:Brona Tallis], the mayor of [LOC:Ulm],] left.", "Brona Tallis"),
        ("[source:the mayor of [LOC:Ulm], [PER:Brona Tallis],] left.", "Brona Tallis"),
        ("[source:[ORG:Quillworks] spokesman [PER:Yorick Sand]] left.", "Yorick Sand"),
        ("[source:[PER:Yorick Sand] of [ORG:Quillworks]] left.", "Yorick Sand"),
        ("[source:the [ORG:Old Harbour Board]] left.", "Old Harbour Board"),
        ("[source:The Deseret Bugle] reported.", "Deseret Bugle"),
        ("[source:Mr. Quist] left.", "Quist"),
        ("[source:[PER:Ines] Corran] left.", "Ines Corran"),
        ("[source:harbour director Ines Corran] left.", "Ines Corran"),
        ("[source:the mayor], [PER:Ottla Brandt], said.", "Ottla Brandt"),
        ("[source:[PER:Brona Tallis] herself] left.", "Brona Tallis"),
        ("[source:The city of [LOC:Ulm]] said.", "Ulm"),
    ],
)
def test_a_source_that_is_a_name(marked: str, name: str) -> None:
    """Title, role and apposition aside, a source with a head that is a name stands for it."""
    assert form_of(marked) == ("name", name)


@pytest.mark.parametrize(
    ("marked", "head"),
    [
        ("[source:a spokesman for [ORG:Quillworks]] said.", "spokesman"),
        ("[source:the mayor of [LOC:Ulm]] said.", "mayor"),
        ("[source:[PER:Tallis]’s lawyer] said.", "lawyer"),
        ("[source:[PER:Tallis]'s lawyer] said.", "lawyer"),
        ("[source:a spokesman for Mayor [PER:Brona Tallis]] said.", "spokesman"),
        ("[source:a spokesman for Norland Foreign Minister [PER:Brona Tallis]] said.", "spokesman"),
        ("[source:an aide to Mr. [PER:Tallis]] said.", "aide"),
        ("[source:the old minister] said.", "minister"),
        ("[source:[ORG:Quillworks] employees] said.", "employees"),
        ("[source:people who were there] said.", "people"),
        ("[source:critics] said.", "critics"),
        ("[source:Senators] said.", "senators"),
    ],
)
def test_a_source_that_is_a_description(marked: str, head: str) -> None:
    """A name that only belongs to the head does not speak."""
    source, _ = source_of(marked)
    assert (source.form, source.head) == ("description", head)


@pytest.mark.parametrize("word", ["he", "She", "it", "They", "who", "I", "himself"])
def test_a_source_that_is_a_pronoun(word: str) -> None:
    """In lower case."""
    source, _ = source_of(f"Then [source:{word}] said.")
    assert (source.form, source.head) == ("pronoun", word.lower())


def test_she_herself() -> None:
    """An emphatic pronoun changes nothing."""
    source, _ = source_of("Then [source:she herself] said.")
    assert (source.form, source.head) == ("pronoun", "she")


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[source:[PER:Brona Tallis] and [PER:Yorick Sand]] said.", ["Brona Tallis", "Yorick Sand"]),
        ("[source:[PER:Tallis], [PER:Sand] and Mr. [PER:Quist]] said.", ["Tallis", "Sand", "Quist"]),
        ("[source:[LOC:Norland] and the [LOC:Isle Republic]] said.", ["Norland", "Isle Republic"]),
    ],
)
def test_a_source_of_several_names(marked: str, names: list[str]) -> None:
    """Names joined by *and* speak together."""
    source, text = source_of(marked)
    assert source.form == "names"
    assert [text[n.start : n.end] for n in source.names] == names


@pytest.mark.parametrize(
    ("marked", "owner"),
    [
        ("[source:[PER:Tallis]’s statement] said.", "Tallis"),
        ("[source:a letter by [PER:Brona Tallis]] said.", "Brona Tallis"),
        ("[source:a letter signed by [PER:Brona Tallis]] said.", "Brona Tallis"),
        ("[source:a report from the [ORG:Old Harbour Board]] said.", "Old Harbour Board"),
        ("[source:a letter to [PER:Brona Tallis]] said.", None),
        ("[source:the report] said.", None),
    ],
)
def test_owner(marked: str, owner: str | None) -> None:
    """Whose statement, whose letter; not whom it was written to."""
    source, text = source_of(marked)
    assert source.form == "description"
    assert (None if source.owner is None else text[source.owner.start : source.owner.end]) == owner


def test_words_of_a_description() -> None:
    """Its content words, to compare with roles."""
    assert source_of("[source:the Norland foreign minister] said.")[0].words == {"norland", "foreign", "minister"}


@pytest.mark.parametrize("span", [(0, 0), (5, 5), (0, 1), (3, 6), (0, 9), (8, 9), (9, 9)])
@pytest.mark.parametrize("text", ["“… — ’s ”", "Mr. Mr. A", "’s’s’s’s’"])
def test_odd_sources(text: str, span: tuple[int, int]) -> None:
    """Whatever was tagged, a source can be read."""
    case = read(text)
    assert read_source(case.text, *span, [], {}, find_places(case.text, case.words, case.quotations)).form in (
        "name",
        "description",
        "pronoun",
    )
