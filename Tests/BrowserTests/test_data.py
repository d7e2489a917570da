# SPDX-License-Identifier: Apache-2.0
"""Getting a copy of everything one has."""
import json
import zipfile

from playwright.sync_api import expect


def test_everything_one_has_is_downloaded(person, size):
    ada = person("Ada Lovelace", size)
    ada.publish("Weaving algebraic patterns")
    ada.page.goto("/settings")
    ada.page.get_by_role("link", name="Your data").click()

    ada.page.get_by_role("button", name="Make a copy").click()
    expect(ada.page.get_by_role("heading", name="Your copy is ready")).to_be_visible(timeout=20_000)
    with ada.page.expect_download() as started:
        ada.page.get_by_role("button", name="Download").click()

    with zipfile.ZipFile(started.value.path()) as archive:
        assert archive.testzip() is None
        posts = [json.loads(line) for line in archive.read("posts/posts.jsonl").splitlines()]
        assert [post["text"] for post in posts] == ["Weaving algebraic patterns"]
        assert json.loads(archive.read("users/profile.json"))["username"] == ada.username
        assert "README.txt" in archive.namelist()
    assert started.value.suggested_filename.endswith(".zip")

    ada.page.get_by_role("button", name="Remove").click()
    expect(ada.page.get_by_role("heading", name="Your copy is ready")).to_have_count(0)
    expect(ada.page.get_by_role("button", name="Make a copy")).to_be_visible()


def test_a_copy_is_told_of_on_another_screen(person):
    ada = person("Ada Lovelace")
    ada.page.goto("/settings/data")

    def leave_first(route):
        if route.request.method != "POST":
            return route.continue_()
        ada.page.get_by_role("link", name="Home").first.click()
        expect(ada.page.get_by_text("Your feed is waiting for people")).to_be_visible()
        route.continue_()

    # It is asked for only when one has left, so it cannot be ready before.
    ada.page.route("**/api/v1/exports", leave_first)
    with ada.page.expect_response(lambda reply: reply.request.method == "POST" and reply.url.endswith("/exports")):
        ada.page.get_by_role("button", name="Make a copy").click()
    expect(ada.page.get_by_text("Your copy is ready")).to_be_visible(timeout=20_000)
