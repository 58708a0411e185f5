"""Code of the documentation that sybil cannot run, since it needs a cluster: tests bring one, or a stand-in."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "scale.md"


def code(section: str, folder: Path) -> list[str]:
    """The blocks of a section, which read and write in the folder, in a few partitions instead of hundreds."""
    part = re.search(rf"^## {section}$(.*?)(?=^## |\Z)", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert part is not None, f"{PAGE} has no section {section}"
    blocks: list[str] = re.findall(r"^```text\n(.*?)^```", part[1], re.MULTILINE | re.DOTALL)
    assert blocks
    few = [re.sub(r"repartition\(\d+\)", "repartition(4)", block) for block in blocks]
    return [re.sub(r'\("(articles|quotes)"', lambda match: f"({str(folder / match[1])!r}", block) for block in few]
