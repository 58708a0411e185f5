"""The page for everybody: names, roles, headings, contrast, focus, narrow screens, less motion."""

from itertools import pairwise

import pytest
from report.pages import OpenPage, Page, make_document
from selenium.webdriver.common.keys import Keys

from quotemine.documents import Document

VIEWS = ("", "#q=engine&least=20", "#q=nothing", "#text=ferry&at=2", "#text=rain", "#speaker=Ines+Corran")
INTERACTIVE = {"button", "link", "textbox", "searchbox", "checkbox", "slider", "disclosuretriangle"}


@pytest.fixture(params=VIEWS)
def page(request: pytest.FixtureRequest, open_page: OpenPage, harbour: list[Document]) -> Page:
    return open_page(harbour, request.param)


def nodes(page: Page) -> list[tuple[str, str]]:
    """Role and name of all that those who hear the page are told of."""
    tree = page.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    return [
        (node["role"]["value"].lower(), node.get("name", {}).get("value", ""))
        for node in tree
        if not node.get("ignored") and "role" in node
    ]


def test_whatever_can_be_used_has_a_name(page: Page) -> None:
    found = [(role, name) for role, name in nodes(page) if role in INTERACTIVE]
    assert len(found) >= 3
    assert [role for role, name in found if not name.strip()] == []


def test_every_field_has_a_label(page: Page) -> None:
    labels = "return [...document.querySelectorAll('input, textarea, select')].map((field) => field.labels.length)"
    assert page.run(labels) == [1] * 9


def test_landmarks(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    roles = {role for role, _ in nodes(page)}
    assert {"banner", "main", "search", "contentinfo", "status"} <= roles
    assert page.run("return document.documentElement.lang") == "en"
    ids = page.run("return [...document.querySelectorAll('[id]')].map((element) => element.id)")
    assert len(ids) == len(set(ids)) > 20


def test_headings_skip_no_level(page: Page) -> None:
    seen = "[...document.querySelectorAll('h1, h2, h3, h4')].filter((heading) => heading.checkVisibility())"
    levels = page.run(f"return {seen}.map((heading) => Number(heading.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


# Contrast as in WCAG 2.2, 1.4.3: each text against the nearest background that is not transparent.
CONTRAST = """
const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
const ratio = (...colours) => {
  const [light, dark] = colours.map(luminance).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
};
const background = (element) => {
  for (let e = element; e; e = e.parentElement) {
    const colour = parse(getComputedStyle(e).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
};
const low = [], seen = new Set();
for (const element of document.querySelectorAll("body *")) {
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!own || !element.checkVisibility() || element.disabled || element.matches("script, style, noscript")) continue;
  const style = getComputedStyle(element);
  const size = parseFloat(style.fontSize);
  const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
  const found = ratio(parse(style.color), background(element));
  seen.add(style.color);
  if (found < (large ? 3 : 4.5)) low.push([element.tagName, element.className, element.id, found]);
}
for (const field of document.querySelectorAll("input[type=search]")) {  // 1.4.11: what shows where a field is
  const found = ratio(parse(getComputedStyle(field).borderTopColor), background(field.parentElement));
  if (found < 3) low.push([field.id, "border", found]);
}
return { low, colours: [...seen] };
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(page: Page, theme: str) -> None:
    page.emulate(prefers_color_scheme=theme, prefers_reduced_motion="reduce")  # colours as they stay
    light = page.run("return matchMedia('(prefers-color-scheme: light)').matches")
    assert light == (theme == "light")
    page.run("document.getElementById('help').show(); document.querySelector('.quote')?.classList.add('current')")
    found = page.run(CONTRAST)
    assert len(found["colours"]) >= 3
    assert found["low"] == []
    paper = page.run("return getComputedStyle(document.documentElement).backgroundColor")
    assert paper == ("rgb(253, 252, 249)" if theme == "light" else "rgb(24, 25, 27)")


def describe(page: Page) -> str:
    name = "e.id || (e.name && `${e.name}=${e.value}`) || e.className || e.textContent"
    return str(page.run(f"const e = document.activeElement; return {name}"))


def test_tab_goes_through_the_page_in_order_and_out_of_it(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    order = []
    for _ in range(60):
        page.press(Keys.TAB)
        order.append(describe(page))
        if page.focused == page.one("body"):
            break
    assert order[:7] == ["skip", "open-help", "query", "kind=direct", "kind=indirect", "kind=mixed", "least"]
    tops = {name: index for index, name in enumerate(order)}
    assert tops["least"] < tops["in-text"] < len(order) - 1
    assert page.focused == page.one("body")  # no trap


def test_the_focus_can_be_seen(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    for _ in range(14):
        page.press(Keys.TAB)
        outline = page.run(
            "const s = getComputedStyle(document.activeElement); return [s.outlineStyle, s.outlineWidth]"
        )
        assert outline == ["solid", "2px"]
    page.press("j")
    assert page.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_skip_link(open_page: OpenPage, harbour: list[Document]) -> None:
    """It is seen when it has the focus, leads to the quotes, and leaves the filters as they are."""
    page = open_page(harbour, "#q=engine")
    page.press(Keys.TAB)
    page.until(lambda: page.run("return document.activeElement.getBoundingClientRect().top") >= 0)
    page.press(Keys.ENTER, Keys.TAB)
    assert describe(page) == "clear"
    assert page.hash == "#q=engine"


def test_help_keeps_the_focus_and_gives_it_back(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.one("#open-help").send_keys(Keys.ENTER)
    for _ in range(5):
        page.press(Keys.TAB)
        outside = "const e = document.activeElement; return e !== document.body && !e.closest('#help')"
        assert not page.run(outside)
    page.press(Keys.ESCAPE)
    assert page.focused == page.one("#open-help")


def test_counts_are_told_to_those_who_hear_the_page(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    assert page.one("#count").aria_role == "status"
    page.one("#query").send_keys("engine")
    page.until(lambda: page.one("#count").text == "2 of 7 quotes")
    assert page.one("#least").get_attribute("aria-valuetext") == "0%"


def test_kinds_differ_without_colour(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    lines = page.run("return [...document.querySelectorAll('.words')].map((e) => getComputedStyle(e).borderLeftStyle)")
    assert lines == ["solid", "dotted", "solid", "dotted", "dashed", "solid", "solid"]


@pytest.mark.parametrize("address", ["", "#text=ferry&at=1"])
def test_no_scrolling_sideways_on_a_phone(open_page: OpenPage, harbour: list[Document], address: str) -> None:
    long = make_document(
        "x" * 300, "“" + "y" * 500 + "”", ("“" + "y" * 500 + "”", "z" * 200), url="https://a.example/" + "u" * 300
    )
    page = open_page([long, *harbour], address)
    metrics = {"width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": False}
    page.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    page.reopen(address)
    assert page.run("return document.documentElement.scrollWidth") <= 320
    if not address:
        assert not page.one("#speakers").is_displayed()
        page.one("#narrow summary").click()
        assert page.one("#speakers").is_displayed()
        assert page.run("return document.documentElement.scrollWidth") <= 320


def test_no_motion_where_none_is_wanted(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    duration = "return getComputedStyle(document.querySelector('.quote')).transitionDuration"
    assert page.run(duration) != "0s"
    page.emulate(prefers_reduced_motion="reduce")
    assert page.run(duration) == "0s"


def test_without_javascript_the_page_says_so(open_page: OpenPage, harbour: list[Document]) -> None:
    page = open_page(harbour)
    page.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.reopen()
        assert page.one(".without-script").text.startswith("This page needs JavaScript")
        assert not page.one("#page").is_displayed()
    finally:
        page.browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
