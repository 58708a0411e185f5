"""A browser that shows views; skipped where there is none."""

import shutil
from collections.abc import Iterator

import pytest
from views.browser import FLAGS, Window


@pytest.fixture(scope="session")
def views_window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium")
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    driver = shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("needs Chromium and chromedriver on the PATH")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    chrome = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    yield Window(chrome, tmp_path_factory.mktemp("pages"))
    chrome.quit()
