# SPDX-License-Identifier: Apache-2.0
"""Groups: made, talked in, renamed, grown, left."""
from playwright.sync_api import expect


def test_a_group_is_made_talked_in_and_changed(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size, at=None)
    linus = person("Linus Pauling", size, at=None)

    ada.start_group("Chemistry evening", [grace])
    ada.send("Welcome")
    grace.open_chat("Chemistry evening")
    grace.expect_message("Welcome")

    ada.page.get_by_role("link", name="About this chat").click()
    ada.page.get_by_role("button", name="Add people").click()
    dialog = ada.page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill(linus.name)
    dialog.get_by_role("button", name=linus.name).click()
    dialog.get_by_role("button", name="Add 1 person").click()
    expect(ada.page.get_by_role("main").get_by_role("link", name=linus.name)).to_be_visible()
    linus.open_chat("Chemistry evening")
    linus.expect_message("Welcome")

    ada.page.get_by_role("button", name="Edit name and description").click()
    dialog = ada.page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).fill("Chemistry night")
    dialog.get_by_role("button", name="Save").click()
    grace.expect_open("Chemistry night")

    ada.page.get_by_role("button", name=f"Remove {linus.name} from the group").click()
    ada.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(linus.page.get_by_text("This chat is not there")).to_be_visible()


def test_who_leaves_a_group_no_longer_sees_it(person):
    ada = person("Ada Lovelace", at=None)
    grace = person("Grace Hopper", at=None)
    ada.start_group("Short lived", [grace])
    grace.open_chat("Short lived")

    grace.page.get_by_role("link", name="About this chat").click()
    grace.page.get_by_role("button", name="Leave group").click()
    grace.page.get_by_role("dialog").get_by_role("button", name="Leave group").click()

    expect(grace.page.get_by_text("No chats yet")).to_be_visible()
    expect(grace.row("Short lived")).to_have_count(0)
