# SPDX-License-Identifier: Apache-2.0
"""The app in the reader's language: chosen by the browser, changed in the settings, and mirrored for Arabic."""
import pytest
from playwright.sync_api import expect

from test_accessibility import expect_accessible, expect_fits

LANGUAGES = {
    "de": ("Einstellungen", "Willkommen zurück", "ltr"),
    "es": ("Ajustes", "Qué bueno verte de nuevo", "ltr"),
    "ja": ("設定", "おかえりなさい", "ltr"),
    "ar": ("الإعدادات", "أهلًا بعودتك", "rtl"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_browser_s_language_is_spoken_from_the_start(chromium, url, language):
    _, welcome, direction = LANGUAGES[language]
    context = chromium.new_context(base_url=url, locale=language, service_workers="block")
    page = context.new_page()
    page.goto("/login")
    expect(page.get_by_role("heading", name=welcome)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", direction)
    expect_accessible(page, f"login in {language}")
    context.close()


def test_the_language_is_changed_and_kept(person, size):
    ada = person("Ada Lovelace", size, at="/settings")
    page = ada.page
    for language, (settings, _, direction) in LANGUAGES.items():
        page.locator("select").select_option(language)
        expect(page.get_by_role("heading", name=settings, level=1)).to_be_visible()
        expect(page.locator("html")).to_have_attribute("dir", direction)
        expect_fits(page, language)
    page.reload()
    expect(page.get_by_role("heading", name=LANGUAGES["ar"][0], level=1)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_arabic_is_the_mirror_image(person, size):
    ada = person("Ada Lovelace", size)
    ada.publish("مرحبًا بالجميع #تحية")
    page = ada.page
    ada.go("/settings")
    page.locator("select").select_option("ar")
    # The words are fetched, and the choice is kept once they are there.
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    for path, ready in (
        ("/", "article.post"),
        ("/explore", ".trend, .empty"),
        ("/people", ".rows-card .row"),
        ("/chats", ".chat-list"),
        ("/chats/new", ".picker .rows-card .row"),
        ("/settings", ".choice-tile"),
        ("/activity", ".news-item, .empty"),
        ("/settings/privacy", ".select-row"),
        ("/settings/profile", ".form .select-row"),
        ("/shortcuts", ".keys-row"),
    ):
        ada.go(path)
        page.locator(ready).first.wait_for()
        expect_accessible(page, f"{path} in Arabic")
        expect_fits(page, path)
    page.goto("/")
    ada.expect_in_feed("تحية")
    box = page.locator("article.post .avatar").first.bounding_box()
    words = page.locator("article.post .post-text").first.bounding_box()
    assert box["x"] > words["x"] + words["width"] / 2, "the picture stands where one begins to read"
