"""What a document costs on a cluster: ``python benchmarks/spark.py [--shared ../shared]``.

Reads articles of 600 words with a local Spark of two workers and prints, for both models, the words that a worker reads
in a second of its processor's time, and its peak memory; and what it costs, in Java and in Python, to hand a document
over without reading it.  Processor time, not time on the clock: other work on the machine matters less.
"""

import argparse
import os
import re
import resource
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from rich.console import Console
from rich.table import Table
from speed import documents, one_text

from quotemine.interop.batches import extract_batches

WORDS, ARTICLES, PARTITIONS = 600, 240, 8
HANDED_OVER = 100  # times as many, which nobody reads
WORD = re.compile(r"\w+(?:['’-]\w+)*")


def articles(shared: Path | None) -> list[str]:
    news = documents(shared, "polnear")
    different = [one_text(news[i:] + news[:i], WORDS) for i in range(min(len(news), ARTICLES))]
    return list(islice(cycle(different), ARTICLES))


def measure(df: DataFrame, model: str) -> list[tuple[int, float, float, int]]:
    """Read all, and give process, seconds of processor time, peak memory in MB and number of quotes of each task."""

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        warm_up = pa.record_batch({"id": [0], "text": ["The (QXZ) met, Ada Quill said. The QXZ votes."]})
        list(extract_batches([warm_up], model=model))  # loads weights and packages, once a process
        began = time.process_time()
        quotes = sum(found.num_rows for found in extract_batches(batches, model=model))
        spent = time.process_time() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield pa.record_batch({"pid": [os.getpid()], "spent": [spent], "memory": [memory], "quotes": [quotes]})

    return [tuple(row) for row in df.mapInArrow(read, "pid long, spent double, memory double, quotes long").collect()]


def hand_over(df: DataFrame) -> float:
    """Give every text to a worker that does nothing with it; seconds of processor time that the workers took."""

    def look(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        began = time.process_time()
        for batch in batches:
            for text in batch["text"]:
                text.as_py()
        yield pa.record_batch({"spent": [time.process_time() - began]})

    return sum(row.spent for row in df.mapInArrow(look, "spent double").collect())


def seconds_of(process: int) -> float:
    """Processor time that a process has had; Linux only."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="the folder with corpora/")
    texts = articles(parser.parse_args().shared)
    words = sum(len(WORD.findall(text)) for text in texts)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    java = spark.sparkContext._gateway.proc.pid
    df = spark.createDataFrame(list(enumerate(texts)), "id long, text string").repartition(PARTITIONS).cache()
    df.count()
    console, table = Console(width=120), Table("model", "articles", "words", "quotes", "words a second", "peak memory")
    many = df.crossJoin(spark.range(HANDED_OVER).withColumnRenamed("id", "copy")).select("id", "text")
    hand_over(many)  # Java compiles what it does often
    before = seconds_of(java)
    handed = hand_over(many) + seconds_of(java) - before
    console.print(f"handing over: {1000 * handed / HANDED_OVER / len(texts):.2f} ms a document")
    for model in ("accurate", "fast"):
        tasks = measure(df, model)
        rate, memory = words / sum(task[1] for task in tasks), max(task[2] for task in tasks)
        quotes = sum(task[3] for task in tasks)
        table.add_row(model, f"{len(texts)}", f"{words:,}", f"{quotes:,}", f"{rate:,.0f}", f"{memory:,.0f} MB")
    console.print(table)
    spark.stop()


if __name__ == "__main__":
    main()
