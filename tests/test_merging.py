"""``merge_speakers``: speakers of many documents grouped into people and bodies."""

import csv
import doctest
import importlib
import random
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotemine import Document, QuotemineError, Quotes
from quotemine.merging import MergedSpeaker, MergedSpeakers, merge_speakers
from quotemine.types import Quote, Span, Speaker, SpeakerType

WORD = Span(0, 2, "No")


def person(name: str, gender: str | None = None, role: str | None = None, *, aliases: Iterable[str] = ()) -> Speaker:
    return Speaker("", name, "PERSON", named=True, gender=gender, role=role, aliases=tuple(aliases))  # type: ignore[arg-type]


def body(name: str, type_: SpeakerType = "ORG", *, aliases: Iterable[str] = ()) -> Speaker:
    return Speaker("", name, type_, named=True, aliases=tuple(aliases))


def says(*speakers: Speaker | None) -> Quotes:
    """One quote for each speaker, whose ids are e1, e2, ..."""
    return Quotes(
        Quote(f"q{i}", "direct", (WORD,), None, None, speaker and named(speaker, f"e{i}"), WORD, 1.0)
        for i, speaker in enumerate(speakers, start=1)
    )


def named(speaker: Speaker, id_: str) -> Speaker:
    return Speaker(
        id_, speaker.name, speaker.type, named=speaker.named, aliases=speaker.aliases, role=speaker.role,
        affiliation=speaker.affiliation, gender=speaker.gender,
    )  # fmt: skip


def groups(*speakers: Speaker, **settings: object) -> list[list[str]]:
    """The names in each group, sorted, where each speaker has a document of its own."""
    return names(merge_speakers([says(speaker) for speaker in speakers], **settings))  # type: ignore[arg-type]


def names(merged: MergedSpeakers) -> list[list[str]]:
    return sorted(sorted(member.name for member in one.members) for one in merged)


def people(*given: str, **settings: object) -> list[list[str]]:
    return groups(*map(person, given), **settings)


# names of people


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ilse Obrant", "ILSE  OBRANT"),
        ("Zoé Løvdal", "Zoe Lovdal"),
        ("Rory O’Marra", "Rory O'Marra"),
        ("Ilse Obrant's", "Ilse Obrant"),
        ("Dr. Ilse Obrant", "Ilse Obrant"),
        ("Mayor Ilse Obrant", "Mrs Ilse Obrant"),
        ("Anne-Lise Tarn", "Anne Lise Tarn"),
        ("Piet Tarn, Jr.", "Piet Tarn Jr"),
        ("Ｉlse Obrant", "Ilse Obrant"),
    ],
)
def test_same_name(one: str, other: str) -> None:
    """Case, accents, punctuation, possessive and titles do not tell people apart."""
    assert len(people(one, other, similarity=100)) == 1


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Sergei Obrantov", "Sergey Obrantov", 93),
        ("Jon Tarnsmith", "John Tarnsmith", 96),
        ("Petra Lindqvist", "Petra Lindquist", 93),
        ("Katrin Vellmer", "Catrin Vellmer", 93),
    ],
)
def test_spelling_variants(one: str, other: str, score: int) -> None:
    """They are one speaker, and the table tells how much alike they are."""
    (merged,) = merge_speakers([says(person(one)), says(person(one)), says(person(other))])
    assert merged.name == one
    assert [(variant.name, variant.why, variant.score) for variant in merged.variants] == [
        (one, "same name", 100),
        (other, f"spelling {score}", score),
    ]
    assert len(people(one, other, similarity=100)) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "Dan Lee"),
        ("Mario Wolkenstein", "Maria Wolkenstein"),
        ("Paul Wolkenstein", "Paula Wolkenstein"),
        ("Alexander Wangen", "Alexander Yangen"),
        ("Petra Q. Lindqvist", "Petra R. Lindqvist"),
        ("Piet Tarnowski Jr.", "Piet Tarnowski Sr."),
        ("Sergei Obrantov", "Sergei Obrantova"),
        ("Ilse Obrant", "Obrant Ilse"),
    ],
)
def test_names_that_contradict(one: str, other: str) -> None:
    """However alike the whole names are."""
    assert len(people(one, other, similarity=80)) == 2


def test_names_in_one_document_are_two_people() -> None:
    """Everywhere, then: brothers are no misspelling, and a father is not called without Jr."""
    for one, other in [("Jon Tarnsmith", "John Tarnsmith"), ("Piet Tarn", "Piet Tarn Jr.")]:
        both = says(person(one), person(other))
        assert len(merge_speakers([both, says(person(one)), says(person(other))])) == 2


def test_same_name_twice_in_one_document() -> None:
    """Is one person, unless genders contradict."""
    assert len(merge_speakers([says(person("Ilse Obrant"), person("Ilse Obrant", "female"))])) == 1
    assert len(merge_speakers([says(person("Kim Obrant", "male"), person("Kim Obrant", "female"))])) == 2


# less complete names


def test_surname_alone_with_one_full_name() -> None:
    (merged,) = merge_speakers([says(person("Obrant")), says(person("Obrant")), says(person("Ilse Obrant"))])
    assert merged.name == "Ilse Obrant"
    assert [variant.why for variant in merged.variants] == ["surname alone", "same name"]


def test_surname_alone_with_two_full_names() -> None:
    """It stays what it is, for nobody can tell."""
    assert people("Obrant", "Ilse Obrant", "Tomas Obrant") == [["Ilse Obrant"], ["Obrant"], ["Tomas Obrant"]]


def test_surname_alone_with_two_spellings_of_one_name() -> None:
    assert people("Obrantov", "Sergei Obrantov", "Sergey Obrantov") == [
        ["Obrantov", "Sergei Obrantov", "Sergey Obrantov"]
    ]


def test_surname_alone_of_the_only_fitting_gender() -> None:
    found = groups(person("Obrant", "female"), person("Ilse Obrant", "female"), person("Tomas Obrant", "male"))
    assert found == [["Ilse Obrant", "Obrant"], ["Tomas Obrant"]]
    assert len(groups(person("Obrant", "female"), person("Tomas Obrant", "male"))) == 2


def test_surname_alone_and_roles() -> None:
    """The role decides between two; one that nothing speaks for keeps apart; Mr and Dr are no roles."""
    ilse, tomas = person("Ilse Obrant", role="Foreign Minister"), person("Tomas Obrant", role="finance minister")
    assert groups(ilse, tomas, person("Obrant", role="Minister of Finance")) == [
        ["Ilse Obrant"],
        ["Obrant", "Tomas Obrant"],
    ]
    assert len(groups(ilse, tomas, person("Obrant", role="minister"))) == 3
    assert len(groups(ilse, person("Obrant", role="goalkeeper"))) == 2
    assert len(groups(ilse, person("Obrant", role="Dr"))) == 1


def test_surname_alone_beside_the_full_name() -> None:
    """Is somebody else in that document, and the same in others."""
    merged = merge_speakers({"a": says(person("Ilse Obrant"), person("Obrant")), "b": says(person("Obrant"))})
    assert names(merged) == [["Ilse Obrant", "Obrant"], ["Obrant"]]
    assert merged.of("a", "e2") is not merged.of("a", "e1") is merged.of("b", "e1")


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Ilse Obrant", "Ilse M. Obrant"),
        ("Ilse M. Obrant", "Ilse Maria Obrant"),
        ("I. Obrant", "Ilse Obrant"),
        ("Piet Tarn", "Piet Tarn Jr."),
        ("de Vrin", "Jan de Vrin"),
        ("Vrin", "Jan de Vrin"),
    ],
)
def test_shorter_form(short: str, full: str) -> None:
    (merged,) = merge_speakers([says(person(full)), says(person(short))])
    assert (merged.name, merged.aliases) == (full, (short,))


@pytest.mark.parametrize(
    "given",
    [
        ("Ilse Obrant", "Ilse M. Obrant", "Ilse K. Obrant"),
        ("I. Obrant", "Ilse Obrant", "Ida Obrant"),
        ("Piet Tarn", "Piet Tarn Jr.", "Piet Tarn Sr."),
        ("Obrant", "I. Obrant", "T. Obrant"),
    ],
)
def test_shorter_form_of_two(given: tuple[str, ...]) -> None:
    assert len(people(*given)) == 3


def test_other_names_that_a_document_gives() -> None:
    """A document that calls Christopher Chris tells who Chris is elsewhere, unless there are two such."""
    christopher = person("Christopher Tarn", aliases=["Chris Tarn", "Tarn"])
    assert groups(christopher, person("Chris Tarn")) == [["Chris Tarn", "Christopher Tarn"]]
    christine = person("Christine Tarn", aliases=["Chris Tarn"])
    assert len(groups(christopher, christine, person("Chris Tarn"))) == 3


# gender


def test_man_and_woman_of_one_name() -> None:
    """Somebody of unknown gender is neither, and the groups have different names."""
    merged = merge_speakers([says(person("Kim Obrant", gender)) for gender in ("male", "female", None)])
    assert {(one.name, one.group, one.gender) for one in merged} == {
        ("Kim Obrant", "Kim Obrant (male)", "male"),
        ("Kim Obrant", "Kim Obrant (female)", "female"),
        ("Kim Obrant", "Kim Obrant (PERSON)", None),
    }


def test_mr_and_mrs() -> None:
    assert len(groups(person("Obrant", "male"), person("Obrant", "female"))) == 2


def test_the_commoner_gender_takes_the_unknown() -> None:
    known = [person("Kim Obrant", gender) for gender in ("male", "male", "male", "female")]
    assert sorted(map(len, groups(*known, person("Kim Obrant")))) == [1, 4]


def test_role_takes_the_unknown() -> None:
    known = [person("Kim Obrant", "male", "baker"), person("Kim Obrant", "female", "mayor of Torvik")]
    merged = merge_speakers([says(speaker) for speaker in (*known, person("Kim Obrant", role="mayor"))])
    assert [(one.gender, one.documents) for one in merged] == [("female", ("1", "2")), ("male", ("0",))]


# bodies


@pytest.mark.parametrize("types", [("ORG", "GPE"), ("ORG", "OTHER"), ("GROUP", "ORG"), ("GPE", "OTHER")])
def test_kinds_of_bodies(types: tuple[SpeakerType, SpeakerType]) -> None:
    """Readers confuse them, so they do not tell bodies apart."""
    assert len(groups(*(body("Torvik Council", type_) for type_ in types))) == 1


@pytest.mark.parametrize("type_", ["ORG", "GPE", "GROUP", "OTHER"])
def test_a_person_is_no_body(type_: SpeakerType) -> None:
    merged = merge_speakers([says(person("Ada Torvik")), says(body("Ada Torvik", type_)), says(body("Torvik", type_))])
    assert len(merged) == 3
    assert {one.group for one in merged} == {"Ada Torvik (PERSON)", f"Ada Torvik ({type_})", "Torvik"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Torvik Council", "Torvik Council"),
        ("Tarn & Sons Inc.", "Tarn and Sons Inc"),
        ("Torvik Labour Organization", "Torvik Labour Organisation"),
        ("U.S.", "United States"),
    ],
)
def test_same_body(one: str, other: str) -> None:
    assert len(groups(body(one), body(other))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dockers’ Union Local 1204", "Dockers’ Union Local 1205"),
        ("Torvik North District Council", "Torvik South District Council"),
        ("King Street Traders", "Traders"),
    ],
)
def test_two_bodies(one: str, other: str) -> None:
    assert len(groups(body(one), body(other))) == 2


@pytest.mark.parametrize(
    "defining",
    [
        body("Torvik Port Authority", aliases=["TPA"]),
        body("TPA", aliases=["Torvik Port Authority"]),
        body("Torvik Port Authority (TPA)"),
        body("Torvik Port Authority (TPA"),
    ],
)
def test_acronym_that_one_document_explains(defining: Speaker) -> None:
    merged = merge_speakers([says(defining), says(body("TPA")), says(body("Torvik Port Authority"))])
    assert [one.name for one in merged] == ["Torvik Port Authority"]
    assert ("TPA", "acronym") in {(variant.name, variant.why) for variant in merged[0].variants}


def test_acronym_beside_the_full_name() -> None:
    """A text may go on with an acronym that the reader did not connect."""
    assert len(merge_speakers([says(body("Torvik Port Authority", aliases=["TPA"]), body("TPA"))])) == 1


def test_acronym_that_nothing_explains() -> None:
    assert len(groups(body("Torvik Port Authority"), body("TPA"))) == 2


def test_acronym_of_two_bodies() -> None:
    two = body("Torvik Port Authority", aliases=["TPA"]), body("Tarn Poultry Association", aliases=["TPA"])
    assert len(groups(*two, body("TPA"))) == 3


def test_a_noun_that_fits_many_bodies_is_no_name() -> None:
    assert len(groups(body("Torvik Council", aliases=["Council"]), body("Council"))) == 2


# what is known of each


def test_what_documents_tell_is_collected() -> None:
    ilse = Speaker("", "Ilse Obrant", "PERSON", named=True, role="mayor", affiliation="Torvik", aliases=("Obrant",))
    merged = merge_speakers(
        {
            "d10": says(ilse, None),
            "d2": says(person("Ilse M. Obrant", "female", "Mayor of Torvik")),
            "d1": says(ilse, person("Ada Quill")),
        }
    )
    ada, found = sorted(merged, key=lambda one: one.name)
    assert (found.name, found.type, found.gender, found.named) == ("Ilse Obrant", "PERSON", "female", True)
    assert (found.roles, found.affiliations) == (("mayor", "Mayor of Torvik"), ("Torvik",))
    assert found.aliases == ("Obrant", "Ilse M. Obrant")
    assert (found.documents, found.quotes) == (("d1", "d2", "d10"), 3)
    assert found.members == (
        ("d1", "e1", "Ilse Obrant"),
        ("d2", "e1", "Ilse M. Obrant"),
        ("d10", "e1", "Ilse Obrant"),
    )
    assert list(merged) == [found, ada], "most quotes first"
    assert merged[0] == found
    assert merged[:1] == (found,)
    assert merged.of("d2", "e1") == found
    assert merged.without_speaker == 1
    with pytest.raises(KeyError):
        merged.of("d2", "e9")


def test_several_quotes_of_one_speaker() -> None:
    quote = says(person("Ilse Obrant"))[0]
    (merged,) = merge_speakers([Quotes((quote, quote))])
    assert (merged.quotes, len(merged.members)) == (2, 1)


def test_unnamed_speakers_stay_in_their_document() -> None:
    spokesman = Speaker("", "a spokesman", "PERSON", named=False)
    merged = merge_speakers({"a": says(spokesman), "b": says(spokesman, person("Ada Quill"))})
    assert [one.name for one in merged] == ["Ada Quill"]
    assert [(one.name, one.named, one.documents) for one in merged.unnamed] == [
        ("a spokesman", False, ("a",)),
        ("a spokesman", False, ("b",)),
    ]
    assert merged.of("b", "e1") is merged.unnamed[1]
    assert [row["name"] for row in merged.table()] == ["Ada Quill"]
    assert repr(merged) == "MergedSpeakers(1 named, 2 unnamed)"


def test_notebook_shows_no_markup_of_texts() -> None:
    merged = merge_speakers([says(body("<b>Tarn & Sons</b>"))])
    assert '<td style="text-align:left">&lt;b&gt;Tarn &amp; Sons&lt;/b&gt;</td>' in merged._repr_html_()
    many = merge_speakers([says(body(f"Ward {i}")) for i in range(103)])
    assert "and 3 more" in many._repr_html_()


# what may be given


def test_forms_of_results() -> None:
    """A mapping, pairs, or Quotes alone, which are numbered; also as they come."""
    quotes = says(person("Ada Quill"))
    by_id = merge_speakers({"0": quotes, "1": quotes})
    assert merge_speakers([("0", quotes), ("1", quotes)]) == by_id == merge_speakers(iter([quotes, quotes]))
    assert merge_speakers([]) == merge_speakers({}) == MergedSpeakers()
    assert merge_speakers({7: quotes})[0].documents == (7,)


@pytest.mark.parametrize(
    ("results", "message"),
    [
        (says(person("Ada Quill")), "Quotes of many documents, .*; got Quotes$"),
        (None, "got NoneType$"),
        ("Ada Quill", "got str$"),
        (["Ada Quill"], "got str as document 0$"),
        ([Quotes(), 3], "got int as document 1$"),
        ({"a": []}, "got list as document 0$"),
        ([(1.5, Quotes())], "got float as the id of document 0$"),
    ],
)
def test_what_are_no_results(results: object, message: str) -> None:
    with pytest.raises(TypeError, match=message) as caught:
        merge_speakers(results)  # type: ignore[arg-type]
    assert isinstance(caught.value, QuotemineError)


def test_one_id_twice() -> None:
    with pytest.raises(ValueError, match="documents with an id each, not the same id twice, got 'a'"):
        merge_speakers([("a", Quotes()), ("a", Quotes())])


@pytest.mark.parametrize("similarity", [-1, 101, "92", None, True, float("nan")])
def test_what_is_no_similarity(similarity: object) -> None:
    with pytest.raises(ValueError, match="similarity must be a number from 0 to 100"):
        merge_speakers([], similarity=similarity)  # type: ignore[arg-type]


# review


REVIEWED = (
    *(says(person(name)) for name in ["Sergei Obrantov", "Sergei Obrantov", "Sergey Obrantov", "Obrantov"]),
    says(person("Ada Quill")),
    says(person("Adele Quill")),
)


def edit(path: Path, change: Callable[[dict[str, str]], dict[str, str]], delimiter: str = ",") -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [change(row) for row in csv.DictReader(file)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def test_table_has_a_row_for_each_name_in_each_group() -> None:
    rows = merge_speakers(REVIEWED).table()
    assert rows[0] == {
        "name": "Sergei Obrantov",
        "group": "Sergei Obrantov",
        "why": "same name",
        "score": 100,
        "documents": 2,
        "quotes": 2,
        "found": "Sergei Obrantov",
    }
    assert [(row["name"], row["why"]) for row in rows[1:]] == [
        ("Obrantov", "surname alone"),
        ("Sergey Obrantov", "spelling 93"),
        ("Ada Quill", "same name"),
        ("Adele Quill", "same name"),
    ]


def test_saved_table_changes_nothing(tmp_path: Path) -> None:
    merged = merge_speakers(REVIEWED)
    merged.save(tmp_path / "speakers.csv")
    assert merge_speakers(REVIEWED, overrides=tmp_path / "speakers.csv") == merged
    assert merge_speakers(REVIEWED, overrides=merged.table()) == merged


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_edited_table_decides(tmp_path: Path, delimiter: str) -> None:
    """Joined, parted and renamed, whatever the rules say; and again after the result is saved once more."""
    path = tmp_path / "speakers.csv"
    merge_speakers(REVIEWED).save(path)
    new = {"Obrantov": "Obrantov the baker", "Ada Quill": "A. Quill", "Adele Quill": "A. Quill"}
    edit(path, lambda row: row | {"group": new.get(row["name"], row["group"])}, delimiter)
    merged = merge_speakers(REVIEWED, overrides=str(path))
    assert [(one.name, [member.name for member in one.members]) for one in merged] == [
        ("Sergei Obrantov", ["Sergei Obrantov", "Sergei Obrantov", "Sergey Obrantov"]),
        ("A. Quill", ["Ada Quill", "Adele Quill"]),
        ("Obrantov the baker", ["Obrantov"]),
    ]
    assert [variant.why for variant in merged[2].variants] == ["by hand"]
    merged.save(path)
    assert merge_speakers(REVIEWED, overrides=path) == merged


def test_rows_of_ones_own() -> None:
    """Names that have no row are left to the rules; a row without a name in the collection does nothing."""
    rows = [{"name": "Obrantov", "group": "Ada Quill"}, {"name": "Brona Tallis", "group": "B"}]
    assert names(merge_speakers(REVIEWED, overrides=rows)) == [
        ["Ada Quill", "Obrantov"],
        ["Adele Quill"],
        ["Sergei Obrantov", "Sergei Obrantov", "Sergey Obrantov"],
    ]


def test_a_renamed_group_takes_new_names_along() -> None:
    rows = [{"name": "Sergei Obrantov", "group": "S. Obrantov"}, {"name": "Obrantov", "group": "Obrantov"}]
    merged = merge_speakers(REVIEWED, overrides=rows)
    assert [(one.name, len(one.members)) for one in merged][:1] == [("S. Obrantov", 3)]


def test_namesakes_are_told_apart_by_the_group_found(tmp_path: Path) -> None:
    path = tmp_path / "speakers.csv"
    results = [says(person("Kim Obrant", "male")), says(person("Kim Obrant", "female")), says(person("Ada Quill"))]
    merge_speakers(results).save(path)
    edit(path, lambda row: row | ({"group": "Ada Quill"} if row["found"] == "Kim Obrant (female)" else {}))
    merged = merge_speakers(results, overrides=path)
    assert {(one.name, one.documents) for one in merged} == {("Ada Quill", ("1", "2")), ("Kim Obrant", ("0",))}


def test_a_decision_holds_in_a_grown_collection() -> None:
    """Also where the rules would now leave a surname alone."""
    rows = merge_speakers(REVIEWED[:4]).table()
    merged = merge_speakers([*REVIEWED[:4], says(person("Piotr Obrantov"))], overrides=rows)
    assert names(merged)[0] == ["Obrantov", "Sergei Obrantov", "Sergei Obrantov", "Sergey Obrantov"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no column 'name' .found: none.; take the file that MergedSpeakers.save wrote"),
        (b"name,who\nAda Quill,Ada\n", "speakers.csv:1: no column 'group' .found: name, who."),
        (b"name,group\nAda Quill,\n", "speakers.csv:2: the column 'group' is empty"),
        (b"name,group\nAda Quill,A\nAda Quill,B\n", "speakers.csv:3: 'Ada Quill' was in the group 'A'"),
        (b"name,group\nZo\xeb Quill,Z\n", "not UTF-8; save it as “CSV UTF-8”"),
        (b'name,group\n"Ada"x,A\n', "no CSV"),
        (None, "speakers.csv: cannot be read as overrides .No such file"),
    ],
)
def test_bad_files_of_overrides(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "speakers.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ValueError, match=message) as caught:
        merge_speakers(REVIEWED, overrides=path)
    assert isinstance(caught.value, QuotemineError)


@pytest.mark.parametrize(
    ("overrides", "message"),
    [
        (3, "overrides must be a path to a CSV file, or rows as dicts, got 3"),
        ({"name": "Ada Quill", "group": "A"}, "overrides must be a path"),
        (["Ada Quill"], "overrides:1: a row must be a dict, got str"),
        ([{"group": "A"}], "overrides:1: no column 'name'"),
        ([{"name": "Ada Quill", "group": float("nan")}], "overrides:1: the column 'group' is empty"),
    ],
)
def test_bad_rows_of_overrides(overrides: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        merge_speakers(REVIEWED, overrides=overrides)  # type: ignore[arg-type]


def test_empty_rows_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "speakers.csv").write_text("name,group\n,\n\n")
    assert merge_speakers(REVIEWED, overrides=tmp_path / "speakers.csv") == merge_speakers(REVIEWED)


def test_table_for_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    merged = merge_speakers(REVIEWED)
    assert merged.to_pandas().to_dict("records") == merged.table()
    assert list(merge_speakers([]).to_pandas().columns) == list(merged.table()[0])
    assert isinstance(merged.to_pandas(), pandas.DataFrame)


def test_without_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"pip install 'quotemine\[pandas\]'"):
        merge_speakers([]).to_pandas()


# whatever is given

FIRST, LAST = (
    st.sampled_from(["", "I. ", "Ilse ", "Ilse M. ", "Tomas ", "Ilsa ", "Dr. "]),
    ["Obrant", "Obrandt", "Tarn"],
)
SPEAKERS = st.builds(
    lambda first, last, type_, gender, role, alias, named: Speaker(
        "", first + last, type_, named=named, gender=gender, role=role, aliases=(alias,)
    ),
    FIRST,
    st.sampled_from([*LAST, "TPA"]) | st.text(max_size=6),
    st.sampled_from(["PERSON", "PERSON", "PERSON", "ORG", "GPE"]),
    st.sampled_from([None, None, "male", "female"]),
    st.sampled_from([None, "mayor", "Mayor of Torvik", "baker"]),
    st.sampled_from(["Obrant", "Ilse Tarn", "TPA", "Torvik Port Authority"]),
    st.sampled_from([True, True, True, False]),
)
DOCUMENTS = st.dictionaries(
    st.integers(0, 30).map(str), st.lists(SPEAKERS | st.none(), max_size=3).map(lambda s: says(*s)), max_size=12
)


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_order_of_documents_does_not_matter(documents: dict[str, Quotes], chance: random.Random) -> None:
    items = list(documents.items())
    chance.shuffle(items)
    assert merge_speakers(items) == merge_speakers(documents)


@given(DOCUMENTS)
def test_ids_of_documents_do_not_matter(documents: dict[str, Quotes]) -> None:
    renamed = {f"x{len(documents) - i}": quotes for i, quotes in enumerate(documents.values())}

    def shape(merged: MergedSpeakers) -> list[tuple[str, list[str]]]:
        return [(one.group, sorted(member.name for member in one.members)) for one in merged]

    assert shape(merge_speakers(renamed)) == shape(merge_speakers(documents))


@given(DOCUMENTS)
def test_nobody_is_lost(documents: dict[str, Quotes]) -> None:
    """Every speaker is in one group, and every quote is counted once."""
    merged = merge_speakers(documents)
    speakers = {(id_, q.speaker.id): q.speaker for id_, quotes in documents.items() for q in quotes if q.speaker}
    everyone = [*merged, *merged.unnamed]
    assert sorted((m.document, m.speaker) for one in everyone for m in one.members) == sorted(speakers)
    assert sum(one.quotes for one in everyone) + merged.without_speaker == sum(map(len, documents.values()))
    assert sum(row["quotes"] for row in merged.table()) == sum(one.quotes for one in merged)  # type: ignore[misc]
    assert len({one.group for one in merged}) == len(merged)
    for one in merged:
        told = [speakers[member.document, member.speaker] for member in one.members]
        assert_compatible(one, told)


def assert_compatible(one: MergedSpeaker, told: list[Speaker]) -> None:
    assert len({speaker.type == "PERSON" for speaker in told}) == 1
    if one.type == "PERSON":
        assert len({speaker.gender for speaker in told} - {None}) <= 1


@given(DOCUMENTS)
def test_reviewing_without_a_change_changes_nothing(documents: dict[str, Quotes]) -> None:
    merged = merge_speakers(documents)
    assert merge_speakers(documents, overrides=merged.table()) == merged


def test_many_speakers() -> None:
    """Twenty thousand people, a thousand of them of one surname: names are not all compared with all."""
    chance = random.Random(7)
    syllables = "ba ko ri ten mar lo vi sa dun pel ha ost wi gra ne qui fo zel".split()

    def word(length: int) -> str:
        return "".join(chance.choices(syllables, k=length)).title()

    everyone = {f"{word(3)} {word(3)}" for _ in range(19_000)} | {f"{word(3)} Obrant" for _ in range(1000)}
    merged = merge_speakers([says(person(name)) for name in sorted(everyone)])
    assert 0.8 * len(everyone) < len(merged) <= len(everyone)


# the package


def test_import_is_left_to_those_who_merge() -> None:
    code = "import sys, quotemine; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600, check=True)
    assert {"quotemine.merging", "rapidfuzz", "pandas"}.isdisjoint(done.stdout.split())


@pytest.mark.parametrize("module", ["", ".names", ".records", ".grouping", ".overrides", ".describing", ".results"])
def test_examples_of_docstrings(module: str) -> None:
    found = doctest.testmod(importlib.import_module(f"quotemine.merging{module}"))
    assert found.attempted > 0
    assert found.failed == 0


# Documents under the merged names


def test_documents_whose_speakers_are_renamed() -> None:
    """The group's name, the document's as an alias, and a gender that only another document tells."""
    given = {"a": says(person("Ilse Obrant", "female"), None), "b": says(person("Obrant"), body("Tarn Rail"))}
    documents = [Document(name, "No", quotes) for name, quotes in given.items()]
    first, second = merge_speakers(given).rename(documents)
    assert [quote.speaker for quote in first.quotes] == [quote.speaker for quote in given["a"]]
    renamed = second.quotes[0].speaker
    assert renamed is not None
    assert (renamed.name, renamed.aliases, renamed.gender) == ("Ilse Obrant", ("Obrant",), "female")
    assert renamed.id == "e1"
    assert renamed.gender_evidence is None
    assert second.quotes[1] == given["b"][1]
    assert second.text == "No"


def test_namesakes_are_told_apart_when_renamed() -> None:
    """Two people of one name have groups of two names, and so have their documents."""
    given = {"a": says(person("Kim Obrant", "female")), "b": says(person("Kim Obrant", "male"))}
    renamed = merge_speakers(given).rename(Document(name, "No", quotes) for name, quotes in given.items())
    assert len({quote.speaker.name for document in renamed for quote in document.quotes if quote.speaker}) == 2


def test_other_documents_are_renamed_to_nothing() -> None:
    """Documents that were not merged, and speakers without a name, stay as they are."""
    unnamed = says(Speaker("", "a spokesman", "PERSON", named=False))
    documents = [Document("a", "No", unnamed), Document("c", "No", says(person("Piet Tarn")))]
    assert list(merge_speakers({"a": unnamed}).rename(documents)) == documents
