# SPDX-License-Identifier: Apache-2.0
"""What others did: it is counted, told quietly, stands together, is read and removed; and what one wants to hear of."""
from playwright.sync_api import expect

from test_accessibility import expect_accessible, expect_fits


def bell(person, count):
    """The bell says so many; on a phone it is in the bar, on a desktop in the rail."""
    link = person.page.get_by_role("navigation", name="Main").get_by_role("link", name="Notifications")
    if count:
        expect(link).to_contain_text(f"{count} unread notification")
    else:
        expect(link).not_to_contain_text("unread")
    return link


def test_what_others_do_is_told_counted_and_read(person):
    ada = person("Ada Lovelace", "phone")
    grace = person("Grace Hopper", "phone", at=None)
    eve = person("Eve Marlowe", "phone", at=None)
    ada.publish("Something to like")
    ada.go("/")
    post = ada.open_post("Something to like")
    for other in (grace, eve):
        other.page.goto(post)
        # One after the other: who came last is named first.
        with other.page.expect_response("**/like"):
            other.post("Something to like").get_by_role("button", name="Like, ").click()
    expect(ada.page.get_by_text("liked your post").first).to_be_visible()
    bell(ada, 1).click()

    page = ada.page
    row = page.locator(".news-item", has_text="liked your post")
    expect(row).to_contain_text(f"{eve.name} and {grace.name} liked your post")
    expect(row).to_contain_text("Something to like")
    expect_accessible(page, "notifications")
    expect_fits(page)
    # One comes while one looks: it is on top at once, and needs no note.
    grace.page.get_by_role("textbox", name="Write a comment").fill("Well said")
    grace.page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".news-item").first).to_contain_text(f"{grace.name} commented on your post")
    bell(ada, 2)

    row.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Post", exact=True)).to_be_visible()
    bell(ada, 1)
    page.go_back()
    page.get_by_role("button", name="Unread", exact=True).click()
    expect(page.locator(".news-item")).to_have_count(1)
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_text("All notifications are read.")).to_be_visible()
    bell(ada, 0)
    page.get_by_role("button", name="Mentions", exact=True).click()
    expect(page.get_by_text("Nobody has named you yet")).to_be_visible()
    expect_accessible(page, "notifications, no mentions")
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.locator(".news-item")).to_have_count(2)
    page.get_by_role("button", name="Remove this notification").first.click()
    expect(page.locator(".news-item")).to_have_count(1)
    # The next one can be removed without looking for it.
    expect(page.get_by_role("button", name="Remove this notification")).to_be_focused()


def test_one_chooses_what_to_hear_of_and_when(person):
    ada = person("Ada Lovelace", at="/notifications")
    page = ada.page
    expect(page.get_by_text("Nothing has happened yet")).to_be_visible()
    expect_accessible(page, "notifications, empty")
    page.get_by_role("link", name="Notification settings").click()
    with page.expect_response("**/notifications/settings/*"):
        page.get_by_role("switch", name="Likes: on your list").uncheck()
    expect(page.get_by_role("switch", name="Likes: at once")).to_be_disabled()
    with page.expect_response("**/quiet-hours"):
        page.get_by_role("switch", name="Quiet hours").check()
    with page.expect_response("**/quiet-hours"):
        page.get_by_label("From", exact=True).fill("21:30")
    expect_accessible(page, "notification settings")
    page.reload()
    expect(page.get_by_role("switch", name="Likes: on your list")).not_to_be_checked()
    expect(page.get_by_label("From", exact=True)).to_have_value("21:30")
    page.get_by_role("switch", name="Quiet hours").uncheck()
    expect(page.get_by_label("From", exact=True)).to_have_count(0)
