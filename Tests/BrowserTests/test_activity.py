# SPDX-License-Identifier: Apache-2.0
"""What people did: seen by who follows them, as far as they show it, and taken away by who did it."""
from playwright.sync_api import expect

from people import IS_TOLD, wait_until
from test_accessibility import expect_accessible_in_both_themes, expect_fits



def wait_for_activity(person, text):
    """It comes a moment after what was done."""
    wait_until(person.page, IS_TOLD, ["/activity", text])


def test_what_those_one_follows_do_is_told(person, size):
    ada = person("Ada Lovelace", size, color_scheme="light")
    grace = person("Grace Hopper", size, at=None)
    eve = person("Eve Marlowe", size)
    page = ada.page
    page.get_by_role("link", name="Activity").click()
    expect(page.get_by_role("heading", name="Activity", level=1)).to_be_focused()
    expect(page.get_by_text("Nothing to see yet")).to_be_visible()
    expect_accessible_in_both_themes(page, "activity, empty")

    eve.publish("A nest in the gutter")
    ada.follow(grace)
    grace.open_profile(eve)
    with grace.page.expect_response("**/like"):
        grace.post("A nest").get_by_role("button", name="Like, 0 so far").click()
    grace.follow(eve)
    wait_for_activity(ada, "FOLLOW")
    wait_for_activity(ada, "LIKE")

    ada.go("/activity")
    liked = page.locator(".news-item", has_text=f"{grace.name} liked a post by {eve.name}")
    expect(liked).to_contain_text("A nest in the gutter")
    expect(page.get_by_text(f"{grace.name} follows {eve.name}")).to_be_visible()
    expect_accessible_in_both_themes(page, "activity")
    expect_fits(page)
    liked.get_by_role("link").first.click()
    expect(page.get_by_role("heading", name="Post", exact=True)).to_be_focused()
    expect(ada.post("A nest in the gutter")).to_be_visible()

    ada.open_profile(grace)
    page.get_by_role("navigation", name="Parts of this profile").get_by_role("link", name="Activity").click()
    expect(page.get_by_text(f"{grace.name} follows {eve.name}")).to_be_visible()
    expect_accessible_in_both_themes(page, "activity of a person")


def test_one_s_own_is_taken_away_and_kept_to_oneself(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size)
    eve = person("Eve Marlowe", size, at=None)
    ada.follow(grace)
    grace.follow(eve)
    wait_for_activity(ada, "FOLLOW")
    page = grace.page
    grace.go(f"/@{grace.username}")
    page.get_by_role("navigation", name="Parts of this profile").get_by_role("link", name="Activity").click()
    entry = page.locator(".news-item", has_text=f"{grace.name} follows {eve.name}")
    entry.get_by_role("button", name="Remove this from").click()
    expect(entry).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(entry).to_be_visible()

    grace.go("/settings/privacy")
    whom = page.get_by_role("combobox", name="Whom you follow")
    with page.expect_response("**/activity/settings"):
        whom.select_option(label="Only me")
    expect_accessible_in_both_themes(page, "privacy")
    expect_fits(page)
    ada.go("/activity")
    expect(ada.page.get_by_text("Nothing to see yet")).to_be_visible()
    page.reload()
    expect(whom).to_have_value("NOBODY")
    with page.expect_response("**/activity/settings"):
        whom.select_option(label="Everyone")
    ada.go("/")
    ada.go("/activity")
    expect(ada.page.get_by_text(f"{grace.name} follows {eve.name}")).to_be_visible()

    with page.expect_response("**/activity/settings"):
        page.get_by_role("combobox", name="All of it").select_option(label="Only me")
    expect(whom).to_have_count(0)
