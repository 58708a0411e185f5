"""How Sphinx makes the pages: ``python -m sphinx -W docs build/docs``."""

import shutil
from importlib.metadata import version as installed_version
from pathlib import Path

HERE = Path(__file__).parent

project = "quotemine"
author = "the quotemine contributors"
copyright = author  # noqa: A001  # Sphinx's name
release = version = installed_version("quotemine")

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.intersphinx",
    "sphinx_copybutton",
]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "quotemine"
html_static_path = ["_static"]
html_css_files = ["tables.css"]

autodoc_member_order = "bysource"
autodoc_typehints = "description"
napoleon_google_docstring = True
napoleon_numpy_docstring = False
copybutton_prompt_text = r">>> |\.\.\. "
copybutton_prompt_is_regexp = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "off"  # the notebooks carry their outputs, which the tests make anew

# Pages link to files of the repository; these are no pages.
suppress_warnings = ["myst.xref_missing", "toc.not_included"]
intersphinx_mapping = {}  # builds need no network

# The notebooks lie in examples/, where people look for them; Sphinx reads below this folder only.
NOTEBOOKS = HERE / "notebooks"
shutil.rmtree(NOTEBOOKS, ignore_errors=True)
NOTEBOOKS.mkdir()
for notebook in sorted((HERE.parent / "examples").glob("*.ipynb")):
    shutil.copy(notebook, NOTEBOOKS)
