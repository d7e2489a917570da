# SPDX-License-Identifier: Apache-2.0
"""Looking for people, tags, posts, comments and messages in one place."""
import re

from playwright.sync_api import expect

from people import wait_until
from test_accessibility import expect_accessible, expect_fits


IS_FOUND = """async ([word, ...kinds]) => {
    const { accessToken } = JSON.parse(localStorage.getItem("roost.session"))
    const headers = { Authorization: "Bearer " + accessToken }
    const reply = await (await fetch("/api/v1/search?q=" + word, { headers })).json()
    return kinds.every((kind) => reply.data.items.some((hit) => hit.kind === kind))
}"""


def test_everything_is_found_in_one_place(person):
    ada = person("Ada Lovelace", "desktop")
    grace = person("Grace Hopper", "desktop")
    word = f"w{ada.username[-6:]}"
    grace.publish(f"The {word} barrel is full #{word}")
    grace.start_chat_with(ada)
    grace.send(f"Is the {word} barrel yours?")

    page = ada.page
    expect(page.get_by_text("Your feed is waiting for people")).to_be_visible()
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search people, posts and messages")
    expect(field).to_be_focused()
    expect(page.get_by_text("Find people, posts, tags and your messages")).to_be_visible()
    expect_accessible(page, "search, nothing asked yet")

    # Who has just signed up is found when the index has them.
    wait_until(page, IS_FOUND, [grace.username, "PERSON"])
    field.fill(grace.username)
    options = page.get_by_role("listbox", name="Suggestions")
    expect(options.get_by_role("option", name=grace.name)).to_be_visible()
    expect_accessible(page, "search with suggestions")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.get_by_role("option", selected=True)).to_contain_text(grace.name)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=grace.name, level=2)).to_be_visible()

    ada.go("/search")
    results = page.get_by_role("region", name=f"Results for “{word}”")
    # What was just written is found when the index has it.
    wait_until(page, IS_FOUND, [word, "POST", "MESSAGE"])
    field.fill(word)
    field.press("Enter")
    expect(results.locator(".hit", has_text="is full").locator("mark").first).to_contain_text(word)
    expect(results.locator(".hit", has_text="barrel yours")).to_be_visible()
    expect_accessible(page, "search results")
    expect_fits(page)

    page.get_by_role("button", name=re.compile("^Messages")).click()
    expect(results.locator(".hit")).to_have_count(1)
    expect(page).to_have_url(re.compile("kind=MESSAGE"))
    results.get_by_role("link", name=grace.name).click()
    ada.expect_message(f"Is the {word} barrel yours?")
    expect(page).to_have_url(re.compile(r"/chats/[^/]+/messages/1$"))
    page.go_back()
    expect(results.locator(".hit")).to_have_count(1)

    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Written by").select_option("me")
    expect(page.get_by_text(f"Nothing found for “{word}”")).to_be_visible()
    expect_accessible(page, "search, nothing found")
    page.get_by_role("button", name="Show everything found").click()
    expect(results.locator(".hit", has_text="is full")).to_be_visible()

    page.goto("/search")
    page.get_by_role("button", name=word, exact=True).click()
    expect(results.locator(".hit").first).to_be_visible()
    page.goto("/search")
    page.get_by_role("button", name=f"Forget “{word}”").click()
    expect(page.get_by_role("button", name=word, exact=True)).to_have_count(0)
