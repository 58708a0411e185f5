"""A real Spark on this machine, with workers that fail."""

import datetime as dt
import gc
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import papers
import pytest

import quotemine
from quotemine.errors import InputTypeError, MissingPackageError, SettingError
from quotemine.formats import frames
from quotemine.interop.batches import result_schema
from quotemine.interop.spark import extract

pyspark = pytest.importorskip("pyspark", reason="PySpark is not installed (pip install 'quotemine[spark]')")
pytestmark = [
    pytest.mark.skipif(not (shutil.which("java") or os.environ.get("JAVA_HOME")), reason="Spark needs Java"),
    pytest.mark.skipif(sys.platform == "win32", reason="Spark has no daemon of workers on Windows"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:distutils Version classes are deprecated:DeprecationWarning"),  # 3.5
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

# Runs in the processes that Spark forks its workers from, in place of pyspark.daemon: words in a text make trouble.
DAEMON = """
import os
import signal
from pathlib import Path

from pyspark.daemon import manager

from quotemine import model_cache
from quotemine.interop import rows

FOLDER = Path(__file__).parent
in_earnest = rows.extract_with


def extract_with(text, settings):
    marker = FOLDER / "killed"
    if "KILLS ITS WORKER ONCE" in text and not marker.exists():
        marker.write_text(str(os.getpid()))
        os.kill(os.getpid(), signal.SIGKILL)
    if "RAISES" in text:
        raise ZeroDivisionError("no such paragraph")
    found = in_earnest(text, settings)
    with (FOLDER / "loads").open("a") as file:
        file.write(f"{os.getpid()} {model_cache._load.cache_info().misses}\\n")
    return found


rows.extract_with = extract_with

if __name__ == "__main__":
    manager()
"""

NAMES = ["Brona Tallis", "Omar Finch", "Ada Quill"]
TEXTS = [
    f"The ferry to Marlow Sound will not sail before June, {name} said on day {day} of the strike.\n\n"
    f"“We cannot promise more,” {name.split()[1]} told reporters, “and we will not.” 🙂 The rope was old."
    for day, name in enumerate(NAMES * 4, start=1)
]
DOCUMENTS = [(f"https://gazette.example/{number}", text) for number, text in enumerate(TEXTS)]
SETTINGS: dict[str, Any] = {"text": "body", "id": "url", "model": "fast"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def spark(folder: Path) -> Iterator[Any]:
    """Two workers at once, and three more attempts for a task that fails."""
    from pyspark.sql import SparkSession

    (folder / "poisoned_daemon.py").write_text(DAEMON, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYSPARK_DRIVER_PYTHON", sys.executable)
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(folder), os.environ.get("PYTHONPATH")])))
        builder = SparkSession.builder.master("local[2,4]").appName("quotemine")
        for key, value in {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.memory": "512m",
            "spark.python.daemon.module": "poisoned_daemon",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": str(folder / "warehouse"),
            "spark.local.dir": str(folder / "local"),
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }.items():
            builder = builder.config(key, value)
        session = builder.getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()
        gc.collect()  # sockets that PySpark does not close, while their warnings are ignored


def expected(documents: list[tuple[str, str]] = DOCUMENTS) -> list[dict[str, Any]]:
    """What one process finds."""
    found = [quotemine.from_text(text, id_, url=id_, model="fast") for id_, text in documents]
    return [row | {"error": None} for row in frames.to_arrow(found).to_pylist()]


def rows(df: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Spark promises no order of documents."""
    found = [row.asDict(recursive=True) for row in df.collect()]
    return sorted(found, key=lambda row: (row["document"] is not None, row["document"], row["id"]))


def in_order(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda row: (row["document"], row["id"]))


def frame(spark: Any, documents: Sequence[tuple[str, str | None]] = DOCUMENTS, partitions: int = 6) -> Any:  # noqa: ANN401
    return spark.createDataFrame(documents, "url string, body string").repartition(partitions)


def test_rows_are_those_of_one_process(spark: Any, folder: Path) -> None:  # noqa: ANN401
    """To the last decimal; by several processes, each of which loads the weights once for all of its tasks."""
    found = extract(frame(spark, partitions=8), **SETTINGS)
    assert found.columns == result_schema().names
    assert rows(found) == in_order(expected())
    assert len({row["document"] for row in expected()}) == len(DOCUMENTS)
    loads = [line.split() for line in (folder / "loads").read_text(encoding="utf-8").splitlines()]
    workers = {worker for worker, _ in loads}
    assert {count for _, count in loads} == {"1"}
    assert 2 <= len(workers) < 8, "fewer than there are tasks"
    assert str(os.getpid()) not in workers


def test_metadata_integers_and_empty_partitions(spark: Any) -> None:  # noqa: ANN401
    df = spark.createDataFrame(
        [(7, TEXTS[0], "Ferry delayed", dt.date(2026, 4, 30), None, [1.5])],
        "number long, body string, headline string, date date, author string, other array<double>",
    ).repartition(5)
    found = rows(extract(df, text="body", id="number", title="headline", model="fast"))
    assert {row["document"] for row in found} == {"7"}
    assert {(row["title"], row["date"], row["author"], row["url"]) for row in found} == {
        ("Ferry delayed", "2026-04-30", None, None)
    }
    assert [row["text"] for row in found] == [row["text"] for row in expected(DOCUMENTS[:1])]


def test_frames_without_rows_and_texts_without_quotes(spark: Any) -> None:  # noqa: ANN401
    assert rows(extract(frame(spark, []), **SETTINGS)) == []
    found = extract(frame(spark, [("a", "It rained."), ("b", ""), *DOCUMENTS[:1]]), **SETTINGS)
    assert rows(found) == in_order(expected(DOCUMENTS[:1]))
    assert extract(frame(spark, []), **SETTINGS).schema == found.schema


def test_documents_that_cannot_be_read_have_a_row_that_says_why(spark: Any) -> None:  # noqa: ANN401
    """The job goes on, and nothing is read twice."""
    wrong = [("a", None), ("b", "This RAISES."), (None, "It rained."), *DOCUMENTS[:2]]
    df = frame(spark, wrong).union(spark.sql("SELECT 'c' AS url, cast(X'636166E973' AS string) AS body"))
    found = rows(extract(df, **SETTINGS))
    failed = {row["document"]: row["error"] for row in found if row["error"] is not None}
    assert failed == {
        None: "the id is null; give every document one, a string or a whole number",
        "a": "the text is null; fill it in, or drop the document",
        "b": (
            "extraction failed with ZeroDivisionError: no such paragraph; please report it, with the text; "
            "the others are not affected"
        ),
        "c": "a string that is not UTF-8 (invalid continuation byte at byte 3); decode it with its own encoding",
    }
    assert all(row["content"] is None for row in found if row["error"] is not None)
    assert [row for row in found if row["error"] is None] == in_order(expected(DOCUMENTS[:2]))


def test_a_worker_that_is_killed(spark: Any, folder: Path) -> None:  # noqa: ANN401
    """Spark tries its task again, in a new process; no document is lost and none comes twice."""
    documents = [*DOCUMENTS, ("last", "It KILLS ITS WORKER ONCE, Ada Quill said.")]
    found = extract(frame(spark, documents, partitions=3), **SETTINGS)
    assert rows(found) == in_order(expected(documents))
    killed = (folder / "killed").read_text(encoding="utf-8")
    with pytest.raises(ProcessLookupError):
        os.kill(int(killed), 0)


def test_all_that_is_wrong_is_told_before_a_job_runs(spark: Any) -> None:  # noqa: ANN401
    df = frame(spark)
    with pytest.raises(SettingError, match="min_confidence must be a number from 0 to 1, got 7"):
        extract(df, text="body", id="url", min_confidence=7)
    with pytest.raises(SettingError, match="text must be one of the columns 'url', 'body', got 'text'"):
        extract(df, id="url")
    with pytest.raises(SettingError, match="title must be one of the columns 'url', 'body', got 'headline'"):
        extract(df, **SETTINGS, title="headline")
    odd = spark.sql("SELECT X'41' AS body, 1.5D AS url, array('Ada Quill') AS author, 'text' AS text, 1 AS id")
    with pytest.raises(SettingError, match="text must be a column of strings, not of binary: cast it, or name another"):
        extract(odd, text="body")
    with pytest.raises(SettingError, match="id must be a column of strings or whole numbers, not of double: cast it"):
        extract(odd, id="url")
    with pytest.raises(
        SettingError, match=r"author must be a column of strings, .* not of array<string>: cast it, drop"
    ):
        extract(odd)
    with pytest.raises(InputTypeError, match="expected a DataFrame of PySpark, got DataFrame; make one with spark"):
        extract(pd.DataFrame({"id": [1], "text": ["a"]}))  # type: ignore[arg-type]


def test_the_papers_code_runs(spark: Any, folder: Path) -> None:  # noqa: ANN401
    documents = [*DOCUMENTS, ("https://gazette.example/silent", "It rained."), ("https://gazette.example/null", None)]
    frame(spark, documents).write.parquet(str(folder / "articles"))
    names: dict[str, Any] = {"spark": spark}
    for code in papers.code("Spark", folder):
        exec(code, names)
    assert rows(names["quotes"].where("error IS NULL")) == in_order(expected())
    assert [row.document for row in names["failed"].collect()] == ["https://gazette.example/null"]
    assert [row.url for row in names["silent"].collect()] == ["https://gazette.example/silent"]


def test_names_with_dots(spark: Any) -> None:  # noqa: ANN401
    df = spark.createDataFrame([(1, TEXTS[0])], "`the.id` int, `a ``body``` string")
    assert len(rows(extract(df, text="a `body`", id="the.id", model="fast"))) == len(expected(DOCUMENTS[:1]))


def test_without_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql.pandas.types", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'quotemine\[spark\]'"):
        extract(None)  # type: ignore[arg-type]
