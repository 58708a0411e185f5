"""Speed and memory of ``extract`` on one core: ``python benchmarks/speed.py [--shared ../shared]``.

Prints words a second of both tiers, what share of the time is spent outside the encoder and on speakers, short
texts and a novel against articles, peak memory, and how many of the operations that the core can do the encoder
does.  Each row is measured in a process of its own on one core; compare rows of one run only.  With ``--shared``
the texts are news and a novel of the corpora, without it the example article over and over.
"""

import argparse
import gzip
import json
import os
import re
import resource
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper
from rich.console import Console
from rich.table import Table

import quotemine
from quotemine.flow import quotes
from quotemine.flow.encoder import MODEL_FOLDER, PACKED
from quotemine.model_cache import get_encoder
from quotemine.settings import Settings

ROOT = Path(__file__).parent.parent
NEWS_WORDS, NOVEL_WORDS, ARTICLE_WORDS, SHORT_WORDS = 30_000, 150_000, 1_000, 20
WORD = re.compile(r"\w+(?:['’-]\w+)*")


def count(text: str) -> int:
    return len(WORD.findall(text))


def documents(shared: Path | None, name: str) -> list[str]:
    if shared is None:
        return [(ROOT / "examples" / "harbour.txt").read_text(encoding="utf-8")]
    with gzip.open(shared / "corpora" / name / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def one_text(texts: list[str], words: int) -> str:
    """Whole paragraphs, over and over where there are too few, until there are so many words."""
    kept: list[str] = []
    paragraphs = [p for text in texts for p in text.split("\n\n") if p.strip()]
    total = 0
    for paragraph in cycle(paragraphs):
        kept.append(paragraph)
        total += count(paragraph)
        if total >= words:
            return "\n\n".join(kept)
    raise AssertionError


def make(kind: str, shared: Path | None) -> list[str]:
    news, novels = documents(shared, "polnear"), documents(shared, "pdnc")
    if kind == "news":
        return list(islice(cycle(news), max(1, NEWS_WORDS * len(news) // sum(map(count, news)))))
    if kind == "article":
        return [one_text(news[i::7], ARTICLE_WORDS) for i in range(7)]
    if kind == "short":
        cut = [" ".join(t.split()[i : i + SHORT_WORDS]) for t in news for i in range(0, 600, SHORT_WORDS)]
        return [text for text in cut if text][: NEWS_WORDS // SHORT_WORDS // 2]
    return [one_text(novels, NOVEL_WORDS if kind == "novel" else ARTICLE_WORDS)]


def measure(kind: str, model: str, shared: Path | None) -> dict[str, float]:
    """Time one kind of text, in this process."""
    texts = make(kind, shared)
    encoder = get_encoder(Settings(model=model))
    quotemine.extract(texts[0][:2000], model=model)
    quotemine.extract("The (QXZ) met, Ada Quill said. The QXZ votes.", model=model)  # loads textacy, once a process
    spent = {"encoder": 0.0, "pieces": 0.0, "speakers": 0.0}
    run, resolve = encoder._run, quotes.find_speakers

    def timed(window: Any) -> Any:
        began = time.perf_counter()
        result = run(window)
        spent["encoder"] += time.perf_counter() - began
        spent["pieces"] += len(window.ids)
        return result

    def timed_speakers(*arguments: Any) -> Any:
        began = time.perf_counter()
        result = resolve(*arguments)
        spent["speakers"] += time.perf_counter() - began
        return result

    encoder._run = timed  # type: ignore[method-assign]
    quotes.find_speakers = timed_speakers  # type: ignore[assignment]
    began = time.perf_counter()
    for _ in quotemine.extract_many(texts, model=model):
        pass
    seconds = time.perf_counter() - began
    return {
        "words": sum(map(count, texts)),
        "seconds": seconds,
        **spent,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def operations(model: str) -> float:
    """Multiplications and additions of the encoder per word piece, in a full window of several paragraphs."""
    graph = onnx.load(MODEL_FOLDER / f"{model}.onnx").graph
    weights = sum(int(np.prod(t.dims)) for t in graph.initializer if t.data_type == TensorProto.INT8)
    layers = sum(node.op_type == "Softmax" for node in graph.node)
    width = next(t.dims[0] for t in graph.initializer if t.name.endswith("norm.weight"))
    return 2 * weights + layers * 4 * PACKED * width


def peak() -> dict[str, float]:
    """What a large product reaches on this core, in billions of operations a second."""
    n, rows = 1536, 256
    a = np.random.default_rng(0).random((rows, n), dtype=np.float32)
    found = {}
    for name, kind, made in (
        ("float32", TensorProto.FLOAT, ("MatMul", np.float32)),
        ("int8", TensorProto.UINT8, ("MatMulInteger", np.uint8)),
    ):
        operator, dtype = made
        weights = np.ones((n, n), dtype=np.float32 if dtype is np.float32 else np.int8)
        graph = helper.make_graph(
            [helper.make_node(operator, ["a", "b"], ["c"])],
            "peak",
            [helper.make_tensor_value_info("a", kind, [rows, n])],
            [helper.make_tensor_value_info("c", TensorProto.FLOAT if dtype is np.float32 else TensorProto.INT32, None)],
            [helper.make_tensor("b", TensorProto.FLOAT if dtype is np.float32 else TensorProto.INT8, [n, n], weights)],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        session = ort.InferenceSession(model.SerializeToString(), options)
        feed = {"a": (a * 100).astype(dtype)}
        session.run(None, feed)
        began = time.perf_counter()
        for _ in range(20):
            session.run(None, feed)
        found[name] = 20 * 2 * rows * n * n / (time.perf_counter() - began) / 1e9
    return found


def in_a_process(*arguments: str) -> dict[str, float]:
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"}
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, help="the folder with corpora/")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # processes started from here inherit it
    if args.one:
        kind, model = args.one
        print(json.dumps(peak() if kind == "peak" else measure(kind, model, args.shared)))
        return
    shared = ["--shared", str(args.shared)] if args.shared else []
    able = in_a_process("--one", "peak", "-")
    table = Table(
        "texts", "model", "words a second", "against articles", "outside the encoder", "speakers", "peak memory"
    )
    console = Console(width=100)
    for model in ("accurate", "fast"):
        rows = {kind: in_a_process("--one", kind, model, *shared) for kind in ("article", "news", "short", "novel")}
        base = rows["article"]["words"] / rows["article"]["seconds"]
        for kind, row in rows.items():
            rate = row["words"] / row["seconds"]
            outside, speakers = 1 - row["encoder"] / row["seconds"], row["speakers"] / row["seconds"]
            table.add_row(
                kind, model, f"{rate:,.0f}", f"{rate / base:.2f}", f"{outside:.0%}", f"{speakers:.0%}",
                f"{row['memory']:,.0f} MB",
            )  # fmt: skip
        news = rows["news"]
        work = operations(model) * news["pieces"]
        console.print(
            f"{model}: {work / news['words'] / 1e6:.0f} million operations a word, "
            f"{work / news['encoder'] / 1e9:.0f} billion a second in the encoder"
        )
    console.print(f"a large product on this core: {able['float32']:.0f} (float32), {able['int8']:.0f} (int8)")
    console.print(table)


if __name__ == "__main__":
    main()
