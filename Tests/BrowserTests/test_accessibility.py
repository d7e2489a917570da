# SPDX-License-Identifier: Apache-2.0
"""Every screen under axe, a journey without a mouse, and what screen readers are told."""
import pathlib
import re
from urllib.parse import urlsplit

import axe_playwright_python
from playwright.sync_api import Page, expect

from people import is_so

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RUN_AXE = """async (wanted) => {
    const { violations } = await axe.run(document, { runOnly: wanted, resultTypes: ["violations"] })
    return violations.map(({ id, help, nodes }) => `${id}: ${help}\\n` + nodes.slice(0, 4).map(
        (node) => "    " + node.html.slice(0, 160) + "\\n      " + (node.any[0]?.message ?? "")).join("\\n"))
}"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_COLOURS = ["color-contrast", "link-in-text-block"]


def expect_accessible(page: Page, screen: str) -> None:
    # evaluate() goes past the content security policy, which rightly lets no script of ours in.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    violations = page.evaluate(RUN_AXE, TAGS)
    assert violations == [], f"{screen}:\n" + "\n".join(violations)


def expect_accessible_in_both_themes(page: Page, screen: str) -> None:
    """Every rule in the light, then in the dark those that look at colours: nothing else differs."""
    expect_accessible(page, screen)
    page.emulate_media(color_scheme="dark")
    violations = page.evaluate(RUN_AXE, RULES_OF_COLOURS)
    page.emulate_media(color_scheme="light")
    assert violations == [], f"{screen}, dark:\n" + "\n".join(violations)


# Nothing is wider than what scrolls it: neither the page nor a screen.
FITS = """() => [...document.querySelectorAll("html, .screen")].every((part) => part.scrollWidth <= part.clientWidth)"""


def expect_fits(page: Page, screen: str = "") -> None:
    """Nobody has to scroll sideways."""
    assert is_so(page, FITS), f"{screen or page.url} is wider than the window"


def test_every_screen_passes_axe(person, open_context, size):
    anonymous = open_context(size, color_scheme="light").new_page()
    for path, heading in (("/login", "Welcome back"), ("/register", "Create your account")):
        anonymous.goto(path)
        expect(anonymous.get_by_role("heading", name=heading)).to_be_visible()
        expect_accessible_in_both_themes(anonymous, path)

    ada = person("Ada Lovelace", size, at="/chats", color_scheme="light")
    grace = person("Grace Hopper", size, at=None)
    page = ada.page
    ada.go_to_chats()
    expect(page.get_by_text("No chats yet")).to_be_visible()
    expect_accessible_in_both_themes(page, "chats, empty")
    grace.start_group("Accessible", [ada])
    grace.send("Hello Ada, see https://example.org")
    grace.send("And more")
    ada.open_chat("Accessible")
    ada.expect_message("And more")
    ada.act_on("And more", "Reply")
    expect_accessible_in_both_themes(page, "conversation, replying")
    ada.send("An answer")
    # Grace looks at the chat, so it is read as soon as it is there.
    ada.expect_sent("An answer", receipt=re.compile("^Read"))
    expect_accessible_in_both_themes(page, "conversation")
    page.locator("[data-message-actions]").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_be_visible()
    expect_accessible_in_both_themes(page, "message menu")
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect_accessible_in_both_themes(page, "delete dialog")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()

    chat = urlsplit(page.url).path
    for path, ready in (
        ("/chats", ".chat-list .row"),
        (chat + "/about", ".rows-card .row"),
        ("/chats/new", ".picker .rows-card .row"),
        ("/chats/new/group", ".picker .rows-card .row"),
        ("/settings", ".choice-tile"),
        ("/settings/sessions", ".row-static"),
        ("/settings/password", ".form"),
        ("/settings/profile", ".form"),
        ("/nowhere", ".empty"),
    ):
        ada.go(path)
        page.locator(ready).first.wait_for()
        expect_accessible_in_both_themes(page, path)
        expect_fits(page, path)
    page.get_by_role("link", name="Profile").click()
    expect(page.get_by_role("link", name="Edit profile")).to_be_visible()
    expect_accessible_in_both_themes(page, "own profile")


def test_the_keyboard_alone_is_enough(person):
    ada = person("Ada Lovelace", at="/chats/new")
    grace = person("Grace Hopper", at=None)
    page = ada.page
    expect(page.get_by_role("searchbox", name="Search by name")).to_be_focused()

    page.keyboard.type(grace.name)
    expect(page.get_by_role("button", name=grace.name)).to_be_visible()
    tab_to(page, page.get_by_role("button", name=grace.name))
    page.keyboard.press("Enter")
    expect(ada.composer).to_be_focused()
    page.keyboard.type("No mouse was used")
    page.keyboard.press("Enter")
    ada.expect_sent("No mouse was used")
    page.keyboard.type("Not once")
    page.keyboard.press("Enter")
    ada.expect_sent("Not once")

    # Shift+Tab leads to the newest message, arrows to the others, Enter to what can be done with it.
    page.keyboard.press("Shift+Tab")
    expect(ada.message("Not once").locator("[data-message-actions]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(ada.message("No mouse was used").locator("[data-message-actions]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Reply")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(ada.composer).to_be_focused()
    expect(ada.composer).to_have_value("No mouse was used")
    page.keyboard.type(", really")
    page.keyboard.press("Enter")
    expect(ada.message("No mouse was used, really")).to_contain_text("edited")

    # A dialog keeps the focus and gives it back.
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("[data-message-actions]:focus")).to_have_count(1)


def test_screen_readers_hear_new_messages_and_arrive_at_headings(person):
    ada = person("Ada Lovelace", at=None)
    grace = person("Grace Hopper", at=None)
    ada.start_chat_with(grace)
    ada.send("Listen")
    grace.open_chat(ada.name)
    # Both hear of each other from here on.
    ada.expect_sent("Listen", receipt="Read")

    grace.send("I hear you")
    spoken = ada.page.locator("[aria-live=polite].visually-hidden")
    expect(spoken).to_contain_text(f"{grace.name}: I hear you")

    ada.page.get_by_role("link", name="Settings").click()
    expect(ada.page.get_by_role("heading", name="Settings", level=1)).to_be_focused()
    grace.send("And now?")
    expect(spoken).to_contain_text(f"New message from {grace.name}")


def tab_to(page: Page, target, limit: int = 40) -> None:
    for _ in range(limit):
        if target.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab does not lead there")
