"""What holds for every chart, whatever is in the documents: valid, drawable, harmless, light."""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Literal

import altair as alt
import pytest
import vl_convert
from arbitrary import documents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plotted import paper, rows_of, said

from quotemine import Document, Quotes, SettingError, plots

Chart = Callable[..., alt.LayerChart]
By = Literal["speaker", "document", "author", "outlet"]
TALLIS, SAND = "Brona Tallis", "Yorick Sand"
CHARTS: list[Chart] = [plots.speakers, plots.kinds, plots.timeline, plots.network]
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<!-- Sand",
    "<img src=x onerror=alert(1)>",
    "' + alert(1) + '",
    '"; datum["x"]',
    "a\\b.c[0]",
    "Sand\x00\x07",
    "Sand" + chr(0xD800),
    "Sa\u2028nd",
    "🙂 é e\u0301",
    "",
    " ",
    "x" * 5000,
    "\u202eSand",
]

each_chart = pytest.mark.parametrize("chart", CHARTS)


@given(st.lists(documents(), max_size=3), st.sampled_from(CHARTS))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_documents_give_a_chart(found: list[Document], chart: Chart) -> None:
    """It is valid by the schema of Vega-Lite, and can be written as JSON in UTF-8."""
    specification = chart(found).to_dict()
    assert json.dumps(specification, ensure_ascii=False, allow_nan=False).encode()
    if chart is plots.kinds:
        shown = sum(row.get("quotes", 0) for rows in specification["datasets"].values() for row in rows)
        assert shown == sum(len(document.quotes) for document in found)


@given(st.lists(documents(), max_size=3), st.sampled_from(["speaker", "document", "author", "outlet"]))
@settings(max_examples=50, deadline=None)
def test_any_documents_give_edges(found: list[Document], by: By) -> None:
    """By document, every quote with a speaker is on one edge."""
    try:
        edges = plots.edges(found, by=by)
    except SettingError:
        assert by in {"author", "outlet"}
        return
    assert all(edge["weight"] > 0 for edge in edges)
    if by == "document":
        assert sum(edge["weight"] for edge in edges) == sum(q.speaker is not None for d in found for q in d.quotes)


@each_chart
def test_hostile_names(chart: Chart) -> None:
    """They never end the script of a page, and control characters do not get that far."""
    quotes = [said(name, name, 10 * number) for number, name in enumerate(HOSTILE)]
    made = chart([paper(name, *quotes) for name in HOSTILE])
    written = json.dumps(made.to_dict(), ensure_ascii=False)
    assert written.encode()
    assert not any(character in written for character in ("\\u0000", "\\u0007", "\u2028", chr(0xD800)))
    page = made.to_html()
    assert page.count("</script") == page.count("<script")
    assert "<img" not in page
    assert "<!--" not in page


@each_chart
def test_charts_can_be_drawn(chart: Chart) -> None:
    """Vega takes them, hostile names included."""
    quotes = [said(name, "Ask Sand, or Tallis.", 30 * number) for number, name in enumerate([*HOSTILE, SAND, TALLIS])]
    picture = vl_convert.vegalite_to_svg(chart(Quotes(quotes)).to_json())
    assert ("all quotes" if chart is plots.kinds else TALLIS) in picture


def test_names_that_look_alike_stay_apart() -> None:
    """What a label cannot show is told by a number."""
    names = ["Sand", "Sand ", "", " ", "x" * 200 + "a", "x" * 200 + "b"]
    labels = rows_of(plots.speakers(Quotes([said(name, at=10 * number) for number, name in enumerate(names)])))
    assert len(set(labels)) == len(names)
    assert {"Sand", "Sand (2)", "(no name)", "(no name) (2)"} < set(labels)


def test_kinds_have_the_same_colours_in_every_chart() -> None:
    """Also where a kind does not occur."""
    quotes = Quotes([said(SAND, kind="indirect")])
    colours = [
        layer["encoding"]["color"]
        for chart in (plots.speakers, plots.kinds, plots.timeline)
        for layer in chart(quotes).to_dict()["layer"]
        if "color" in layer["encoding"]
    ]
    assert [colour["scale"] for colour in colours] == [colours[0]["scale"]] * 3
    assert colours[0]["scale"]["domain"] == ["direct", "indirect", "mixed"]


def test_many_documents_of_one_id_take_no_time() -> None:
    """Ten thousand texts that nobody gave an id."""
    documents = [Document("text", "", Quotes([said(SAND)]))] * 10_000
    assert rows_of(plots.kinds(documents, top=2)) == ["text", "text (10)"]


def run(code: str) -> str:
    """What a Python that starts anew prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.strip()


def test_the_import_is_light() -> None:
    """Nothing heavy is loaded before there is something to draw."""
    heavy = "altair networkx narwhals pandas polars pyarrow scipy spacy onnxruntime sklearn matplotlib"
    assert run(f"import sys, quotemine.plots; print(*set('{heavy}'.split()) & set(sys.modules))") == ""


def test_networks_do_not_need_scipy() -> None:
    """Not even for as many nodes as can be asked for."""
    code = """
import sys
sys.modules["scipy"] = None
from quotemine import Document, Quotes, plots
from quotemine.types import Quote, Span, Speaker
here = Span(0, 2, "No")
quotes = [
    Quotes([Quote("q1", "direct", (here,), None, None, Speaker("e1", f"Clerk {number}", "PERSON", True), here, 0.9)])
    for number in range(300)
]
print(*(len(rows) for rows in plots.network(quotes, top=499).to_dict()["datasets"].values() if "area" in rows[0]))
"""
    assert run(code) == "498"


def test_nothing_depends_on_chance() -> None:
    """The same picture in another process, where hashes of strings are other ones."""
    code = """
import hashlib
from quotemine import Document, Quotes, plots
from quotemine.types import Quote, Span, Speaker
here = Span(0, 2, "No")
documents = [
    Quotes([
        Quote("q1", "direct", (here,), None, None, Speaker(f"e{n}", f"Clerk {n}", "PERSON", True), here, 0.9)
        for n in range(m, 30, m + 1)
    ])
    for m in range(12)
]
print(hashlib.sha256(plots.network(documents).to_json().encode()).hexdigest())
"""
    assert run(code) == run(code)
