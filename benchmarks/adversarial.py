"""Time texts that are made to be slow, step by step: ``python benchmarks/adversarial.py [TEXT ...] [--kilobytes N]``.

Each text is read by the whole flow with the fast model, all attributions, at half the size and at the full size, in a
process of its own on one core.  Prints, as a Markdown table, the seconds of processor time of each step at the full
size, how many times as long the whole took as at half the size (2 is linear), and the peak of memory.  The step
*encoder* includes the cutting into words; only it depends on the model.  A text that takes longer than ``--limit``
seconds is shown as such.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from quotemine.flow import quotes
from quotemine.model_cache import get_encoder
from quotemine.settings import Settings

ARTICLE = Path(__file__).parent.parent / "examples" / "harbour.txt"
STEPS = ("marks", "encoder", "attributions", "speakers")
WARM = "The (QXZ) met, Ada Quill said. “The QXZ votes,” she said."  # loads all that is loaded late

Maker = Callable[[int], str]


def over(piece: str) -> Maker:
    """One piece over and over."""
    return lambda size: (piece * (size // len(piece) + 1))[:size]


def numbered(pattern: str) -> Maker:
    """A pattern whose {} are names, each time others."""

    def make(size: int) -> str:
        parts: list[str] = []
        length = number = 0
        while length < size:
            names = (f"{NAMES[(number * k) % len(NAMES)]} {SURNAMES[(number // k) % len(SURNAMES)]}" for k in (1, 3, 7))
            parts.append(pattern.format(*names, number))
            length += len(parts[-1])
            number += 1
        return "".join(parts)[:size]

    return make


NAMES = tuple(first + rest for first in "ABDEFGHKLMNOPRSTV" for rest in ("na", "mar", "lis", "ona", "rik", "emi"))
SURNAMES = tuple(
    first + middle + last
    for first in ("Qui", "Bra", "Hol", "Ves", "Tor", "Lin", "Mag", "Ost")
    for middle in ("l", "nd", "rt", "st", "m")
    for last in ("er", "by", "ov", "man", "sen", "quist", "ley")
)


def nested(size: int) -> str:
    """Marks that open, twice as deep as they are long, then all that close."""
    return "".join(islice(cycle("“‘«"), size // 2)) + "".join(islice(cycle("»’”"), size // 2))


def one_line(size: int) -> str:
    """News without a line break."""
    return over(" ".join(ARTICLE.read_text(encoding="utf-8").split()) + " ")(size)


def hearing(size: int) -> str:
    """The transcript of a hearing: turns of forty people, who report what others said."""
    turns: list[str] = []
    length = number = 0
    while length < size:
        label, other = SURNAMES[number * 7 % 40].upper(), SURNAMES[number * 3 % 40 + 40]
        turns.append(
            f"{label}: When did you first hear of it? The log of day {number} says that the pump failed.\n"
            f"MR. {other.upper()}: The warden told me that it leaked. “Leave it,” he said, and nobody did anything.\n"
        )
        length += len(turns[-1])
        number += 1
    return "".join(turns)[:size]


TEXTS: dict[str, tuple[str, Maker]] = {
    "straight": ('`"` over and over', over('"')),
    "single": ("`'` over and over", over("'")),
    "opening": ("`“` over and over", over("“")),
    "nested": ("half a megabyte of `“‘«`, then of `»’”`", nested),
    "backticks": ("`` ` `` over and over", over("`")),
    "entities": ("`&quot;` over and over", over("&quot;")),
    "brackets": ("`(` over and over", over("(")),
    "tags": ("`<a ` over and over", over("<a ")),
    "addresses": ("`www.` over and over", over("www.")),
    "invisible": ('`"` between 1,000 zero-width spaces each', over("\u200b" * 1000 + '"')),
    "accents": ("one letter and its accents", over("\u0301")),
    "one word": ("one word of a megabyte", over("a")),
    "words": ("`word ` over and over", over("word ")),
    "capitals": ("`Ada ` over and over", over("Ada ")),
    "name": ("one name of a megabyte: `Ada Quill Omar Finch …`", numbered("{0} {1} ")),
    "acronyms": ("`(OHB) ` over and over", over("(OHB) ")),
    "initials": ("`A. ` over and over", over("A. ")),
    "newlines": ("line breaks", over("\n")),
    "letters": ("a letter a line", over("a\n")),
    "spaces": ("spaces and a word at the end", lambda size: " " * (size - 4) + "Ada."),
    "he said": ("`he said ` over and over", over("he said ")),
    "said that": ("`Ada said that ` over and over, one sentence", over("Ada said that ")),
    "interrupted": ("`“a,” she said, ` over and over, one sentence", over("“a,” she said, ")),
    "unclosed": ("`“Go on.` and a blank line, over and over: a quotation through all", over("“Go on.\n\n")),
    "one-line quotes": (
        "three megabytes: 100,000 quotes of one line, by names ever new",
        lambda size: numbered("“It leaks,” said {0}.\n")(3 * size),
    ),
    "pronouns": ("quotes of one line, by *she*, names ever new", numbered("{0} met {1}. “It leaks,” she said.\n\n")),
    "transcript": ("`ADA: Go. ` a line, labels ever new", numbered("{0}: It leaks here.\n")),
    "hearing": ("a transcript of forty people, who report what others said", hearing),
    "dashes": ("`— It leaks.` a line", over("— It leaks.\n")),
    "no speakers": ("`“It leaks.”` a line: a dialogue without names", over("“It leaks.”\n\n")),
    "one line": ("five megabytes of news on one line", lambda size: one_line(5 * size)),
    "pieces": ("`zq.` over and over: as many word pieces as characters", over("zq.")),
}  # fmt: skip


def measure(name: str, size: int) -> dict[str, float]:
    """Time one text, in this process."""
    settings = Settings("all", 0.0, "fast")
    encoder = get_encoder(settings)
    spent = dict.fromkeys(STEPS, 0.0)

    def timed(step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            began = time.process_time()
            result = function(*arguments)
            spent[step] += time.process_time() - began
            return result

        return run

    quotes.find_quotes(WARM, encoder, settings)
    encoder.read = timed("encoder", encoder.read)  # type: ignore[method-assign]
    for step, function in (
        ("marks", "find_quotations"),
        ("attributions", "find_attributions"),
        ("speakers", "find_speakers"),
    ):
        setattr(quotes, function, timed(step, getattr(quotes, function)))
    text = TEXTS[name][1](size)
    began = time.process_time()
    found = quotes.find_quotes(text, encoder, settings)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {**spent, "all": time.process_time() - began, "quotes": len(found), "memory": memory}


def in_a_process(name: str, size: int, limit: float) -> dict[str, float] | None:
    command = [sys.executable, __file__, "--one", name, str(size)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, float] = json.loads(done.stdout)
    return found


def row(name: str, size: int, limit: float) -> str:
    half, full = (in_a_process(name, length, limit) for length in (size // 2, size))
    told = TEXTS[name][0]
    if full is None or half is None:
        return f"| {told} | | | | | more than {limit:.0f} | | | |"
    seconds = " | ".join(f"{full[step]:.1f}" for step in STEPS)
    times = full["all"] / half["all"]
    return f"| {told} | {seconds} | {full['all']:.1f} | {times:.1f} | {full['memory']:,.0f} | {full['quotes']:,.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", metavar="TEXT", help=f"of {', '.join(TEXTS)}; all by default")
    parser.add_argument("--kilobytes", type=float, default=1000, help="thousands of characters")
    parser.add_argument("--limit", type=float, default=600, help="seconds")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if unknown := set(args.texts) - set(TEXTS):
        parser.error(f"no such text: {', '.join(sorted(unknown))}")
    if args.one:
        print(json.dumps(measure(args.one[0], int(args.one[1]))))
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # processes started from here inherit it
    print(f"| text | {' | '.join(STEPS)} | all | × half the size | memory, MB | quotes |")
    print(f"|---|{'---|' * (len(STEPS) + 4)}")
    for name in args.texts or TEXTS:
        print(row(name, int(args.kilobytes * 1000), args.limit), flush=True)


if __name__ == "__main__":
    main()
