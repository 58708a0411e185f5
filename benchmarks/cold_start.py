"""Time the first ``extract`` in a fresh process, and what follows: ``python benchmarks/cold_start.py [TEXT_FILE]``.

Prints seconds and, as a yardstick for the machine, the time that importing spaCy takes here.
"""

import json
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "examples" / "harbour.txt"
FIRST = """
import json, sys, time
text = open(sys.argv[1], encoding="utf-8").read()
started = time.perf_counter()
{imports}
imported = time.perf_counter()
{prepare}
{call}
first = time.perf_counter()
for _ in range(5):
    {call}
later = (time.perf_counter() - first) / 5
print(json.dumps({{"import": imported - started, "first": first - imported, "later": later}}))
"""


def time_first(imports: str, call: str, prepare: str = "", article: Path = ARTICLE) -> dict[str, float]:
    """Seconds of the imports, of the first call with what it prepares, and of each later one, in a fresh process."""
    code = FIRST.format(imports=imports, prepare=prepare, call=call)
    command = [sys.executable, "-c", code, str(article.resolve())]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main() -> None:
    article = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLE
    started = time.perf_counter()
    found = time_first("import quotemine", "quotemine.extract(text)", article=article)
    whole = time.perf_counter() - started
    words = len(article.read_text(encoding="utf-8").split())
    print(f"import quotemine   {found['import']:6.2f} s")
    print(f"first extract      {found['first']:6.2f} s")
    print(f"each later extract {found['later']:6.2f} s   {words / found['later']:,.0f} words a second")
    print(f"whole process      {whole:6.2f} s")
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import spacy"], check=True)
    print(f"import spacy       {time.perf_counter() - started:6.2f} s")


if __name__ == "__main__":
    main()
