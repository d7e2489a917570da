# SPDX-License-Identifier: Apache-2.0
"""The page of the API: finding an operation, logging in, trying it, and axe."""
import re

from playwright.sync_api import expect

from test_accessibility import expect_accessible_in_both_themes, expect_fits


def test_an_operation_is_found_and_tried(person, open_context, size):
    ada = person("Ada Lovelace", at=None)
    page = open_context(size, color_scheme="light").new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if "Content Security" in message.text else None)
    page.goto("/api/docs")
    expect(page.get_by_role("heading", name="Roost API")).to_be_visible()

    page.get_by_label("Find an operation").fill("/auth/me")
    expect(page.locator(".operation:visible")).to_have_count(1)
    operation = page.locator("#GetCurrentUser")
    operation.locator("summary").first.click()
    operation.get_by_role("button", name="Send GET").click()
    expect(operation.locator(".answer")).to_contain_text("auth.required")

    page.get_by_label("Username or e-mail").fill(ada.username)
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("alert")).to_contain_text("no account with this name")
    page.get_by_label("Username or e-mail").fill(ada.username)
    page.get_by_label("Password").fill(ada.password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Logged in as")).to_contain_text(ada.name)
    operation.get_by_role("button", name="Send GET").click()
    expect(operation.locator("pre")).to_contain_text(ada.email)

    page.get_by_label("Find an operation").fill("")
    page.goto("/api/docs#SendMessage")
    expect(page.locator("#SendMessage[open] textarea")).to_have_value(re.compile('"content"'))
    expect_accessible_in_both_themes(page, "API page")
    expect_fits(page)
    assert problems == []


def test_what_is_typed_before_the_description_is_here_counts(open_context):
    page = open_context().new_page()

    def type_first(route):
        page.get_by_label("Find an operation").fill("/auth/me")
        route.continue_()

    page.route("**/api/openapi.json", type_first)
    page.goto("/api/docs")
    expect(page.locator(".operation:visible")).to_have_count(1)


def test_the_token_is_gone_with_the_page(person, open_context):
    ada = person("Ada Lovelace", at=None)
    page = open_context().new_page()
    page.goto("/api/docs")
    page.get_by_label("Username or e-mail").fill(ada.username)
    page.get_by_label("Password").fill(ada.password)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Logged in as")).to_be_visible()

    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0
    page.reload()
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
