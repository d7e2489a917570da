# SPDX-License-Identifier: Apache-2.0
"""Groups with members, posts and rules: founded, found, joined, invited to, looked after."""
from playwright.sync_api import expect

from people import wait_until
from test_accessibility import expect_accessible, expect_fits


FEED_HAS = """async ([slug, text]) => {
    const { accessToken } = JSON.parse(localStorage.getItem("roost.session"))
    const ask = async (path) => {
        const reply = await fetch("/api/v1/groups/" + path, { headers: { Authorization: "Bearer " + accessToken } })
        return reply.json()
    }
    const { data } = await ask("by-slug/" + slug)
    return JSON.stringify(await ask(data.id + "/feed")).includes(text)
}"""


def found(person, name, kind="Public"):
    """Founds a group; gives the path of its page."""
    page = person.page
    person.go("/groups/new")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("What it is about").fill("For everybody who waters something.")
    page.get_by_label("Rules, one a line").fill("Share tools.\nReturn tools.")
    page.get_by_role("radio", name=kind).check(force=True)
    page.get_by_role("button", name="Start the group").click()
    expect(page.get_by_role("heading", name=name, level=2)).to_be_visible()
    return page.url


def test_a_public_group_is_founded_found_joined_and_read(person):
    ada = person("Ada Lovelace", "phone", at=None)
    grace = person("Grace Hopper", "phone", at=None)
    name = f"Gardeners {ada.username}"
    url = found(ada, name)
    page = ada.page
    page.get_by_role("button", name="Write something to the group").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(f"Posting in {name}")).to_be_visible()
    dialog.get_by_role("textbox", name="Text of your post").fill("Who has a hose?")
    expect_accessible(page, "composer in a group")
    dialog.get_by_role("button", name="Post", exact=True).click()
    expect(ada.post("Who has a hose?")).to_be_visible()
    expect_accessible(page, "group")

    # The group's list of posts learns of it a moment later than its writer.
    wait_until(page, FEED_HAS, [url.rsplit("/", 1)[1], "Who has a hose?"])

    page = grace.page
    page.goto("/groups")
    expect(page.get_by_text("You are in no group yet")).to_be_visible()
    expect_accessible(page, "groups, none")
    page.get_by_role("main").get_by_role("link", name="Find more").first.click()
    page.get_by_role("searchbox", name="Name of a group").fill(name)
    page.get_by_role("link", name=name).click()
    expect(grace.post("Who has a hose?")).to_be_visible()
    expect(page.get_by_role("button", name="Write something to the group")).to_have_count(0)
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_text(f"You are now a member of {name}.")).to_be_visible()
    expect(page.get_by_role("button", name="Write something to the group")).to_be_visible()
    page.get_by_role("link", name="About", exact=True).click()
    expect(page.get_by_text("Return tools.")).to_be_visible()
    expect_accessible(page, "about a group")
    page.get_by_role("link", name="Members", exact=True).click()
    expect(page.get_by_role("main").get_by_role("link", name=ada.name)).to_contain_text("Owner")
    expect_accessible(page, "members of a group")
    expect_fits(page)

    page.get_by_role("button", name=f"More about {name}").click()
    page.get_by_role("menuitem", name="Leave group").click()
    page.get_by_role("dialog").get_by_role("button", name="Leave group").click()
    expect(page.get_by_role("button", name="Join", exact=True)).to_be_visible()
    assert url.endswith(f"/g/{name.lower().replace(' ', '-')}")


def test_a_private_group_is_asked_first(person):
    ada = person("Ada Lovelace", at=None)
    grace = person("Grace Hopper", at=None)
    url = found(ada, f"Quiet {ada.username}", "Private")
    page = grace.page
    page.goto(url)
    expect(page.get_by_text("For members only")).to_be_visible()
    page.get_by_role("button", name="Ask to join").click()
    page.get_by_role("dialog").get_by_label("A word to those who decide").fill("I water ferns")
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    expect(page.get_by_role("button", name="Asked to join")).to_be_visible()

    page = ada.page
    page.get_by_role("link", name="Manage", exact=True).click()
    expect(page.get_by_text("I water ferns")).to_be_visible()
    expect_accessible(page, "requests of a group")
    # The list says so at once; the server has to know.
    with page.expect_response("**/requests/*"):
        page.get_by_role("button", name=f"Let {grace.name} in").click()
    expect(page.get_by_text("Nobody is waiting")).to_be_visible()
    grace.page.reload()
    expect(grace.page.get_by_role("button", name="Write something to the group")).to_be_visible()

    page.get_by_role("link", name="Members", exact=True).click()
    page.get_by_role("button", name=f"What to do with {grace.name}").click()
    page.get_by_role("menuitem", name="Ban").click()
    page.get_by_role("dialog").get_by_label("Why").fill("Too many ferns")
    expect_accessible(page, "banning from a group")
    page.get_by_role("dialog").get_by_role("button", name="Ban", exact=True).click()
    page.get_by_role("link", name="Manage", exact=True).click()
    page.get_by_role("button", name="Bans", exact=True).click()
    expect(page.get_by_text("Too many ferns")).to_be_visible()
    page.get_by_role("button", name="Log", exact=True).click()
    expect(page.get_by_text(f"{ada.name} banned {grace.name}")).to_be_visible()
    expect_accessible(page, "log of a group")
    grace.page.reload()
    expect(grace.page.get_by_text("You are banned from this group")).to_be_visible()


def test_a_hidden_group_is_there_for_those_invited(person):
    ada = person("Ada Lovelace", "phone", at=None)
    grace = person("Grace Hopper", "phone", at=None)
    name = f"Hidden {ada.username}"
    url = found(ada, name, "Hidden")
    grace.page.goto(url)
    expect(grace.page.get_by_text("This group is not there")).to_be_visible()

    page = ada.page
    page.get_by_role("link", name="Manage", exact=True).click()
    page.get_by_role("button", name="Invites", exact=True).click()
    page.get_by_role("button", name="Invite people").click()
    dialog = page.get_by_role("dialog", name="Invite people")
    dialog.get_by_role("searchbox", name="Search by name").fill(grace.name)
    dialog.get_by_role("button", name=grace.name).click()
    dialog.get_by_role("button", name="Invite 1 person").click()
    expect(page.get_by_role("button", name=f"Take back the invitation of {grace.name}")).to_be_visible()
    page.get_by_role("button", name="New link").click()
    link = page.locator(".group-link")
    expect(link).to_contain_text("/group-invites/")
    expect_accessible(page, "invites of a group")

    grace.go("/groups")
    expect(grace.page.get_by_text(f"{ada.name} invites you")).to_be_visible()
    expect_accessible(grace.page, "groups with an invitation")
    grace.page.get_by_role("button", name="Join", exact=True).click()
    expect(grace.page.get_by_role("heading", name=name, level=2)).to_be_visible()

    eve = person("Eve Marlowe", "phone", at=None)
    eve.page.goto(link.inner_text())
    expect(eve.page.get_by_role("button", name="Join", exact=True)).to_be_visible()
    expect_accessible(eve.page, "an invite link")
    eve.page.get_by_role("button", name="Join", exact=True).click()
    expect(eve.page.get_by_role("heading", name=name, level=2)).to_be_visible()
