"""spaCy's displacy draws our span groups."""

import re
import subprocess
import sys
from typing import get_args

import pytest
import spacy
from spacy import displacy
from spacy.tokens import Doc
from views.scenes import FERRY, FERRY_TEXT, HOSTILE, Reader, hostile

from quotemine.errors import SettingError
from quotemine.store import write
from quotemine.types import Quotes
from quotemine.views import displacy_options
from quotemine.views.colours import DISPLACY, Group


def stored(text: str, quotes: Quotes) -> Doc:
    doc = spacy.blank("en")(text)
    write(doc, quotes)
    return doc


def drawn(doc: Doc, group: Group) -> str:
    return displacy.render(doc, style="span", options=displacy_options(group), jupyter=False)


@pytest.mark.parametrize(
    ("group", "labels"),
    [
        ("content", ["direct", "direct", "indirect", "direct", "indirect"]),
        ("cue", ["speech", "speech", "speech", "speech negated"]),
        ("source", ["PERSON", "PERSON", "PERSON"]),
        ("context", ["context"] * 4),
        ("speaker", ["PERSON", "PERSON"]),
    ],
)
def test_displacy_draws_every_group(group: Group, labels: list[str]) -> None:
    """With its labels, each in a colour of its own and not in displacy's grey."""
    page = drawn(stored(FERRY_TEXT, FERRY), group)
    assert re.findall(r"white-space: nowrap\">(.*?)</span>", page) == labels
    assert "#ddd" not in page


def test_every_label_has_a_colour() -> None:
    """All labels that store.py writes."""
    colours = displacy_options()["colors"]
    assert isinstance(colours, dict)
    kinds, classes, types = "direct indirect mixed", "speech thought other", "PERSON ORG GPE GROUP OTHER"
    labels = {
        *kinds.split(), "context", *classes.split(), *(f"{class_} negated" for class_ in classes.split()),
        *types.split(), *(f"{type_} unnamed" for type_ in types.split()),
    }  # fmt: skip
    from spacy.displacy.render import DEFAULT_LABEL_COLORS

    known = {label.upper() for label in (*colours, *DEFAULT_LABEL_COLORS)}
    assert {label.upper() for label in labels} <= known


def test_names_from_the_text_are_never_markup() -> None:
    """displacy writes a span's kb_id, in our groups a name or a lemma, as it is; the options leave it out."""
    document = hostile()
    doc = stored(document.text, document.quotes)
    plain = displacy.render(doc, style="span", options={"spans_key": "quotemine.speaker"}, jupyter=False)
    assert "script" in {tag for tag, _ in Reader(plain).tags}  # where this no longer holds, we could leave it in
    for group in get_args(Group):
        tags = {tag for tag, _ in Reader(drawn(doc, group)).tags}
        assert tags <= {"div", "span"}, HOSTILE


def test_no_such_group() -> None:
    with pytest.raises(SettingError, match="group must be 'content' or 'cue'"):
        displacy_options("quotes")  # type: ignore[arg-type]


def test_options_are_the_callers_own() -> None:
    """Changing them changes nobody else's."""
    options = displacy_options()
    colours, template = options["colors"], options["template"]
    assert isinstance(colours, dict)
    assert isinstance(template, dict)
    colours["direct"] = template["span"] = "red"
    assert displacy_options() != options
    assert DISPLACY["direct"] != "red"


def test_the_installed_package_gives_spacy_its_colours() -> None:
    """displacy has them without being asked; only labels that nobody else is likely to have."""
    assert spacy.registry.displacy_colors.get_all()["quotemine"] == DISPLACY
    doc = stored(FERRY_TEXT, FERRY)
    page = displacy.render(doc, style="span", options={"spans_key": "quotemine.content"}, jupyter=False)
    assert DISPLACY["indirect"] in page
    from spacy.displacy.render import DEFAULT_LABEL_COLORS

    assert not {label.upper() for label in DISPLACY} & set(DEFAULT_LABEL_COLORS)


def test_colours_load_nothing_heavy() -> None:
    """spaCy imports them whenever anybody draws anything."""
    code = (
        "import sys, quotemine.views.colours;"
        "sys.exit(', '.join({'numpy', 'spacy', 'pandas', 'onnxruntime', 'IPython'} & set(sys.modules)) or None)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_colours_are_what_spacy_reads() -> None:
    """Hex colours only: displacy writes them into a style attribute as they are."""
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in DISPLACY.values())


def test_black_letters_are_readable_on_every_colour() -> None:
    """Seven to one, the stricter level of WCAG 2."""
    for colour in DISPLACY.values():
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        assert (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) / 0.05 > 7
