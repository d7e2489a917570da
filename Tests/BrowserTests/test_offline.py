# SPDX-License-Identifier: Apache-2.0
"""Without a network: the app opens, shows what it had, and sends what was written when it is back."""
from playwright.sync_api import expect

from people import IS_KEPT, wait_until

WORKER_IS_READY = """async () => {
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) {
        await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }))
    }
}"""


def test_a_reload_offline_shows_the_conversation_and_what_is_written_goes_out_later(person, size):
    ada = person("Ada Lovelace", size, worker=True)
    grace = person("Grace Hopper", size, at=None)
    ada.start_chat_with(grace)
    ada.send("Before the tunnel")
    ada.expect_sent("Before the tunnel")
    grace.open_chat(ada.name)
    ada.page.evaluate(WORKER_IS_READY)
    wait_until(ada.page, IS_KEPT, ["messages", "Before the tunnel"])

    ada.page.context.set_offline(True)
    ada.page.reload()
    ada.expect_open(grace.name)
    ada.expect_message("Before the tunnel")
    expect(ada.page.get_by_text("You are offline")).to_be_visible()

    ada.send("Inside the tunnel")
    ada.expect_sent("Inside the tunnel", receipt="Waiting to be sent")
    wait_until(ada.page, IS_KEPT, ["outbox", "Inside the tunnel"])
    ada.page.reload()
    ada.expect_sent("Inside the tunnel", receipt="Waiting to be sent")
    grace.send("Are you there?")

    ada.page.context.set_offline(False)
    grace.expect_message("Inside the tunnel")
    ada.expect_message("Are you there?")
    expect(ada.message("Inside the tunnel").get_by_role("img", name="Waiting")).to_have_count(0)
    expect(grace.message("Inside the tunnel")).to_have_count(1)


def test_what_happened_meanwhile_is_caught_up(person):
    ada = person("Ada Lovelace", at=None)
    grace = person("Grace Hopper", at=None)
    ada.start_chat_with(grace)
    ada.send("To be changed")
    ada.send("To be removed")
    ada.expect_sent("To be removed")
    grace.open_chat(ada.name)
    grace.expect_message("To be removed")

    grace.page.context.set_offline(True)
    expect(grace.page.get_by_text("You are offline")).to_be_visible()
    ada.act_on("To be changed", "Edit")
    ada.composer.fill("Changed meanwhile")
    ada.page.get_by_role("button", name="Save the change").click()
    ada.act_on("To be removed", "Delete")
    ada.page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    ada.send("New meanwhile")
    ada.expect_sent("New meanwhile")
    grace.page.context.set_offline(False)

    grace.expect_message("New meanwhile")
    grace.expect_message("Changed meanwhile")
    expect(grace.message("To be removed")).to_have_count(0)
