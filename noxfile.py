"""What is checked, in environments of its own: ``nox --list`` says what, and the workflow on GitHub runs the same.

Bounds and versions stand in pyproject.toml alone; they are read from there.
"""

import json
import shutil
from pathlib import Path

import nox

ROOT = Path(__file__).parent
PROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = nox.project.python_versions(PROJECT)
(SPACY,) = (line for line in PROJECT["project"]["dependencies"] if line.startswith("spacy>"))
USERS_EXTRAS = ("gpu", "polars", "spark", "viz", "web")  # spark brings arrow and pandas

nox.needs_version = ">=2025.10.14"
nox.options.default_venv_backend = "uv"  # it can install the lowest versions that bounds allow
nox.options.download_python = "never"  # a Python that is not here is skipped; on CI, it is an error
nox.options.reuse_venv = "never"


@nox.session(python=PYTHONS)
@nox.parametrize("spacy", ["lowest", "highest"], ids=["lowest", "highest"])
def tests(session: nox.Session, spacy: str) -> None:
    """Run the tests with the lowest or the highest spaCy that pyproject.toml allows on this Python."""
    if spacy == "lowest":
        session.install("--resolution=lowest-direct", "--no-build", SPACY)
    session.install(".[test]")  # leaves spaCy as it is
    run_pytest(session, old=spacy == "lowest")


@nox.session(python=PYTHONS[0])
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest version of all that pyproject.toml names."""
    session.install("--resolution=lowest-direct", ".[test]")
    run_pytest(session, old=True)


def run_pytest(session: nox.Session, *, old: bool) -> None:
    """Run the tests; what old packages use of the newest below them may be deprecated: nothing that we could mend."""
    unheeded = ("-W", "default") if old else ()
    env = {"PYTHONWARNINGS": "ignore"} if old else {}
    session.run("python", "-m", "pytest", *unheeded, *session.posargs, env=env)


@nox.session(python=PYTHONS[0])
def lint(session: nox.Session) -> None:
    """Look at style, format and types."""
    session.install(".[dev]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")


@nox.session(python=PYTHONS[0])
def docs(session: nox.Session) -> None:
    """Make the pages; a warning is an error."""
    session.install(".[docs,test]")
    session.run("python", "-m", "sphinx", "-q", "-W", "--keep-going", "docs", session.create_tmp())


@nox.session(python=PYTHONS[0])
def wheel(session: nox.Session) -> None:
    """Build the archive of sources, the wheel from that, install it, and read the README's article elsewhere."""
    elsewhere = Path(session.create_tmp())
    session.run_install("uv", "build", "--quiet", "--out-dir", str(elsewhere))
    session.install(*map(str, elsewhere.glob("*.whl")))
    shutil.copy(ROOT / "examples" / "harbour.txt", elsewhere)
    session.chdir(elsewhere)
    session.run("quotemine", "extract", "harbour.txt")


@nox.session(python=PYTHONS[0])
def audit(session: nox.Session) -> None:
    """Ask for known vulnerabilities of what users install; a service that does not answer is no failure."""
    wanted, report = (Path(session.create_tmp()) / name for name in ("requirements.txt", "report.json"))
    report.unlink(missing_ok=True)
    extras = (f"--extra={extra}" for extra in USERS_EXTRAS)
    session.run_install(
        "uv", "pip", "compile", "--quiet", "--upgrade", "pyproject.toml", *extras, "--output-file", str(wanted)
    )
    session.install("pip-audit")
    session.run(
        "pip-audit",
        *("--disable-pip", "--no-deps", "--requirement", str(wanted)),  # all of them stand there, pinned
        *("--progress-spinner=off", "--format=json", f"--output={report}"),
        *session.posargs,
        success_codes=[0, 1],  # 1: found, or not asked; the report tells
    )
    if not report.exists():
        session.skip("NOT AUDITED: the service gave no answer, see above")
    packages = json.loads(report.read_text(encoding="utf-8"))["dependencies"]
    found = [(package, flaw) for package in packages for flaw in package.get("vulns", ())]
    for package, flaw in found:
        session.warn(f"{package['name']} {package['version']}: {flaw['id']}, mended in {flaw['fix_versions']}")
    if found:
        session.error("vulnerabilities found: raise the bounds in pyproject.toml")
    if unknown := [package["name"] for package in packages if "skip_reason" in package]:
        session.skip(f"NOT AUDITED: {len(unknown)} of {len(packages)}, such as {unknown[0]}; the service has no record")
