# SPDX-License-Identifier: Apache-2.0
"""Two people talk: live, with typing and receipts, replies, edits and deletions."""
from urllib.parse import urlsplit

from playwright.sync_api import expect

from people import IS_KEPT, is_shown, scroll_until, wait_until
from test_accessibility import expect_accessible

SEND_MANY = """async (count) => {
    const { accessToken } = JSON.parse(localStorage.getItem("roost.session"))
    const chatId = location.pathname.split("/").pop()
    const send = (number) => fetch("/api/v1/messages", {
        method: "POST",
        headers: { Authorization: "Bearer " + accessToken, "Content-Type": "application/json" },
        body: JSON.stringify({ chatId, content: `line ${number} of many` }),
    })
    // The first is first and the last is last; those between come in any order.
    await send(1)
    await Promise.all(Array.from({ length: count - 2 }, (_, index) => send(index + 2)))
    await send(count)
}"""


def test_two_people_find_each_other_and_chat_live(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size, at=None)

    ada.start_chat_with(grace)
    ada.send("Hello Grace")
    ada.expect_sent("Hello Grace")

    grace.open_chat(ada.name)
    grace.expect_message("Hello Grace")
    ada.expect_sent("Hello Grace", receipt="Read")

    # Whether one types is told only over the live connection, which may still be on its way.
    typing = ada.page.get_by_text(f"{grace.name} is typing")
    for _ in range(5):
        grace.composer.press_sequentially("Hi")
        if is_shown(typing):
            break
    expect(typing).to_be_visible()
    grace.send("Hi Ada")
    ada.expect_message("Hi Ada")
    expect(ada.page.get_by_text(f"{grace.name} is typing")).to_be_hidden()


def test_the_other_sees_a_reply_an_edit_and_a_deletion(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size, at=None)
    ada.start_chat_with(grace)
    ada.send("First thougt")
    ada.expect_sent("First thougt")
    grace.open_chat(ada.name)

    grace.act_on("First thougt", "Reply")
    grace.send("Good one")
    expect(ada.message("Good one").locator(".quote")).to_contain_text("First thougt")

    ada.act_on("First thougt", "Edit")
    expect(ada.composer).to_have_value("First thougt")
    ada.composer.fill("First thought")
    ada.page.get_by_role("button", name="Save the change").click()
    expect(grace.page.locator("li.message", has_text="First thought").first).to_contain_text("edited")

    ada.send("Never mind")
    grace.expect_message("Never mind")
    ada.expect_sent("Never mind", receipt="Read")
    ada.act_on("Never mind", "Delete")
    ada.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(grace.message("Never mind")).to_have_count(0)
    expect(grace.page.get_by_text("This message was deleted")).to_be_visible()


def test_messages_are_text_whatever_they_look_like(person):
    ada = person("Ada Lovelace", at=None)
    grace = person("Grace Hopper", at=None)
    ada.start_chat_with(grace)
    shouted = []
    ada.page.on("dialog", lambda dialog: (shouted.append(dialog.message), dialog.dismiss()))

    ada.send("<img src=x onerror=alert(1)> <b>bold</b> javascript:alert(2) https://example.org/a?b=1")

    message = ada.message("<b>bold</b>")
    expect(message).to_be_visible()
    expect(message.locator("img, b")).to_have_count(0)
    expect(message.get_by_role("link")).to_have_attribute("href", "https://example.org/a?b=1")
    assert shouted == []


def test_unread_messages_are_counted_until_they_are_read(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size, at=None)
    ada.start_chat_with(grace)
    for text in ("one", "two", "three"):
        ada.send(text)
        ada.expect_sent(text)

    grace.go_to_chats()
    expect(grace.row(ada.name)).to_contain_text("3 unread messages")

    grace.open_chat(ada.name)
    grace.expect_message("three")
    ada.expect_sent("three", receipt="Read")
    grace.go_to_chats()
    expect(grace.row(ada.name)).not_to_contain_text("unread")


def test_reading_starts_at_the_first_unread_message_and_counts_when_it_is_seen(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size, at=None)
    ada.start_chat_with(grace)
    ada.page.evaluate(SEND_MANY, 60)
    ada.expect_sent("line 60 of many")

    grace.open_chat(ada.name)
    expect(grace.message("line 1 of many")).to_be_in_viewport()
    expect(grace.page.get_by_text("New messages")).to_be_visible()
    ada.expect_sent("line 60 of many")

    grace.page.get_by_role("button", name="To the newest message").click()
    ada.expect_sent("line 60 of many", receipt="Read")
    expect(grace.message("line 60 of many")).to_be_in_viewport()


def test_a_draft_waits_for_its_writer(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size, at=None)
    ada.start_chat_with(grace)
    ada.composer.fill("Half a thou")
    wait_until(ada.page, IS_KEPT, ["drafts", "Half a thou"])

    ada.page.goto("/chats")
    expect(ada.row(grace.name)).to_contain_text("Half a thou")
    ada.open_chat(grace.name)
    expect(ada.composer).to_have_value("Half a thou")


def test_long_histories_are_loaded_piece_by_piece(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size, at=None)
    ada.start_chat_with(grace)
    ada.page.evaluate(SEND_MANY, 180)

    grace.open_chat(ada.name)
    messages = grace.page.locator(".messages-scroll")
    messages.hover()
    first = grace.page.get_by_text("line 1 of many", exact=True)
    scroll_until(first, messages, -900)
    # Far away messages are not kept in the page.
    wait_until(grace.page, "() => document.querySelectorAll('li.message').length < 180")


def test_a_found_message_is_opened_at_its_place(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size, at=None)
    ada.start_chat_with(grace)
    ada.page.evaluate(SEND_MANY, 120)

    # Far above what a chat opens with.
    grace.go(f"{urlsplit(ada.page.url).path}/messages/1")
    found = grace.page.locator("li.message[data-wanted]")
    expect(found).to_contain_text("line 1 of many")
    expect(found).to_be_in_viewport()
    expect(found.locator("[data-message-actions]")).to_be_focused()
    expect_accessible(grace.page, "a found message")
    # What lies below has not been read by this.
    ada.expect_sent("line 120 of many")
    grace.page.get_by_role("button", name="To the newest message").click()
    expect(grace.message("line 120 of many")).to_be_in_viewport()
    ada.expect_sent("line 120 of many", receipt="Read")
