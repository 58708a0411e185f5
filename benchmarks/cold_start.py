"""Time the first ``extract`` in a fresh process, and what follows: ``python benchmarks/cold_start.py [TEXT_FILE]``.

Prints seconds and, as a yardstick for the machine, the time that importing spaCy takes here.
"""

import subprocess
import sys
import time
from pathlib import Path

ARTICLE = Path(__file__).parent.parent / "examples" / "harbour.txt"
FIRST = """
import sys, time
started = time.perf_counter()
import quotemine
imported = time.perf_counter()
text = open(sys.argv[1], encoding="utf-8").read()
quotemine.extract(text)
first = time.perf_counter()
for _ in range(5):
    quotemine.extract(text)
later = (time.perf_counter() - first) / 5
print(f"import quotemine   {imported - started:6.2f} s")
print(f"first extract      {first - imported:6.2f} s")
print(f"each later extract {later:6.2f} s   {len(text.split()) / later:,.0f} words a second")
"""


def main() -> None:
    article = sys.argv[1] if len(sys.argv) > 1 else str(ARTICLE)
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST, article], check=True)
    print(f"whole process      {time.perf_counter() - started:6.2f} s")
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import spacy"], check=True)
    print(f"import spacy       {time.perf_counter() - started:6.2f} s")


if __name__ == "__main__":
    main()
