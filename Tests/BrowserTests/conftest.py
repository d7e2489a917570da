# SPDX-License-Identifier: Apache-2.0
"""Fixtures of the browser journeys. The server is already running; ROOST_URL says where.

Each test signs up its own people with names nobody else has, so tests need no clean server and can run in
any order. A failed test leaves a picture of every page it had open in .build/browser-failures/.

Two things make a page cheap: people are signed up by a call and their browser finds the session in its storage
(test_accounts.py does it by the form), and the service worker, which fetches the whole app for each new browser,
works only where a test asks for it (`worker=True`).
"""
import os
import pathlib

import pytest
from playwright.sync_api import expect, sync_playwright

from browser import CHROMIUM, LAUNCH_ARGUMENTS
from people import Person

SIZES = {"phone": (390, 844), "desktop": (1440, 900)}
FAILURES = pathlib.Path(__file__).resolve().parents[2] / ".build/browser-failures"

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def url() -> str:
    url = os.environ.get("ROOST_URL")
    if not url:
        pytest.exit("Set ROOST_URL to the address of a running server.", returncode=2)
    return url.rstrip("/")


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        pytest.exit("Chromium is missing: install the package `chromium`, or set ROOST_CHROMIUM.", returncode=2)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=LAUNCH_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=list(SIZES))
def size(request) -> str:
    """Runs the test once on a phone and once on a desktop."""
    return request.param


@pytest.fixture
def open_context(chromium, url):
    """Opens a browser of its own (cookies, storage, worker): `open_context("phone")`."""
    contexts = []

    def open_one(size: str = "desktop", worker: bool = False, **options):
        width, height = SIZES[size]
        context = chromium.new_context(
            base_url=url,
            viewport={"width": width, "height": height},
            has_touch=size == "phone",
            is_mobile=size == "phone",
            locale="en-GB",
            reduced_motion="reduce",
            service_workers="allow" if worker else "block",
            **options,
        )
        contexts.append(context)
        return context

    open_one.contexts = contexts
    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def person(open_context, url):
    """Gives someone with an account in a browser of their own: `grace = person("Grace Hopper")`.

    They are at `at`; with None no page is loaded yet, for tests that begin by going somewhere.
    """

    def sign_up(name: str, size: str = "desktop", at: str | None = "/", **options) -> Person:
        context = open_context(size, **options)
        someone = Person(context.new_page(), name)
        someone.be_signed_up(url)
        if at:
            someone.page.goto(at)
            someone.expect_signed_in()
        return someone

    return sign_up


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    opener = getattr(item, "funcargs", {}).get("open_context")
    if report.when == "call" and report.failed and opener:
        FAILURES.mkdir(parents=True, exist_ok=True)
        pages = [page for context in opener.contexts for page in context.pages]
        for number, page in enumerate(pages):
            name = "".join(c if c.isalnum() else "-" for c in item.name)
            page.screenshot(path=FAILURES / f"{name}-{number}.png", timeout=5_000)
    return report
