"""Views in a browser: nothing in a text comes alive, all is readable in both themes, and tooltips show."""

import pytest
from attrs import evolve
from views.browser import CONTRAST, Window
from views.scenes import FERRY, FERRY_TEXT, HOSTILE, hostile, many, said

from quotemine.documents import Document
from quotemine.types import Quotes
from quotemine.views import render

# Themes as their hosts declare them: what the system wants, where the host says it, what is to be seen.
HOSTS = [
    ("light", "<body>", "light"),
    ("dark", "<body>", "dark"),
    ("light", '<body data-jp-theme-light="false">', "dark"),
    ("dark", '<body data-jp-theme-light="true">', "light"),
    ("light", '<body class="vscode-dark">', "dark"),
    ("dark", '<body class="vscode-light">', "light"),
    ("light", '<body class="vscode-high-contrast">', "dark"),
    ("dark", '<body class="vscode-high-contrast vscode-high-contrast-light">', "light"),
    ("light", '<body data-theme="dark">', "dark"),
    ("dark", '<body data-theme="light">', "light"),
    ("light", '<html theme="dark"><body>', "dark"),
]
PAPER = {"light": "rgb(255, 255, 255)", "dark": "rgb(27, 30, 35)"}


def within(body: str, *outputs: str) -> str:
    """A page of somebody else, such as a notebook."""
    return f'<!DOCTYPE html><meta charset="utf-8">{body}<p id="outside">Outside</p>{"".join(outputs)}'


# hostile texts


@pytest.mark.parametrize("alone", [True, False], ids=["as a page", "in a notebook"])
def test_hostile_text_does_not_come_alive(views_window: Window, alone: bool) -> None:
    """Nothing runs, no element is made, nothing is loaded, and the text is there to be read."""
    document = hostile()
    outputs = (render(document).html, document._repr_html_(), document.quotes.speakers()._repr_html_())
    views_window.open(render(document).to_page() if alone else within("<body>", *outputs))
    assert views_window.run("return window.ran ?? null") is None
    assert views_window.run("return document.querySelectorAll('script, img').length") == 0
    assert views_window.run("return document.querySelector('.qm-text').textContent") == document.text
    assert HOSTILE in views_window.run("return document.querySelector('mark').getAttribute('aria-description')")
    assert views_window.complaints() == []


@pytest.mark.parametrize(
    "text",
    ["a\r\nb\rc\n\n", "\n\nfirst", "\t tab \u2028 \x85 \x0b\x0c\x01\x1b \x80\x9f", "\u202eevil\u202c \ufeff&amp;"],
)
def test_the_browser_reads_the_text_as_it_was_given(views_window: Window, text: str) -> None:
    """Line ends, control characters, directions: what a script gets from the page is the text."""
    quotes = Quotes((said(text, text[1:]),), text)
    views_window.open(render(quotes).to_page())
    assert views_window.run("return document.querySelector('.qm-text').textContent") == text


def test_what_html_cannot_hold_is_replaced_character_by_character(views_window: Window) -> None:
    views_window.open(render(Quotes((), f"a\0b{chr(0xD800)}c")).to_page())
    assert views_window.run("return document.querySelector('.qm-text').textContent") == "a\ufffdb\ufffdc"


# themes


@pytest.mark.parametrize(("system", "body", "theme"), HOSTS)
def test_the_theme_is_the_hosts_or_else_the_systems(views_window: Window, system: str, body: str, theme: str) -> None:
    views_window.open(within(body, render(FERRY).html, FERRY._repr_html_()), system)  # type: ignore[arg-type]
    papers = views_window.run(
        "return [...document.querySelectorAll('[class*=quotemine-]')].map((e) => getComputedStyle(e).backgroundColor)"
    )
    assert papers == [PAPER[theme]] * 2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_in_both_themes(views_window: Window, theme: str) -> None:
    """All letters by 4.5 to 1 at least, WCAG's level AA; underlines by 3 to 1; all colours of speakers."""
    quotes = many(45, speakers=40)
    unknown = evolve(FERRY[2], speaker=None)
    outputs = (render(quotes).html, render(Quotes((*FERRY, unknown), FERRY_TEXT)).html, quotes._repr_html_())
    views_window.open(within("<body>", *outputs), theme)  # type: ignore[arg-type]
    found = views_window.run(
        CONTRAST + "return [...document.querySelectorAll('[class*=quotemine-] *')]"
        ".filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))"
        ".map((e) => [e.className || e.tagName, contrast(parts(getComputedStyle(e).color), behind(e))])"
    )
    assert len(found) > 300
    assert [one for one in found if one[1] < 4.5] == []
    lines = views_window.run(
        CONTRAST + "return [...document.querySelectorAll('mark, .qm-chip, .qm-cue, .qm-source')]"
        ".map((e) => [e.className, contrast(parts(getComputedStyle(e).textDecorationColor), behind(e))])"
    )
    colours = {name.removeprefix("qm-chip ").split()[0] for name, _ in lines}
    assert len(colours) == 9  # eight, and nobody's
    assert [one for one in lines if one[1] < 3] == []


def test_speakers_can_be_told_apart_without_colour(views_window: Window) -> None:
    """Neighbours in the legend have other lines, and each quotation ends with the number of its speaker."""
    views_window.open(render(many(10, speakers=10)).to_page())
    strokes = views_window.run(
        "return [...document.querySelectorAll('.qm-chip')].map((e) => getComputedStyle(e).textDecorationStyle)"
    )
    assert strokes == ["solid", "dashed", "double", "dotted", "wavy"] * 2
    numbers = views_window.run(
        "return [...document.querySelectorAll('mark')].map((e) => getComputedStyle(e, '::after').content)"
    )
    assert numbers == [f'"{number}"' for number in range(1, 11)]


# tooltips


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hovering_shows_the_tooltip(views_window: Window, theme: str) -> None:
    """Over a quotation, a cue and a source; with letters that stand out."""
    views_window.open(render(FERRY).to_page(), theme)  # type: ignore[arg-type]
    for selector in ("mark:nth-of-type(3)", ".qm-text span.qm-cue", ".qm-text span.qm-source"):
        element = views_window.all(selector)[0]
        views_window.hover(views_window.all(".qm-key")[0])  # away from everything
        assert views_window.tooltip(element)["content"] == "none"
        views_window.hover(element)
        tip = views_window.tooltip(element)
        assert "Ines Corran\n" in tip["content"].replace("\\a ", "\n")
        assert (tip["display"], tip["visibility"], tip["opacity"]) == ("block", "visible", "1")
        assert float(tip["height"].removesuffix("px")) > 30
        ratio = views_window.run(
            CONTRAST + "return contrast(parts(arguments[0]), parts(arguments[1]))", tip["color"], tip["backgroundColor"]
        )
        assert ratio >= 4.5


def test_the_keyboard_reaches_every_quotation(views_window: Window) -> None:
    """With Tab, in the order of the text; the tooltip shows, and the outline where one is."""
    views_window.open(render(FERRY).to_page())
    seen, told = [], []
    for _ in range(5):
        views_window.press("\ue004")  # Tab
        element = views_window.chrome.switch_to.active_element
        tip = views_window.tooltip(element)
        assert (tip["display"], tip["visibility"], tip["opacity"]) == ("block", "visible", "1")
        told.append(tip["content"].replace("\\a ", "\n").strip('"').split("\n")[0])
        assert views_window.run("return getComputedStyle(arguments[0]).outlineStyle", element) == "solid"
        seen.append(element.text)
    assert seen == [
        "“The engine is old,”", "“It needs rest.”", "that nobody had been paid", "“Pay us first,”",
        "that the ferry was safe",
    ]  # fmt: skip
    assert told == ["Ines Corran", "Ines Corran", "She → Ines Corran", "no speaker", "the mayor"]


def test_tooltips_stay_within_the_window(views_window: Window) -> None:
    """Also at the right edge of a narrow window, and for a name without end."""
    text = "A long way to “this end,” said Ada."
    quote = said(text, "“this end,”", name="Ada" * 40)
    size = {"width": 320, "height": 600, "deviceScaleFactor": 1, "mobile": False}
    views_window.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        views_window.open(render(Quotes((quote,), text)).to_page())
        element = views_window.all("mark")[0]
        views_window.hover(element)
        assert views_window.run("return window.innerWidth") == 320
        assert 100 < float(views_window.tooltip(element)["width"].removesuffix("px")) <= 320
        assert views_window.run("return document.documentElement.scrollWidth <= window.innerWidth")
    finally:
        views_window.chrome.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


# Which mark is to be seen, itself or by its tooltip, so far below the lower edge of a mark (above, where negative).
SEEN = """
const marks = [...document.querySelectorAll('mark')];
const box = marks[arguments[0]].getBoundingClientRect();
const y = arguments[1] < 0 ? box.top + arguments[1] : box.bottom + arguments[1];
return marks.indexOf(document.elementFromPoint(box.left + 12, y));
"""


def test_tooltips_are_not_cut_where_the_output_ends(views_window: Window) -> None:
    """JupyterLab cuts what reaches out of an output: a long tooltip on the first line goes below, on top of all."""
    if not views_window.run("return CSS.supports('anchor-scope: --qm')"):
        pytest.skip("needs a browser that places by anchors")
    text = "“Ay,” said all. " + "It rains. " * 30 + "\n" * 9 + "“No,” said Ada.\n"
    crowd = (said(text, "“Ay,”", name=f"Ada {number}", id_=f"e{number}") for number in range(4))
    quotes = Quotes((*crowd, said(text, "“No,”", name="Ada", id_="e9")), text)
    views_window.open(within('<body><div style="overflow: auto; height: 180px">', render(quotes).html))
    views_window.hover(views_window.all("mark")[0])
    assert [views_window.run(SEEN, 0, distance) for distance in (-20, 20, 120)] == [-1, 0, 0]


def test_a_tooltip_with_room_above_is_above(views_window: Window) -> None:
    """The line that is being read stays free; a quotation in focus and one pointed at have each its own."""
    text = "\n" * 9 + "“Ay,” said Ben.\n\n\n\n\n“No,” said Ada.\n"
    quotes = Quotes((said(text, "“Ay,”", name="Ben"), said(text, "“No,”", name="Ada", id_="e2")), text)
    views_window.open(within("<body>", render(quotes).html))
    first, second = views_window.all("mark")
    views_window.run("arguments[0].focus()", first)
    views_window.hover(second)
    assert [views_window.run(SEEN, number, -20) for number in (0, 1)] == [0, 1]
    assert views_window.run(SEEN, 1, 20) == -1


# several outputs, long outputs


def test_outputs_do_not_disturb_each_other_or_the_page(views_window: Window) -> None:
    """The page around looks as before; an output looks the same among others as alone."""
    script = (
        "const style = getComputedStyle(document.querySelector(arguments[0]));"
        "return [...style].filter((name) => !/size|width|height|origin|inset|top|right|bottom|left/.test(name))"
        ".map((name) => name + ': ' + style[name]).join('\\n')"
    )
    views_window.open(within("<body>"))
    outside = views_window.run(script, "#outside")
    views_window.open(within("<body>", render(FERRY).html))
    alone = views_window.run(script, "mark")
    views_window.open(within("<body>", render(FERRY).html, render(many(3)).html, FERRY._repr_html_()))
    assert views_window.run(script, "#outside") == outside
    assert views_window.run(script, "mark") == alone


def test_a_notebooks_own_table_styles_do_not_win(views_window: Window) -> None:
    """JupyterLab sets tables flush right and stripes them."""
    style = (
        "<style>.jp-RenderedHTMLCommon :is(td, th) {text-align: right; white-space: nowrap}"
        ".jp-RenderedHTMLCommon tbody tr:nth-child(odd) {background: red}</style>"
    )
    views_window.open(within('<body class="jp-RenderedHTMLCommon">', style, FERRY._repr_html_()))
    look = "const style = getComputedStyle(document.querySelector(arguments[0])); return style[arguments[1]]"
    assert views_window.run(look, "tbody td", "textAlign") == "left"
    assert views_window.run(look, "tbody td", "whiteSpace") == "normal"
    assert views_window.run(look, "tbody tr", "backgroundColor") == PAPER["light"]


def test_a_notebooks_own_list_and_text_styles_do_not_win(views_window: Window) -> None:
    """JupyterLab indents lists and sets ``pre`` in a type of its own, which scrolls."""
    style = (
        "<style>.jp-RenderedHTMLCommon ul:not(.list-inline) {padding-left: 32px}"
        ".jp-RenderedHTMLCommon pre {font-family: monospace; overflow: auto; margin: 9px; white-space: pre}</style>"
    )
    views_window.open(within('<body class="jp-RenderedHTMLCommon">', style, render(FERRY).html))
    look = "const style = getComputedStyle(document.querySelector(arguments[0])); return style[arguments[1]]"
    assert views_window.run(look, ".qm-cast", "paddingLeft") == "0px"
    assert "system-ui" in views_window.run(look, ".qm-text", "fontFamily")
    assert views_window.run(look, ".qm-text", "overflow") == "visible"
    assert views_window.run(look, ".qm-text", "whiteSpace") == "pre-wrap"


def test_a_novel_opens(views_window: Window) -> None:
    """More than a million characters, cut by default; whole if wanted."""
    quotes = many(3000, gap="It rained and rained. " * 14)
    assert len(quotes.given_text) > 1_000_000
    for limit in (50_000, None):
        views_window.open(render(quotes, limit=limit).to_page())
        shown = views_window.run("return document.querySelectorAll('mark').length")
        assert shown == 3000 if limit is None else 1000 < shown < 3000
    assert views_window.run("return document.querySelector('.qm-text').textContent.length") == len(quotes.given_text)


def test_an_empty_text_is_a_page(views_window: Window) -> None:
    views_window.open(render(Document("empty", "")).to_page())
    assert views_window.run("return document.body.innerText").split("\n\n") == [
        "empty",
        "No quotes were found in this text.",
    ]
    assert views_window.complaints() == []
