"""Whether memory stays flat over a long stream: ``python benchmarks/stream.py [--articles 100000] [--n-process 1]``.

Articles are made up as they are asked for, each with other people, places and lengths, so that whatever is kept
by mistake, or in a cache without end, is seen.  Prints what ``extract_many`` holds, workers included, at the first
thousand articles and at every tenth of the stream, and how far memory rose above the first thousand's.  Linux only:
memory is what ``/proc`` tells.
"""

import argparse
import multiprocessing
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import quotemine

FIRST = 1000
SYLLABLES = "bra cor del fin gar hol jun kel lor mar nes ost per quil rav sel tor ul ves win zan".split()
OPENINGS = "The bridge will be closed|Prices have doubled|Nobody asked the tenants|The pipe has leaked for years".split(
    "|"
)
RESTS = "as of May|by all accounts|since the flood|if the council agrees|against all advice|for want of money".split(
    "|"
)
CUES = "said|remarked|added|warned|insisted|explained".split("|")
PARAGRAPHS = (
    "{place} – {name}, {role} of {place}, {cue} that {clause}.",
    "“{sentence},” {cue} {surname}. “{sentence}.”",
    "“{sentence},” {pronoun} {cue}, and left for {place}.",
    "According to {other}, {clause}. {other_surname} did not give figures.",
    "It rained in {place} for {number} days, and the river rose by {number} centimetres.",
    "{other_surname} denied that {clause}, but {cue} “{clause}” before a committee on the {number}th.",
)
ROLES = "the mayor|the head|a former warden|the treasurer|the harbour master".split("|")


def article(number: int) -> str:
    """Some 50 to 250 words, the same for the same number."""
    chance = random.Random(number)

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize()

    def clause() -> str:
        opening, rest = chance.choice(OPENINGS), chance.choice(RESTS)
        return f"{opening[0].lower()}{opening[1:]} {rest}"

    surname, other = word(), word()
    people = {"name": f"{word()} {surname}", "surname": surname, "other": f"{word()} {other}", "other_surname": other}
    paragraphs = []
    for pattern in [PARAGRAPHS[0], *chance.choices(PARAGRAPHS, k=chance.randint(2, 10))]:
        said = clause()
        paragraphs.append(
            pattern.format(
                **people,
                place=word(),
                role=chance.choice(ROLES),
                cue=chance.choice(CUES),
                clause=said,
                sentence=said[0].upper() + said[1:],
                pronoun="she" if number % 2 else "he",
                number=chance.randint(4, 20),
            )
        )
    return "\n\n".join(paragraphs)


def memory() -> float:
    """Megabytes that this process and its workers hold (resident set size)."""
    processes = (os.getpid(), *(child.pid for child in multiprocessing.active_children()))
    pages = sum(int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1]) for process in processes)
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--n-process", type=int, default=1)
    parser.add_argument("--model", default="fast", help="accurate, fast, or a folder of weights")
    args = parser.parse_args()
    words = 0

    def articles() -> Iterator[str]:
        nonlocal words
        for number in range(args.articles):
            text = article(number)
            words += len(text.split())
            yield text

    began, quotes = time.perf_counter(), 0
    first = most = 0.0
    print("| articles | words | quotes | seconds | memory, MB |\n|---|---|---|---|---|")
    for done, found in enumerate(quotemine.extract_many(articles(), model=args.model, n_process=args.n_process), 1):
        quotes += len(found)
        if done >= FIRST and done % 100 == 0:
            held = memory()
            first, most = first or held, max(most, held)
            if done == FIRST or done % max(FIRST, args.articles // 10) == 0:
                seconds = time.perf_counter() - began
                print(f"| {done:,} | {words:,} | {quotes:,} | {seconds:,.0f} | {held:,.0f} |", flush=True)
    print(f"\nmost after the first {FIRST:,}: {most:,.0f} MB, {most / first - 1:+.1%}")


if __name__ == "__main__":
    main()
