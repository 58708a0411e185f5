"""What can be shown, where, and what cannot."""

import inspect
import io
import subprocess
import sys

import pytest
import spacy
from views.scenes import FERRY, FERRY_PAPER, FERRY_TEXT, many

import quotemine
from quotemine.documents import Document
from quotemine.errors import InputTypeError, QuotemineError, SettingError
from quotemine.store import write
from quotemine.types import Quotes
from quotemine.views import render, show


def test_quotes_documents_and_docs_show_the_same_text() -> None:
    doc = spacy.blank("en")(FERRY_TEXT)
    write(doc, FERRY)
    assert render(doc) == render(FERRY)
    assert render(FERRY_PAPER).html.endswith(render(FERRY).html.partition('lang="en">')[2])


def test_a_documents_text_is_shown_whatever_its_quotes_say() -> None:
    """Quotes read from a file may come without their text."""
    assert render(Document("a", FERRY_TEXT, Quotes(FERRY), title="x")) == render(Document("a", FERRY_TEXT, FERRY, "x"))


def test_a_doc_without_quotes() -> None:
    """The component ran and found nothing."""
    doc = spacy.blank("en")("It rained.")
    write(doc, Quotes())
    assert "No quotes were found" in render(doc).html


@pytest.mark.parametrize(
    ("thing", "message"),
    [
        (spacy.blank("en")("It rained."), "has not run on this Doc"),
        ("It rained.", r"got str \(find its quotes first"),
        (None, "got NoneType"),
        ([FERRY], "got list"),
    ],
)
def test_what_holds_no_quotes_is_refused(thing: object, message: str) -> None:
    """Also a ``TypeError``, as callers expect."""
    with pytest.raises(InputTypeError, match=message):
        render(thing)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        show(thing)  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [0, -1, True, 1.5, "all"])
def test_a_limit_is_a_number_of_characters(limit: object) -> None:
    with pytest.raises(SettingError, match="limit must be None or a whole number"):
        render(FERRY, limit=limit)  # type: ignore[arg-type]


def test_one_default_everywhere() -> None:
    """``show`` of all kinds and ``render`` cut alike."""
    functions = (render, show, Quotes.show, Document.show)
    assert {inspect.signature(function).parameters["limit"].default for function in functions} == {50_000}
    assert quotemine.render is render


def test_long_texts_are_cut_unless_asked_otherwise() -> None:
    quotes = many(2000)
    assert "The text is cut" in render(quotes).html
    assert "The text is cut" not in render(quotes, limit=None).html


def test_outside_a_notebook_show_writes_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    FERRY.show()
    assert capsys.readouterr().out == str(render(FERRY)) + "\n"
    FERRY_PAPER.show(limit=40)
    shown = capsys.readouterr().out
    assert shown == str(render(FERRY_PAPER, limit=40)) + "\n"
    assert "The text is cut" in shown


def test_a_narrow_encoding_is_no_reason_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as that of an old console."""
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="ascii", write_through=True))
    FERRY.show()
    assert b"[1: ?The engine is old,?] said Ines Corran" in buffer.getvalue()


def test_in_ipython_show_displays() -> None:
    """With HTML for notebooks and plain text for terminals; once, and it gives nothing back."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    InteractiveShell.instance()
    try:
        with capture_output() as captured:
            returned = FERRY.show()  # type: ignore[func-returns-value]
    finally:
        InteractiveShell.clear_instance()
    (output,) = captured.outputs
    assert returned is None
    assert output.data["text/html"] == render(FERRY).html
    assert output.data["text/plain"] == str(render(FERRY))
    assert captured.stdout == ""


def test_ipython_is_not_needed_and_not_imported() -> None:
    code = (
        "import sys; from quotemine.types import Quotes; Quotes((), 'It rained.').show();"
        "sys.exit(', '.join({'IPython', 'spacy', 'numpy', 'onnxruntime'} & set(sys.modules)) or None)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_errors_are_quotemines() -> None:
    with pytest.raises(QuotemineError):
        render(1)  # type: ignore[arg-type]
