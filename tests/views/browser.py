"""Views as a browser shows them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

if TYPE_CHECKING:
    from selenium.webdriver import Chrome
    from selenium.webdriver.remote.webelement import WebElement

FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --window-size=900,700"
).split()

# How a colour looks where it stands, and how much it stands out, as WCAG 2 counts it.
CONTRAST = """
const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
const behind = (element) => {
  for (let one = element; one; one = one.parentElement) {
    const colour = parts(getComputedStyle(one).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
};
const light = (colour) => {
  const [r, g, b] = colour.slice(0, 3).map((n) => n / 255).map(
    (n) => (n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
};
const contrast = (a, b) => Math.max(light(a), light(b)) / Math.min(light(a), light(b));
"""


@frozen
class Window:
    """The browser's window, on one page at a time."""

    chrome: "Chrome"
    folder: Path

    def open(self, page: str, theme: Literal["light", "dark"] = "light") -> None:
        path = self.folder / "page.html"
        path.write_text(page, encoding="utf-8", newline="")
        media = {"features": [{"name": "prefers-color-scheme", "value": theme}]}
        self.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        self.chrome.get(path.as_uri())

    def run(self, script: str, *arguments: object) -> Any:  # noqa: ANN401  # whatever the script gives
        return self.chrome.execute_script(script, *arguments)

    def all(self, selector: str) -> "list[WebElement]":
        return self.chrome.find_elements("css selector", selector)

    def hover(self, element: "WebElement") -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.chrome).move_to_element(element).perform()

    def press(self, key: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.chrome).send_keys(key).perform()

    def tooltip(self, element: "WebElement") -> dict[str, str]:
        script = (
            "const style = getComputedStyle(arguments[0], '::before');"
            "return Object.fromEntries(['content', 'display', 'visibility', 'opacity', 'color', 'backgroundColor',"
            " 'height', 'width'].map((name) => [name, style[name]]));"
        )
        return dict(self.run(script, element))

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.chrome.get_log("browser") if "favicon" not in entry["message"]]
