"""Tables and highlighted texts in a notebook that a kernel really runs."""

from pathlib import Path

import kernels
import nbformat
import pytest
from nbclient import NotebookClient
from views.scenes import Reader, visible

# Quotes as somebody makes them by hand: no model is read.
MADE = """
import quotemine
from quotemine.types import Quote, Quotes, Span, Speaker
text = "“It rains <b>again</b>,” said Omar Finch."
speaker = Speaker("e1", "Omar Finch", "PERSON", named=True)
content = Span(0, 24, text[:24])
quotes = Quotes([Quote("q1", "direct", (content,), None, None, speaker, Span(0, len(text), text), 0.9)], text)
document = quotemine.Document("rain", text, quotes, title="Rain")
"""
CELLS = (
    MADE,
    "quotes",
    "quotes.speakers()",
    "document",
    "quotes.show()",
    "document.show(limit=10)",
    "quotemine.render(quotes)",
    "Quotes()",
    "for _ in range(2): quotes.show()",
    "quotemine.render(quotes).save('rain.html')",
)


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[list[dict[str, str]]], Path]:
    """What each cell shows, as kind of data → data; and the folder it ran in."""
    folder = tmp_path_factory.mktemp("notebook")
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    with pytest.MonkeyPatch.context() as patch:
        kernels.set_up(patch, folder)
        resources = {"metadata": {"path": str(folder)}}
        NotebookClient(made, timeout=120, kernel_name="python3", resources=resources).execute()
    nbformat.validate(made)
    streams = [output for cell in made.cells for output in cell.outputs if output.output_type == "stream"]
    assert streams == []  # nothing but what is to be shown
    return [[dict(output.data) for output in cell.outputs] for cell in made.cells], folder


Shown = tuple[list[list[dict[str, str]]], Path]
OMAR = "Omar Finch direct “It rains <b>again</b>,” 0.90"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("quotes", f"Speaker Kind Cue Quote Confidence {OMAR}"),
        (
            "quotes.speakers()",
            "Name Type Role Affiliation Gender Quotes Direct Indirect Mixed Omar Finch PERSON 1 1 0 0",
        ),
        ("document", f"Rain Speaker Kind Cue Quote Confidence {OMAR}"),
        ("quotes.show()", "1 Omar Finch 1 quote “It rains <b>again</b>,” said Omar Finch."),
        ("quotemine.render(quotes)", "1 Omar Finch 1 quote “It rains <b>again</b>,” said Omar Finch."),
        ("Quotes()", "No quotes."),
    ],
)
def test_a_cell_shows_html_and_plain_text(notebook: Shown, cell: str, shown: str) -> None:
    """The kernel sends both; the front end takes what it can show."""
    (output,) = notebook[0][CELLS.index(cell)]
    assert set(output) == {"text/html", "text/plain"}
    assert visible(output["text/html"]) == shown
    assert Reader(output["text/html"]).well_nested
    assert "b" not in {tag for tag, _ in Reader(output["text/html"]).tags}
    assert output["text/plain"].strip()


def test_a_cut_text_says_so(notebook: Shown) -> None:
    (output,) = notebook[0][CELLS.index("document.show(limit=10)")]
    assert "limit=None shows all." in output["text/html"]
    assert Reader(output["text/html"]).passages == ["“It rains "]


def test_each_call_of_show_is_an_output_of_its_own(notebook: Shown) -> None:
    first, second = notebook[0][-2]
    assert first == second


def test_saving_shows_nothing(notebook: Shown) -> None:
    """The page is there instead."""
    outputs, folder = notebook
    assert outputs[-1] == []
    assert "<title>Quotes</title>" in (folder / "rain.html").read_text(encoding="utf-8")
