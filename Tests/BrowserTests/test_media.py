# SPDX-License-Identifier: Apache-2.0
"""Pictures: added, described, put in order, looked at; and one's own portrait."""
import os
import struct
import urllib.error
import urllib.request
import zlib

import pytest
from playwright.sync_api import expect

from people import show_in_feed
from test_accessibility import expect_accessible, expect_fits


def keeps_pictures() -> bool:
    """Whether the server has the part that keeps pictures: its calls ask who one is, others are not there."""
    try:
        urllib.request.urlopen(os.environ.get("ROOST_URL", "") + "/api/v1/media/usage")
    except urllib.error.HTTPError as error:
        return error.code == 401
    except (urllib.error.URLError, ValueError):
        return True
    return True


pytestmark = pytest.mark.skipif(not keeps_pictures(), reason="this site keeps no pictures")

PASTE = """([selector, bytes]) => {
    const data = new DataTransfer()
    data.items.add(new File([new Uint8Array(bytes)], "pasted.png", { type: "image/png" }))
    document.querySelector(selector).dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }))
}"""
DROP = """([selector, bytes]) => {
    const data = new DataTransfer()
    data.items.add(new File([new Uint8Array(bytes)], "dropped.png", { type: "image/png" }))
    document.querySelector(selector).dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }))
}"""


def png(red: int, width: int = 60, height: int = 40) -> bytes:
    """A small picture of one colour."""
    row = b"\0" + bytes((red, 90, 140)) * width

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")


def file(name: str, content: bytes, kind: str = "image/png") -> dict:
    return {"name": name, "mimeType": kind, "buffer": content}


def test_pictures_are_added_described_and_looked_at(person):
    ada = person("Ada Lovelace", "phone")
    page = ada.page
    page.get_by_role("button", name="New post").first.click()
    dialog = page.get_by_role("dialog", name="New post")
    chooser = dialog.locator("input[type=file]")
    chooser.set_input_files([file("words.txt", b"no picture", "text/plain")])
    expect(page.get_by_text("words.txt is not a picture")).to_be_visible()
    chooser.set_input_files([file(f"{red}.png", png(red)) for red in (40, 220)])
    pictures = dialog.locator(".attachment .picture")
    expect(pictures).to_have_count(2)
    page.evaluate(PASTE, [".dialog .post-composer textarea", list(png(128))])
    expect(pictures).to_have_count(3)

    dialog.get_by_role("button", name="Remove picture 3").click()
    expect(pictures).to_have_count(2)
    first = pictures.nth(0).locator("img").get_attribute("src")
    dialog.get_by_role("button", name="Move picture 1 back").click()
    expect(pictures.nth(1).locator("img")).to_have_attribute("src", first)
    dialog.get_by_role("button", name="Describe picture 1").click()
    expect_accessible(page, "describing a picture")
    page.get_by_label("Description").fill("A red field")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(dialog.get_by_role("button", name="Picture 1 is described. Change it")).to_be_visible()
    expect_accessible(page, "composer with pictures")
    # No words: pictures say enough.
    dialog.get_by_role("button", name="Post", exact=True).click()
    expect(dialog).to_be_hidden()

    ada.go("/")
    page.get_by_role("button", name="Open picture 1 of 2: A red field").click()
    viewer = page.get_by_role("dialog", name="Pictures")
    expect(viewer.get_by_role("img", name="A red field")).to_be_visible()
    expect_accessible(page, "pictures over everything")
    page.keyboard.press("ArrowRight")
    expect(viewer.get_by_text("2 of 2")).to_be_visible()
    expect(viewer.get_by_text("Nobody described this picture.")).to_be_visible()
    page.keyboard.press("+")
    expect(viewer.get_by_role("button", name="Smaller")).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Open picture 1 of 2")).to_be_focused()
    expect_fits(page)


def test_a_picture_has_its_place_before_it_is_there(person):
    ada = person("Ada Lovelace")
    page = ada.page
    page.get_by_role("button", name="New post").first.click()
    dialog = page.get_by_role("dialog", name="New post")
    dialog.locator("input[type=file]").set_input_files([file("wide.png", png(40, 400, 200))])
    expect(dialog.locator(".attachment .picture")).to_have_count(1)
    dialog.get_by_role("button", name="Post", exact=True).click()
    expect(dialog).to_be_hidden()
    page.route("**/api/v1/media/**", lambda route: route.abort())
    page.goto("/")
    show_in_feed(page.locator(".picture-button"))
    box = page.locator(".picture-button").bounding_box()
    assert abs(box["width"] / box["height"] - 2) < 0.05, box
    expect(page.locator(".picture-blur")).to_be_visible()


def test_an_upload_that_fails_is_tried_again(person):
    ada = person("Ada Lovelace")
    page = ada.page
    page.route("**/api/v1/media", lambda route: route.abort())
    page.get_by_role("button", name="New post").first.click()
    dialog = page.get_by_role("dialog", name="New post")
    dialog.locator("input[type=file]").set_input_files([file("late.png", png(40))])
    expect(dialog.get_by_role("alert").get_by_text("The server cannot be reached")).to_be_visible()
    expect_accessible(page, "a failed upload")
    page.unroute("**/api/v1/media")
    dialog.get_by_role("button", name="Upload late.png again").click()
    expect(dialog.locator(".attachment .picture")).to_have_count(1)


def test_a_comment_has_a_picture(person, size):
    ada = person("Ada Lovelace", size)
    page = ada.page
    ada.publish("What does it look like?")
    ada.go("/")
    ada.post("What does it look like?").get_by_role("link", name="0 comments").click()
    form = page.locator(".comments > .comment-form")
    send = form.get_by_role("button", name="Send", exact=True)
    expect(send).to_have_attribute("aria-disabled", "true")

    # What does not go up says so, and holds the comment back.
    page.route("**/api/v1/media", lambda route: route.abort())
    form.locator("input[type=file]").set_input_files(file("late.png", png(40)))
    expect(form.get_by_role("alert").get_by_text("The server cannot be reached")).to_be_visible()
    send.click()
    expect(form.get_by_text("The picture is not uploaded.")).to_be_visible()
    page.unroute("**/api/v1/media")
    form.get_by_role("button", name="Upload late.png again").click()
    pictures = form.locator(".attachment .picture")
    expect(pictures).to_have_count(1)
    expect(form.get_by_role("button", name="Add a picture")).to_have_attribute("aria-disabled", "true")
    form.get_by_role("button", name="Remove picture 1").click()
    expect(pictures).to_have_count(0)

    for event in ("paste", "drop"):
        page.evaluate(PASTE if event == "paste" else DROP, [".comments > .comment-form textarea", list(png(90))])
        expect(pictures).to_have_count(1)
        if event == "paste":
            form.get_by_role("button", name="Remove picture 1").click()
            expect(pictures).to_have_count(0)
    form.get_by_role("button", name="Describe picture 1").click()
    page.get_by_label("Description").fill("A green field")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(form.get_by_role("button", name="Picture 1 is described. Change it")).to_be_visible()
    expect_accessible(page, "a comment with a picture")
    expect_fits(page)
    # No words: the picture says enough.
    send.click()
    comment = page.locator(".comment")
    expect(comment.get_by_role("button", name="Open picture 1 of 1: A green field")).to_be_visible()
    expect(pictures).to_have_count(0)

    # Changed: its words come, its description changes, the picture stays.
    comment.get_by_role("button", name="Edit").click()
    comment.get_by_role("button", name="Picture 1 is described. Change it").click()
    page.get_by_label("Description").fill("A meadow")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    comment.get_by_role("textbox", name="Change your comment").fill("Like this")
    comment.get_by_role("button", name="Save", exact=True).click()
    expect(comment.get_by_text("Like this")).to_be_visible()
    page.reload()
    comment.get_by_role("button", name="Open picture 1 of 1: A meadow").click()
    viewer = page.get_by_role("dialog", name="Pictures")
    expect(viewer.get_by_role("img", name="A meadow")).to_be_visible()
    page.keyboard.press("Escape")

    comment.get_by_role("button", name="Reply to").click()
    answer = comment.locator(".comment-form")
    answer.locator("input[type=file]").set_input_files(file("answer.png", png(200)))
    expect(answer.locator(".attachment .picture")).to_have_count(1)
    answer.get_by_role("textbox").fill("Or this")
    answer.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".comment .comment").get_by_role("button", name="Open picture 1 of 1")).to_be_visible()


def test_a_portrait_is_cut_and_removed(person):
    ada = person("Ada Lovelace", "phone", at="/settings/profile")
    page = ada.page
    page.locator("input[data-picks=portrait]").set_input_files([file("me.png", png(40, 300, 200))])
    dialog = page.get_by_role("dialog", name="Choose the part to show")
    expect(dialog.get_by_role("img", name="Part of the picture")).to_be_focused()
    page.keyboard.press("ArrowRight")
    dialog.get_by_label("Size").fill("2")
    expect_accessible(page, "cutting a portrait")
    dialog.get_by_role("button", name="Use picture").click()
    expect(page.get_by_text("Your new picture is there.")).to_be_visible()
    expect(page.locator(".portrait img")).to_be_visible()
    page.get_by_role("button", name="Remove picture").click()
    expect(page.get_by_text("Your picture is removed.")).to_be_visible()
    expect(page.locator(".portrait img")).to_have_count(0)


def test_a_cover_is_cut_shown_and_removed(person, size):
    ada = person("Ada Lovelace", size, at="/settings/profile")
    page = ada.page
    chooser = page.locator("input[data-picks=cover]")
    expect(page.get_by_text("The wide picture at the top of your profile")).to_be_visible()
    chooser.set_input_files(file("words.txt", b"no picture", "text/plain"))
    expect(page.get_by_text("This file is no picture that can be read here.")).to_be_visible()
    chooser.set_input_files(file("hills.png", png(60, 500, 400)))
    dialog = page.get_by_role("dialog", name="Choose the part to show")
    part = dialog.get_by_role("img", name="Part of the picture")
    expect(part).to_be_focused()
    box = part.bounding_box()
    assert abs(box["width"] / box["height"] - 3) < 0.05, box
    page.keyboard.press("ArrowDown")
    expect_accessible(page, "cutting a cover")
    page.route("**/api/v1/users/*/cover", lambda route: route.abort())
    dialog.get_by_role("button", name="Use picture").click()
    expect(dialog.get_by_text("The server cannot be reached")).to_be_visible()
    page.unroute("**/api/v1/users/*/cover")
    dialog.get_by_role("button", name="Use picture").click()
    expect(page.get_by_text("Your new cover is there.")).to_be_visible()
    expect(dialog).to_be_hidden()
    cover = page.locator("img.profile-cover")
    expect(cover).to_be_visible()
    expect(page.get_by_role("button", name="Change cover")).to_be_visible()
    expect_accessible(page, "a profile with a cover, edited")

    ada.open_profile(ada)
    expect(cover).to_be_visible()
    shape = cover.evaluate("async (image) => (await image.decode(), [image.naturalWidth, image.naturalHeight])")
    assert shape == [1200, 400], shape
    expect_fits(page)

    ada.go("/settings/profile")
    page.get_by_role("button", name="Remove cover").click()
    expect(page.get_by_text("Your cover is removed.")).to_be_visible()
    expect(cover).to_have_count(0)
    # The button that had the focus is gone with the cover.
    expect(page.get_by_role("button", name="Add a cover")).to_be_focused()
    page.reload()
    expect(page.get_by_role("button", name="Add a cover")).to_be_visible()
    expect(cover).to_have_count(0)
