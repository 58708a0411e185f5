"""``extract``, ``extract_many`` and ``load``, and what ``import quotemine`` costs."""

import multiprocessing
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import handmade
import pytest

import quotemine
from quotemine import (
    ExtractionError,
    InputTypeError,
    QuotemineError,
    Quotes,
    WeightsError,
    extract,
    extract_many,
    load,
)
from quotemine.model_cache import get_encoder
from quotemine.settings import Settings

EXPECTED = handmade.find_quotes(handmade.TEXT)
ARTICLE = (
    "The ferry to Marlow Sound will not sail before June, the harbour board said on Monday.\n\n"
    "“We cannot promise more,” said Brona Tallis, who chairs it, “and we will not.” She added that the rope was old.\n"
)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    handmade.put_in_place_of_the_flow(monkeypatch)


# extract


@pytest.mark.parametrize("text", ["", " ", "\r\n\t\u2028\u00a0"])
def test_blank_text_needs_no_weights(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quotemine.flow.quotes", None)
    assert extract(text) == Quotes()


@pytest.mark.parametrize("text", [None, b"It rained.", 3, ["It rained."], Path("article.txt")])
def test_what_is_no_text(text: object) -> None:
    with pytest.raises(TypeError, match=f"expected a text of type str, got {type(text).__name__}") as caught:
        extract(text)  # type: ignore[arg-type]
    assert isinstance(caught.value, QuotemineError)


@pytest.mark.parametrize("call", [lambda: extract("", attributions="every"), lambda: load(attributions="every")])
def test_what_is_no_setting(call: object) -> None:
    with pytest.raises(ValueError, match="attributions must be 'speech' or 'all', got 'every'"):
        call()  # type: ignore[operator]


@pytest.mark.usefixtures("stand_in")
def test_attributions() -> None:
    assert extract(handmade.TEXT) == EXPECTED
    assert [quote.cue and quote.cue.class_ for quote in extract(handmade.TEXT, attributions="all")] == [
        "speech",
        "thought",
    ]


# extract_many


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize(
    ("n_process", "batch_size"),
    [
        (1, 16),
        pytest.param(2, 16, marks=handmade.needs_fork),
        pytest.param(2, 1, marks=handmade.needs_fork),
        pytest.param(3, 2, marks=handmade.needs_fork),
    ],
)
def test_order_of_results(n_process: int, batch_size: int) -> None:
    texts = [handmade.TEXT, "", "It rained.", handmade.TEXT, " "]
    found = list(extract_many(texts, n_process=n_process, batch_size=batch_size))
    assert found == [EXPECTED, Quotes(), Quotes(), EXPECTED, Quotes()]
    assert list(extract_many((), n_process=n_process, batch_size=batch_size)) == []


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("n_process", [1, pytest.param(2, marks=handmade.needs_fork)])
def test_setting_reaches_every_text(n_process: int) -> None:
    found = extract_many([handmade.TEXT] * 2, attributions="all", n_process=n_process)
    assert [len(quotes) for quotes in found] == [2, 2]


@pytest.mark.parametrize(("n_process", "most"), [(1, 1), (2, 8)])
def test_texts_are_read_as_needed(n_process: int, most: int) -> None:
    """An endless stream will do; read-ahead is bounded."""
    read = 0

    def texts() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield " "

    found = extract_many(texts(), n_process=n_process, batch_size=1)
    assert read == 0
    assert next(found) == Quotes()
    assert read <= most
    found.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("n_process", [1, 2])
def test_a_bad_text_is_named_by_its_index(n_process: int) -> None:
    """The texts before it are still read."""
    found = extract_many(["", " ", None, ""], n_process=n_process)  # type: ignore[list-item]
    assert [next(found), next(found)] == [Quotes(), Quotes()]
    with pytest.raises(TypeError, match=r"text 2 \(counted from 0\).*got NoneType"):
        next(found)


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize("n_process", [1, pytest.param(2, marks=handmade.needs_fork)])
def test_errors_that_end_nothing(n_process: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no text, or fails for a reason that nobody foresaw, has no quotes; all others are read."""

    def find_quotes(text: str, encoder: object, settings: Settings) -> Quotes:
        _ = 1 / len(text.strip("."))
        return Quotes()

    monkeypatch.setattr(sys.modules["quotemine.flow.quotes"], "find_quotes", find_quotes)
    errors: list[tuple[int, QuotemineError]] = []
    texts: list[str] = ["It rained.", None, "...", lambda: "It rained.", "It rained."]  # type: ignore[list-item]
    found = extract_many(texts, n_process=n_process, on_error=lambda *error: errors.append(error))
    assert [len(quotes) for quotes in found] == [0] * 5
    assert [index for index, _ in errors] == [1, 2, 3]
    assert [type(error) for _, error in errors] == [InputTypeError, ExtractionError, InputTypeError]
    assert "failed with ZeroDivisionError: division by zero; please report it" in str(errors[1][1])
    with pytest.raises(ZeroDivisionError):
        list(extract_many(["..."], n_process=n_process))


def test_no_process_is_left_with_an_error() -> None:
    """Even while somebody keeps the error."""
    texts: list[str] = [" ", None, *[" "] * 50]  # type: ignore[list-item]
    with pytest.raises(InputTypeError) as caught:
        list(extract_many(texts, n_process=2, batch_size=1))
    assert caught.value
    assert multiprocessing.active_children() == []


def test_weights_that_are_wrong_for_every_text(tmp_path: Path) -> None:
    """End the work, whatever is said of errors."""
    (tmp_path / "fast.onnx").touch()
    with pytest.raises(WeightsError):
        list(extract_many(["It rained."], model=str(tmp_path), on_error=lambda *_: None))


@pytest.mark.parametrize("texts", ["It rained.", b"It rained.", None, 3])
def test_what_is_no_iterable_of_texts(texts: object) -> None:
    """Said at once, not when the first result is asked for."""
    with pytest.raises(TypeError, match=f"iterable of texts, got {type(texts).__name__}"):
        extract_many(texts)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["n_process", "batch_size"])
@pytest.mark.parametrize("value", [0, -1, 1.5, None])
def test_what_is_no_count(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"{name} must be a whole number"):
        extract_many([], **{name: value})  # type: ignore[arg-type]


def test_progress_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(extract_many(["", " "], progress=True)) == [Quotes(), Quotes()]
    out, err = capsys.readouterr()
    assert out == ""
    assert "quotemine" in err
    assert "100%" in err


# load


@pytest.mark.usefixtures("stand_in")
def test_load_gives_what_extract_gives() -> None:
    assert load()(handmade.TEXT)._.quotes == EXPECTED
    assert len(load(attributions="all")(handmade.TEXT)._.quotes) == 2


def test_load_takes_novels() -> None:
    """spaCy's limit of a million characters guards parsers and is no use here."""
    assert load().max_length >= 100_000_000


# with the real weights


def test_who_said_what() -> None:
    (quote,) = [quote for quote in extract(ARTICLE) if quote.kind == "direct"]
    assert [part.text for part in quote.content] == ["“We cannot promise more,”", "“and we will not.”"]
    assert (quote.cue and quote.cue.lemma, quote.speaker and quote.speaker.name) == ("say", "Brona Tallis")


def test_offsets_slice_back() -> None:
    for quote in extract(ARTICLE, attributions="all"):
        assert all(ARTICLE[part.start : part.end] == part.text for part in (*quote.content, quote.context))


@pytest.mark.parametrize("attributions", ["speech", "all"])
def test_pipeline_and_processes_give_what_extract_gives(attributions: quotemine.api.Attributions) -> None:
    """Also in processes forked after the weights were loaded."""
    texts = [ARTICLE, handmade.TEXT]
    expected = [extract(text, attributions=attributions) for text in texts]
    assert [load(attributions=attributions)(text)._.quotes for text in texts] == expected
    assert list(extract_many(texts, attributions=attributions, n_process=2)) == expected


def test_weights_are_loaded_once() -> None:
    assert get_encoder(Settings()) is get_encoder(Settings(attributions="all"))
    assert get_encoder(Settings()) is not get_encoder(Settings(model="fast"))


# what importing costs


def run(code: str) -> str:
    place = Path(quotemine.__file__).parents[1]
    code = f"import sys; sys.path.insert(0, {str(place)!r})\n{code}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_import_loads_nothing_heavy() -> None:
    loaded = run("import quotemine; print(*sys.modules)").split()
    heavy = {"cattrs", "multiprocessing", "numpy", "onnxruntime", "pandas", "rich", "spacy", "textacy", "tokenizers"}
    assert heavy.isdisjoint(loaded)
    assert "quotemine.api" in loaded


def test_extract_needs_no_spacy() -> None:
    loaded = run("import quotemine; quotemine.extract('It rained.'); print(*sys.modules)").split()
    assert {"spacy", "pandas"}.isdisjoint(loaded)


def test_public_names() -> None:
    """The golden list of what the package gives."""
    assert quotemine.__all__ == [
        "Candidate",
        "Cue",
        "DeviceError",
        "Document",
        "ExtractionError",
        "InputFileError",
        "InputTypeError",
        "Quote",
        "QuotemineError",
        "Quotes",
        "SettingError",
        "Span",
        "Speaker",
        "WeightsError",
        "WorkerError",
        "__version__",
        "extract",
        "extract_many",
        "from_html",
        "from_text",
        "load",
        "merge_speakers",
        "render",
    ]
    assert set(dir(quotemine)) >= set(quotemine.__all__)
    assert all(getattr(quotemine, name) for name in quotemine.__all__)
    with pytest.raises(AttributeError, match="'quotemine' has no attribute 'extracts'"):
        _ = quotemine.extracts
