# SPDX-License-Identifier: Apache-2.0
"""What becomes of a post besides being read: drafts, a time to go out, earlier versions, likes, changed comments."""
from playwright.sync_api import expect

from test_accessibility import expect_accessible, expect_fits


def write(person, text):
    """Opens the composer and writes; gives the dialog."""
    page = person.page
    if not page.get_by_role("dialog").is_visible():
        page.get_by_role("button", name="New post").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Text of your post").fill(text)
    return dialog


def choose_later(page, item):
    page.get_by_role("dialog").get_by_role("button", name="Drafts and planning").click()
    page.get_by_role("menuitem", name=item).click()


def test_a_draft_is_kept_written_on_and_published(person):
    ada = person("Ada Lovelace", "phone")
    page = ada.page
    write(ada, "Half a thought")
    choose_later(page, "Save as draft")
    expect(page.get_by_text("Kept in your drafts.")).to_be_visible()
    ada.go("/drafts")
    draft = page.locator(".draft", has_text="Half a thought")
    expect(draft).to_contain_text("Everyone")
    expect_accessible(page, "drafts")
    expect_fits(page)

    draft.get_by_role("button", name="Go on writing").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="Text of your post")).to_have_value("Half a thought")
    write(ada, "A whole thought")
    dialog.get_by_role("button", name="Post", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("No drafts")).to_be_visible()
    page.goto("/")
    ada.expect_in_feed("A whole thought")


def test_a_post_is_planned_changed_and_taken_back(person):
    ada = person("Ada Lovelace")
    page = ada.page
    write(ada, "See you tomorrow")
    choose_later(page, "Publish later")
    planner = page.get_by_role("dialog", name="Publish later")
    planner.get_by_label("Day and time").fill("2020-01-01T09:00")
    planner.get_by_role("button", name="Use this time").click()
    expect(planner.get_by_text("between two minutes and a year")).to_be_visible()
    expect_accessible(page, "planning a post")
    tomorrow = page.evaluate("new Date(Date.now() + 864e5 - new Date().getTimezoneOffset() * 6e4).toISOString().slice(0, 16)")
    planner.get_by_label("Day and time").fill(tomorrow)
    planner.get_by_role("button", name="Use this time").click()
    page.get_by_role("dialog").get_by_role("button", name="Plan", exact=True).click()
    expect(page.get_by_text("Your post goes out")).to_be_visible()

    ada.go("/drafts")
    draft = page.locator(".draft", has_text="See you tomorrow")
    expect(draft).to_contain_text("Goes out")
    draft.get_by_role("button", name="Delete draft").click()
    expect(page.get_by_text("No drafts")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(draft).to_contain_text("Goes out")
    draft.get_by_role("button", name="Publish now").click()
    expect(draft).to_have_count(0)
    page.goto("/")
    ada.expect_in_feed("See you tomorrow")


def test_readers_see_what_was_changed_and_who_likes_it(person):
    ada = person("Ada Lovelace", "desktop", at=None)
    grace = person("Grace Hopper", "desktop")
    grace.publish("A tpyo in here")
    grace.go("/")
    grace.post("A tpyo").get_by_role("button", name="More for the post").click()
    grace.page.get_by_role("menuitem", name="Edit post").click()
    grace.page.get_by_role("dialog").get_by_role("textbox").fill("A typo in here")
    grace.page.get_by_role("dialog").get_by_role("button", name="Save").click()

    page = ada.page
    page.goto(grace.open_post("A typo"))
    with page.expect_response("**/like"):
        ada.post("A typo").get_by_role("button", name="Like, 0 so far").click()
    page.get_by_role("link", name="1 like", exact=True).click()
    expect(page.get_by_role("heading", name="Liked by")).to_be_focused()
    expect(page.get_by_role("main").get_by_role("link", name=ada.name)).to_be_visible()
    expect_accessible(page, "who likes a post")

    page.go_back()
    page.get_by_role("link", name="Edited: show earlier versions").click()
    versions = page.locator(".version")
    expect(versions).to_have_count(2)
    expect(versions.nth(0).locator("ins")).to_have_text("typo")
    expect(versions.nth(0).locator("del")).to_have_text("tpyo")
    expect(versions.nth(1)).to_contain_text("A tpyo in here")
    expect_accessible(page, "earlier versions")


def test_a_comment_is_changed_and_a_repost_undone(person):
    ada = person("Ada Lovelace", "phone", at=None)
    grace = person("Grace Hopper", "phone")
    grace.publish("Say something")
    grace.go("/")
    page = ada.page
    page.goto(grace.open_post("Say something"))
    page.get_by_role("textbox", name="Write a comment").fill("Somthing")
    page.get_by_role("button", name="Send", exact=True).click()
    comment = page.locator(".comment", has_text="Somthing")
    comment.get_by_role("button", name="Edit").click()
    page.get_by_role("textbox", name="Change your comment").fill("Something")
    expect_accessible(page, "editing a comment")
    page.get_by_role("button", name="Save", exact=True).click()
    changed = page.locator(".comment", has_text="Something")
    expect(changed).to_contain_text("edited")

    page.get_by_role("button", name="Pass on, reposted 0 times").click()
    page.get_by_role("menuitem", name="Repost").click()
    expect(page.get_by_role("button", name="Pass on, reposted 1 time")).to_be_visible()
    page.get_by_role("button", name="Undo").last.click()
    expect(page.get_by_role("button", name="Pass on, reposted 0 times")).to_be_visible()
