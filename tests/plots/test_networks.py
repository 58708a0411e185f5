"""Networks: who quotes whom, or who talks about whom."""

from collections.abc import Sequence
from typing import Any

import pytest
from plotted import drawn, heading, paper, said

from quotemine import Quotes, SettingError, plots
from quotemine.merging import merge_speakers
from quotemine.types import Quote

TALLIS, SAND, FINCH = "Brona Tallis", "Yorick Sand", "Omar Finch"
PAPERS = [
    paper(
        "a", said(SAND, "It leaks."), said(SAND, "It drips a bit.", 20), author="Jo Reed", url="https://tide.example/1"
    ),
    paper("b", said(SAND), said(TALLIS, at=20), author="Jo Reed", url="https://www.tide.example:80/2"),
    paper("c", said(FINCH), said(None, at=20), url="not an address"),
]


def pairs(rows: Sequence[dict[str, Any]]) -> list[tuple[str, str, int]]:
    return [(row["source"], row["target"], row["weight"]) for row in rows]


def talk(*quotes: Quote) -> list[tuple[str, str, int]]:
    return pairs(plots.edges(Quotes(quotes)))


# whom documents quote


def test_documents_quote_speakers() -> None:
    """An edge for each pair, the heaviest first, with the number of quotes and of words."""
    rows = plots.edges(PAPERS)
    assert pairs(rows) == [("a", SAND, 2), ("b", TALLIS, 1), ("b", SAND, 1), ("c", FINCH, 1)]
    assert rows[0] == {"source": "a", "target": SAND, "weight": 2, "words": 6, "example": "It leaks."}


def test_authors_and_outlets() -> None:
    """The outlet is the host of the address; documents that have none are left out."""
    assert pairs(plots.edges(PAPERS, by="author")) == [("Jo Reed", SAND, 3), ("Jo Reed", TALLIS, 1)]
    assert pairs(plots.edges(PAPERS, by="outlet")) == [("tide.example", SAND, 3), ("tide.example", TALLIS, 1)]
    told = heading(plots.network(PAPERS, by="author"))
    assert "not shown: 1 quote without a speaker; not shown: 1 quote in documents without an author" in told


def test_no_author_at_all() -> None:
    """Then there is no network by author, and an error says so."""
    with pytest.raises(SettingError, match="by='author' cannot be drawn: none of these documents has an author"):
        plots.network(PAPERS[2], by="author")


def test_merged_speakers_are_one() -> None:
    papers = [paper("a", said(SAND)), paper("b", said("Y. Sand"))]
    merged = merge_speakers({document.id: document.quotes for document in papers})
    assert pairs(plots.edges(papers, merged=merged)) == [("a", SAND, 1), ("b", SAND, 1)]


# whom speakers talk about


def test_speakers_talk_about_each_other() -> None:
    """By name, alias or surname; a quote counts once for each who is named."""
    assert talk(
        said(TALLIS, "Yorick Sand knows, and Sand will tell. Ask Omar."),
        said(SAND, "Tallis is right, and so is Finch.", 90),
        said(FINCH, "I know nothing.", 150, aliases=["Omar"]),
    ) == [(TALLIS, FINCH, 1), (TALLIS, SAND, 1), (SAND, TALLIS, 1), (SAND, FINCH, 1)]


@pytest.mark.parametrize(
    "words",
    [
        "I am Tallis, Brona Tallis.",  # herself
        "Sandy beaches, sand and quicksand.",  # parts of words, and no capital
        "Ask a spokesman.",  # nobody's name
        "The Jr. is not a name.",
    ],
)
def test_nobody_is_named(words: str) -> None:
    others = said(SAND, "", 90), said("a spokesman", "", 120, named=False), said("Omar Finch Jr.", "", 140)
    assert talk(said(TALLIS, words), *others) == []


def test_the_longest_name_counts() -> None:
    """*Petra Sand* is not Yorick; *Omar Finch* is whom the text calls so, not the body of that name."""
    petra = said("Petra Sand", "", 200)
    body = said("Omar Finch Memorial Fund", "", 300, type_="ORG")
    assert talk(said(TALLIS, "Petra  Sand knows."), said(SAND, "", 90), petra) == [(TALLIS, "Petra Sand", 1)]
    assert talk(said(TALLIS, "The Omar Finch\nMemorial Fund pays."), said(FINCH, "", 90), body) == [
        (TALLIS, "Omar Finch Memorial Fund", 1)
    ]


def test_what_may_mean_two_means_nobody() -> None:
    """But a name comes before an alias, and an alias before a surname."""
    petra = said("Petra Sand", "", 200)
    assert talk(said(TALLIS, "Ask Sand."), said(SAND, "", 90), petra) == []
    assert talk(said(TALLIS, "Ask Sand."), said(SAND, "", 90, aliases=["Sand"]), petra) == [(TALLIS, SAND, 1)]
    assert talk(said(TALLIS, "Ask Sand."), said(SAND, "", 90, aliases=["Sand"]), said("Sand", "", 200)) == [
        (TALLIS, "Sand", 1)
    ]


def test_bodies_have_no_surname() -> None:
    board = said("Marlow Harbour Board", "", 90, type_="ORG")
    assert talk(said(TALLIS, "The Board decides."), board) == []
    assert talk(said(TALLIS, "The Marlow Harbour Board decides."), board) == [(TALLIS, "Marlow Harbour Board", 1)]


def test_each_document_has_its_own_speakers() -> None:
    """Nobody is named who does not speak in the same document; edges of several documents add up."""
    apart = [paper("a", said(TALLIS, "Ask Sand.")), paper("b", said(SAND, "It leaks."))]
    assert plots.edges(apart, by="speaker") == []
    together = paper("c", said(TALLIS, "Ask Sand."), said(SAND, "It leaks.", 90))
    twice = [together, paper("d", *together.quotes)]
    assert pairs(plots.edges(twice, by="speaker")) == [(TALLIS, SAND, 2)]


# the picture


def test_edges_lead_from_thick_to_thin() -> None:
    """From who quotes to who is quoted, from circle to circle."""
    chart = plots.network(PAPERS)
    line = [row for row in drawn(chart, "edge") if (row["from"], row["to"]) == ("a", SAND)]
    places = {row["name"]: (row["x"], row["y"]) for row in drawn(chart, "area")}
    assert (line[0]["x"], line[0]["y"]) == pytest.approx(places["a"], abs=0.001)
    assert (line[-1]["x"], line[-1]["y"]) == pytest.approx(places[SAND], abs=0.001)
    assert line[0]["thick"] > line[-1]["thick"]
    assert {row["quotes"] for row in line} == {2}


def test_the_same_data_give_the_same_picture() -> None:
    """Also in another order of documents."""
    assert drawn(plots.network(PAPERS), "area") == drawn(plots.network(PAPERS), "area")
    assert drawn(plots.network(PAPERS), "area") == drawn(plots.network(PAPERS[::-1]), "area")


def test_nodes_do_not_lie_on_each_other() -> None:
    """Each circle has a place of its own."""
    papers = [paper(number, said(f"Speaker {number % 7}"), said(SAND, at=20)) for number in range(30)]
    places = [(row["x"], row["y"]) for row in drawn(plots.network(papers), "area")]
    assert len(places) == len(set(places)) == 38
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)


def test_the_picture_grows_with_the_network() -> None:
    """Four circles need no page, and five hundred find room on a screen."""
    few = plots.network(PAPERS[:2]).to_dict()
    many = plots.network([paper(number, said(f"Speaker {number}")) for number in range(100)], top=200).to_dict()
    assert few["width"] == few["height"] == 280 + 9 * 4
    assert many["width"] == many["height"] == 1000


def test_the_heaviest_edges_are_shown() -> None:
    """No more nodes than wanted, and none without an edge."""
    chart = plots.network(PAPERS, top=3)
    assert sorted(row["name"] for row in drawn(chart, "area")) == [SAND, "a", "b"]
    assert "4 edges between 6 nodes, the 3 on the heaviest shown" in heading(chart)


def test_an_author_who_is_quoted_has_two_circles() -> None:
    """One as author, one as speaker."""
    chart = plots.network([paper("a", said(SAND), author=SAND), paper("b", said(TALLIS), author=SAND)], by="author")
    assert [(row["name"], row["kind"]) for row in drawn(chart, "area")] == [
        (SAND, "author"),
        (TALLIS, "speaker"),
        (SAND, "speaker"),
    ]


def test_nothing_to_show() -> None:
    """A sentence that says why; and no edges."""
    assert drawn(plots.network([]), "text") == [{"text": "There are no quotes."}]
    assert drawn(plots.network(PAPERS[0]), "text") == [{"text": "No speaker names another in a quote."}]
    assert drawn(plots.network([paper("a", said(None)), paper("b")]), "text") == [{"text": "No quote has a speaker."}]
    described = paper("a", said("a spokesman", named=False))
    assert drawn(plots.network(described, unnamed=False), "text") == [{"text": "No quote has a speaker with a name."}]
    assert plots.edges(Quotes()) == []


@pytest.mark.parametrize("setting", [{"by": "page"}, {"top": 1}, {"top": 1000}])
def test_settings(setting: dict[str, Any]) -> None:
    (name,) = setting
    with pytest.raises(SettingError, match=f"{name} must be"):
        plots.network(PAPERS, **setting)
