# SPDX-License-Identifier: Apache-2.0
"""Accounts, sessions, password, profile, status and theme."""
from playwright.sync_api import expect

from people import Person, wait_until


def test_mistakes_at_sign_up_are_named_at_their_fields(open_context, person, size):
    ada = person("Ada Lovelace", size, at=None)
    page = open_context(size).new_page()

    page.goto("/register")
    page.get_by_label("Username").fill(ada.username)
    page.get_by_label("E-mail").fill("someone-else@example.org")
    page.get_by_label("Password", exact=True).fill("short")
    page.get_by_role("button", name="Create account").click()
    password = page.get_by_label("Password", exact=True)
    expect(password).to_have_attribute("aria-invalid", "true")
    expect(password).to_be_focused()

    password.fill(ada.password)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_label("Username")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Someone has this username")).to_be_visible()


def test_one_signs_up_and_comes_back(open_context, size):
    ada = Person(open_context(size).new_page(), "Ada Lovelace")
    ada.sign_up()
    expect(ada.page.get_by_text("Your feed is waiting for people")).to_be_visible()
    ada.page.reload()
    ada.expect_signed_in()


def test_a_wrong_password_is_refused_with_a_word(person, open_context):
    ada = person("Ada Lovelace", at=None)
    page = open_context().new_page()

    page.goto("/login")
    page.get_by_label("E-mail or username").fill(ada.username)
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_text("does not match any account")).to_be_visible()
    expect(page).to_have_url("/login")


def test_a_session_is_ended_from_another_device(person, open_context, size):
    ada = person("Ada Lovelace", size, at=None)
    elsewhere = Person(open_context(size).new_page(), "unused")
    elsewhere.username, elsewhere.password, elsewhere.name = ada.username, ada.password, ada.name
    elsewhere.sign_in()

    ada.go("/settings")
    ada.page.get_by_role("link", name="Devices and sessions").click()
    ada.page.get_by_role("button", name="End the session on").click()
    expect(ada.page.get_by_text("You are signed in on this device only")).to_be_visible()

    elsewhere.page.goto("/settings/sessions")
    expect(elsewhere.page.get_by_role("heading", name="Welcome back")).to_be_visible()
    expect(elsewhere.page.get_by_text("You were signed out")).to_be_visible()


def test_the_password_is_changed(person):
    ada = person("Ada Lovelace", at="/settings/password")

    ada.page.get_by_label("Current password").fill("not the password")
    ada.page.get_by_label("New password").fill("a new set of words")
    ada.page.get_by_role("button", name="Change password").click()
    expect(ada.page.get_by_text("not your current password")).to_be_visible()

    ada.page.get_by_label("Current password").fill(ada.password)
    ada.page.get_by_role("button", name="Change password").click()
    expect(ada.page.get_by_text("Your password is changed")).to_be_visible()

    ada.password = "a new set of words"
    ada.go("/settings")
    ada.page.get_by_role("button", name="Sign out").click()
    ada.page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    expect(ada.page.get_by_role("heading", name="Welcome back")).to_be_visible()
    ada.sign_in()


def test_signing_out_leaves_nothing_behind(open_context, person):
    ada = Person(open_context(worker=True).new_page(), "Ada Lovelace")
    ada.sign_up()
    grace = person("Grace Hopper", at=None)
    ada.start_chat_with(grace)
    ada.send("A secret")
    ada.expect_sent("A secret")

    ada.go("/settings")
    ada.page.get_by_role("button", name="Sign out").click()
    ada.page.get_by_role("dialog").get_by_role("button", name="Sign out").click()
    expect(ada.page.get_by_role("heading", name="Welcome back")).to_be_visible()

    assert ada.page.evaluate("localStorage.getItem('roost.session')") is None
    wait_until(ada.page, "async () => (await indexedDB.databases()).length === 0")


def test_others_see_a_changed_profile_and_status(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size, at="/settings")
    ada.start_chat_with(grace)

    grace.page.get_by_text("Do not disturb", exact=True).click()
    expect(ada.page.get_by_role("region", name="Messages with").get_by_text("Do not disturb")).to_be_visible()

    grace.page.get_by_role("link", name="@").click()
    grace.page.get_by_role("link", name="Edit profile").click()
    grace.page.get_by_label("About you", exact=True).fill("Compilers, mostly.")
    grace.page.get_by_role("button", name="Save").click()
    expect(grace.page.get_by_text("Your profile is saved")).to_be_visible()
    ada.page.get_by_role("link", name=grace.name).last.click()
    expect(ada.page.get_by_text("Compilers, mostly.")).to_be_visible()


def test_the_theme_is_kept_and_follows_the_system_when_told_to(person, size):
    ada = person("Ada Lovelace", size, at="/settings", color_scheme="light")
    page = ada.page
    body = page.locator("body")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)

    page.get_by_text("Dark", exact=True).click()
    expect(body).not_to_have_css("background-color", light)
    dark = page.evaluate(ground)
    page.reload()
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    expect(body).to_have_css("background-color", dark)

    page.get_by_text("Like the system", exact=True).click()
    expect(body).to_have_css("background-color", light)
    page.emulate_media(color_scheme="dark")
    expect(body).to_have_css("background-color", dark)
