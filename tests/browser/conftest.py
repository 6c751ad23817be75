"""A real Chromium against the product's own pages, over the small house of tests/access."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import sync_playwright
from tests.access import house as houses

SWITCHES = "no-sandbox disable-gpu disable-quic no-first-run disable-background-networking disable-component-update disable-sync"
ARGUMENTS = [f"--{switch}" for switch in SWITCHES.split()]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
MOST_MS = 90_000  # a wait ends when the thing is there; this only ends a wait for nothing


@pytest.fixture(scope="module")
def house(django_db_setup: None, django_db_blocker) -> Iterator[houses.House]:
    with django_db_blocker.unblock(), houses.inside() as built:
        yield built


def pytest_sessionfinish() -> None:
    houses.tear_down()


@pytest.fixture(scope="module")
def address(house) -> Iterator[str]:
    """The product, served from a thread of this process."""
    if not (settings.STATICFILES_DIRS[0] / "samkoeb.css").exists():
        pytest.skip("needs the built assets (make install)")
    hosts, settings.ALLOWED_HOSTS = settings.ALLOWED_HOSTS, ["*"]
    thread = LiveServerThread("127.0.0.1", StaticFilesHandler)
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()
    settings.ALLOWED_HOSTS = hosts


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("needs Chromium on the path")
    driver = subprocess.run([compute_driver_executable()[0], "--version"], capture_output=True, text=True, check=False)
    if driver.returncode != 0:
        pytest.skip(f"needs Playwright's driver to start (on Debian: apt install libatomic1): {driver.stderr.strip()}")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in this thread, and asks no database
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Window:
    """One person's browser window: `page` is Playwright's."""

    page: object
    address: str

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def at(self) -> str:
        return self.page.url.removeprefix(self.address)


@pytest.fixture
def open_window(chromium, address, house) -> Iterator[Callable[..., Window]]:
    """open_window(who, size, **how): someone signed in already; None: nobody."""
    opened = []

    def window(who: str | None, size: dict[str, int] = DESKTOP, **how: object) -> Window:
        context = chromium.new_context(viewport=size, locale="da-DK", base_url=address, **how)
        context.set_default_timeout(MOST_MS)
        opened.append(context)
        if who is not None:
            session = house.client(who).cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
        return Window(context.new_page(), address)

    yield window
    for context in opened:
        context.close()
