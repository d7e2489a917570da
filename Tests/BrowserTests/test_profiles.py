# SPDX-License-Identifier: Apache-2.0
"""What one says of oneself, and who sees it."""
import re

from playwright.sync_api import expect

from test_accessibility import expect_accessible_in_both_themes, expect_fits


def test_a_profile_says_more_to_those_it_is_for(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size, at="/settings/profile", color_scheme="light")
    page = grace.page
    page.get_by_label("Pronouns", exact=True).fill("she/her")
    page.get_by_label("Place", exact=True).fill("Third floor")
    website = page.get_by_label("Website", exact=True)
    website.fill("https://someone@example.org/")
    page.get_by_label("Birthday", exact=True).fill("1906-12-09")
    with page.expect_response("**/privacy"):
        page.get_by_role("combobox", name="Who sees this: Place").select_option(label="Followers")
    with page.expect_response("**/privacy"):
        page.get_by_role("combobox", name="Who sees this: Birthday").select_option(label="Everyone")
    page.get_by_role("button", name="Save").click()
    # An address with a login in it leads elsewhere than it seems to.
    expect(website).to_have_attribute("aria-invalid", "true")
    expect(website).to_be_focused()
    expect_accessible_in_both_themes(page, "editing a profile")
    expect_fits(page)
    website.fill("example.org/grace")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your profile is saved")).to_be_visible()

    ada.open_profile(grace)
    page = ada.page
    expect(page.get_by_text("she/her")).to_be_visible()
    link = page.get_by_role("link", name="example.org/grace")
    expect(link).to_have_attribute("href", "https://example.org/grace")
    expect(link).to_have_attribute("rel", re.compile("noopener.*nofollow"))
    expect(page.get_by_text("Born 9 December 1906")).to_be_visible()
    expect(page.get_by_text("Third floor")).to_have_count(0)
    expect_accessible_in_both_themes(page, "a profile that says more")
    ada.follow(grace)
    page.reload()
    expect(page.get_by_text("Third floor")).to_be_visible()

    page = grace.page
    grace.go("/settings/privacy")
    with page.expect_response("**/privacy"):
        page.get_by_role("combobox", name="Birthday").select_option(label="Only me")
    ada.page.reload()
    expect(ada.page.get_by_text("Third floor")).to_be_visible()
    expect(ada.page.get_by_text("Born 9 December 1906")).to_have_count(0)


def test_a_newcomer_begins_with_the_people_who_are_here(person):
    grace = person("Grace Hopper")
    grace.publish("Good morning")
    ada = person("Ada Lovelace", "phone")
    page = ada.page
    expect(page.get_by_role("region", name="People here")).to_be_visible()
    ada.go("/people")
    person_row = page.locator(".row-with-button", has_text=grace.name)
    page.get_by_role("searchbox", name="Search by name or username").fill(grace.name)
    person_row.get_by_role("button", name=f"Follow: {grace.name}").click()
    expect(person_row.get_by_role("button", name=f"Following: {grace.name}")).to_be_visible()
    ada.go("/")
    ada.expect_in_feed("Good morning")
