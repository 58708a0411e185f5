"""What is read: development articles and novels of the corpora, or, without them, the articles in examples/."""

from pathlib import Path

from benchmarks import accuracy, speed

EXAMPLES = speed.ROOT / "examples"
CORPORA = {"polnear": "polnear/dev.jsonl.gz", "wikinews": "wikinews/dev.jsonl", "litbank": "litbank/dev.jsonl.gz"}


def gold(shared: Path, corpus: str) -> dict[str, accuracy.Document]:
    return accuracy.read(shared / "corpora" / CORPORA[corpus])


def news(shared: Path | None) -> list[str]:
    if shared is None:
        return [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    return [row["text"] for row in gold(shared, "polnear").values()]


def documents(articles: list[str], words: int, number: int) -> list[str]:
    """So many documents of so many words, of paragraphs of the articles, each beginning with another article."""
    turned = (articles[i % len(articles) :] + articles[: i % len(articles)] for i in range(number))
    return [speed.one_text(parts, words) for parts in turned]


def count(texts: list[str]) -> int:
    return sum(map(speed.count, texts))
