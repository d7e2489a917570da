# SPDX-License-Identifier: Apache-2.0
"""What the page behind a link says of itself: a stranger's words, as text. The server's answer is made up, because it
reads only pages of the open network."""
import json
import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from test_accessibility import expect_accessible_in_both_themes, expect_fits

PREVIEW = {
    "url": "https://www.example.org/nests",
    "title": "<img src=https://example.org/x.png onerror=alert(1)> How nests are built, " + "twig by twig " * 8,
    "description": "‮A page about nests. " + "verylongword" * 20,
    "siteName": "The Nest Society",
}


def with_preview(preview):
    def answer(route):
        if route.request.method != "GET":
            return route.continue_()
        reply = route.fetch()
        body = reply.json()
        body["data"]["preview"] = preview
        route.fulfill(response=reply, body=json.dumps(body))

    return answer


def test_a_link_says_where_it_leads(person, size):
    ada = person("Ada Lovelace", size, color_scheme="light")
    page = ada.page
    ada.publish("Read https://www.example.org/nests")
    ada.go("/")
    address = ada.open_post("Read https")
    expect(page.locator(".preview")).to_have_count(0)

    asked = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).hostname))
    page.route(re.compile("/api/v1/posts/[^/?]+$"), with_preview(PREVIEW))
    page.goto(address)
    card = page.locator("a.preview")
    expect(card).to_have_attribute("href", PREVIEW["url"])
    expect(card).to_have_attribute("target", "_blank")
    expect(card).to_have_attribute("rel", re.compile("^(?=.*noopener)(?=.*noreferrer)(?=.*nofollow)"))
    expect(card.locator("bdi")).to_have_text(["example.org", "· The Nest Society"])
    expect(card).to_contain_text("<img src=https://example.org/x.png")
    expect(card.locator("img")).to_have_count(0)
    expect_accessible_in_both_themes(page, "a post with a preview")
    expect_fits(page)
    # Looking at it tells nobody elsewhere.
    assert set(asked) == {urlsplit(page.url).hostname}

    # Who wrote it may take the preview off; the link stays.
    with page.expect_response(lambda reply: reply.request.method == "DELETE" and reply.url.endswith("/preview")):
        ada.post("Read https").get_by_role("button", name="More for the post").click()
        page.get_by_role("menuitem", name="Remove the preview of the link").click()
    expect(card).to_have_count(0)
    expect(ada.post("Read https").get_by_role("link", name="https://www.example.org/nests")).to_be_visible()

    page.unroute(re.compile("/api/v1/posts/[^/?]+$"))
    page.route(re.compile("/api/v1/posts/[^/?]+$"), with_preview({**PREVIEW, "url": "javascript:alert(1)"}))
    page.goto(address)
    expect(ada.post("Read https")).to_be_visible()
    expect(card).to_have_count(0)
