# SPDX-License-Identifier: Apache-2.0
"""Posts and people: following, writing, reading, talking about it, keeping it, and keeping away."""
import re

from playwright.sync_api import expect

from people import IS_TOLD, scroll_until, wait_until
from test_accessibility import expect_accessible, expect_accessible_in_both_themes, expect_fits

PUBLISH_MANY = """async (count) => {
    const { accessToken } = JSON.parse(localStorage.getItem("roost.session"))
    for (let number = 1; number <= count; number++) {
        await fetch("/api/v1/posts", {
            method: "POST",
            headers: { Authorization: "Bearer " + accessToken, "Content-Type": "application/json" },
            body: JSON.stringify({ text: `post ${number} of many` }),
        })
    }
}"""

DRAFT_IS_KEPT = """async ([text, visibility]) => {
    const { user } = JSON.parse(localStorage.getItem("roost.session"))
    const settled = (request) => new Promise((done) => { request.onsuccess = () => done(request.result) })
    const database = await settled(indexedDB.open("roost-" + user.id))
    const row = await settled(database.transaction("meta").objectStore("meta").get("draft.post"))
    database.close()
    const draft = JSON.parse(row?.value ?? "{}")
    return draft.text === text && draft.visibility === visibility
}"""


def test_what_one_writes_reaches_who_follows(person, size):
    ada = person("Ada Lovelace", size)
    grace = person("Grace Hopper", size)
    expect(ada.page.get_by_text("Your feed is waiting for people")).to_be_visible()
    ada.follow(grace)

    tag = f"tag{grace.username}"
    grace.publish(f"Nanoseconds are 30 cm long. #{tag}")
    ada.page.goto("/")
    ada.expect_in_feed("Nanoseconds")

    with ada.page.expect_response("**/like"):
        ada.post("Nanoseconds").get_by_role("button", name="Like", exact=False).click()
    expect(ada.post("Nanoseconds").get_by_role("button", name="Like, 1 so far")).to_have_attribute("aria-pressed", "true")
    grace.page.reload()
    grace.expect_in_feed("Nanoseconds")
    expect(grace.post("Nanoseconds").get_by_role("button", name="Like, 1 so far")).to_be_visible()

    ada.post("Nanoseconds").get_by_role("link", name=f"#{tag}").click()
    expect(ada.page.get_by_role("heading", name=f"#{tag}", level=1)).to_be_visible()
    expect(ada.post("Nanoseconds")).to_be_visible()


def test_new_posts_wait_behind_a_button(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size)
    ada.follow(grace)
    grace.publish("The first")
    ada.page.goto("/")
    ada.expect_in_feed("The first")

    grace.publish("The second")
    button = ada.page.get_by_role("button", name="1 new post")
    expect(button).to_be_visible()
    expect(ada.post("The second")).to_have_count(0)
    button.click()
    expect(ada.post("The second")).to_be_visible()
    expect(button).to_be_hidden()


def test_a_post_is_talked_about_in_threads(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size)
    grace.publish("What do you reread?")
    grace.go("/")
    ada.page.goto(grace.open_post("What do you reread?"))

    ada.page.get_by_role("textbox", name="Write a comment").fill("Menabrea, with my notes")
    ada.page.get_by_role("button", name="Send", exact=True).click()
    expect(ada.page.locator(".comment", has_text="Menabrea")).to_be_visible()

    grace.page.reload()
    comment = grace.page.locator(".comment", has_text="Menabrea")
    comment.get_by_role("button", name=f"Reply to {ada.name}").click()
    comment.get_by_role("textbox", name=f"Reply to {ada.name}").fill("The notes are the better part")
    comment.get_by_role("button", name="Send", exact=True).click()
    expect(grace.page.locator(".comment .comment", has_text="The notes are the better part")).to_be_visible()

    ada.page.reload()
    ada.page.get_by_role("button", name="Show 1 reply").click()
    expect(ada.page.locator(".comment .comment", has_text="The notes are the better part")).to_be_visible()
    expect_accessible(ada.page, "post with comments")


def test_a_draft_survives_a_reload(person, size):
    ada = person("Ada Lovelace", size)
    page = ada.page
    page.get_by_role("button", name="New post").first.click()
    page.get_by_role("dialog").get_by_role("textbox", name="Text of your post").fill("Half a thou")
    page.get_by_role("dialog").get_by_role("button", name="Who can see it").click()
    page.get_by_role("menuitemradio", name="Only me").click()
    expect(page.get_by_role("dialog").get_by_text("4,989")).to_be_visible()
    # The copy on disk is written when the typing pauses.
    wait_until(page, DRAFT_IS_KEPT, ["Half a thou", "PRIVATE"])

    page.reload()
    page.get_by_role("button", name="New post").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="Text of your post")).to_have_value("Half a thou")
    dialog.get_by_role("button", name="Post", exact=True).click()
    expect(dialog).to_be_hidden()
    page.goto("/")
    ada.expect_in_feed("Half a thou")
    expect(ada.post("Half a thou").get_by_role("img", name="Only me")).to_be_visible()


def test_a_poll_is_made_and_voted_in(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size)
    ada.follow(grace)
    grace.page.get_by_role("button", name="New post").first.click()
    dialog = grace.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name="Text of your post").fill("Which evening?")
    dialog.get_by_role("button", name="Poll").click()
    dialog.get_by_role("textbox", name="Answer 1").fill("Thursday")
    expect(dialog.get_by_role("button", name="Post", exact=True)).to_have_attribute("aria-disabled", "true")
    dialog.get_by_role("textbox", name="Answer 2").fill("Friday")
    expect_accessible(grace.page, "composer with a poll")
    dialog.get_by_role("button", name="Post", exact=True).click()
    expect(dialog).to_be_hidden()

    ada.page.goto("/")
    ada.expect_in_feed("Which evening?")
    post = ada.post("Which evening?")
    post.get_by_role("radio", name="Friday").check()
    post.get_by_role("button", name="Vote").click()
    expect(post.get_by_text("1 person voted")).to_be_visible()
    expect(post.locator(".poll-result", has_text="Friday")).to_contain_text("100%")
    expect(post.get_by_role("img", name="Your vote")).to_be_visible()
    expect_accessible(ada.page, "results of a poll")


def test_a_post_is_changed_and_deleted(person, size):
    ada = person("Ada Lovelace", size)
    ada.publish("A tpyo")
    ada.go("/")
    ada.post("A tpyo").get_by_role("button", name="More for the post").click()
    ada.page.get_by_role("menuitem", name="Edit post").click()
    ada.page.get_by_role("dialog").get_by_role("textbox").fill("A typo")
    ada.page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(ada.post("A typo")).to_contain_text("edited")

    delete_post(ada, "A typo")
    ada.page.get_by_role("button", name="Undo").click()
    expect(ada.post("A typo")).to_be_visible()
    ada.page.reload()
    ada.expect_in_feed("A typo")

    # Closing the note is the end of it.
    delete_post(ada, "A typo")
    with ada.page.expect_response(lambda reply: reply.request.method == "DELETE") as reply:
        ada.page.locator(".toast", has_text="The post is deleted.").get_by_role("button", name="Close").click()
    assert reply.value.status == 204
    wait_until(ada.page, f"async (asked) => !(await ({IS_TOLD})(asked))", ["/feed", "A typo"])
    ada.page.reload()
    expect(ada.page.get_by_text("Your feed is waiting for people")).to_be_visible()


def test_a_deleted_post_is_nowhere_to_be_seen_while_it_can_be_had_back(person):
    ada = person("Ada Lovelace")
    page = ada.page
    word = f"w{ada.username[-6:]}"
    ada.publish(f"The {word} original")
    ada.go("/")
    ada.post("original").get_by_role("button", name="Pass on").click()
    page.get_by_role("menuitem", name="Quote").click()
    page.get_by_role("dialog").get_by_role("textbox", name="Text of your post").fill(f"More about {word}")
    page.get_by_role("dialog").get_by_role("button", name="Post", exact=True).click()
    quote = page.locator("article.post", has_text="More about")
    expect(quote.locator("a.post-quoted")).to_contain_text("original")
    wait_until(page, f"async (asked) => (await ({IS_TOLD})(asked))", [f"/search?q={word}&kinds=POST", "original"])
    ada.go(f"/search?q={word}")
    hits = page.locator(".hit")
    expect(hits.filter(has_text="original")).to_have_count(1)

    ada.go("/")
    delete_post(ada, "original")
    expect(quote).to_contain_text("The quoted post is no longer there.")
    ada.go(f"/search?q={word}")
    expect(hits.filter(has_text="More about")).to_have_count(1)
    expect(hits.filter(has_text="original")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(hits.filter(has_text="original")).to_have_count(1)


def delete_post(person, text):
    post = person.page.locator("article.post:not(:has(.post-quoted))", has_text=text)
    post.get_by_role("button", name="More for the post").click()
    person.page.get_by_role("menuitem", name="Delete post").click()
    person.page.get_by_role("dialog").get_by_role("button", name="Delete post").click()
    expect(person.page.get_by_text("The post is deleted.")).to_be_visible()
    expect(post).to_have_count(0)


def test_a_comment_is_deleted_and_taken_back(person):
    ada = person("Ada Lovelace", "phone")
    page = ada.page
    ada.publish("Say something")
    ada.go("/")
    address = ada.open_post("Say something")
    page.get_by_role("textbox", name="Write a comment").fill("Nonsense")
    page.get_by_role("button", name="Send", exact=True).click()
    comment = page.locator(".comment", has_text="Nonsense")
    for is_undone in (True, False):
        comment.get_by_role("button", name="Delete", exact=True).click()
        page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
        expect(comment).to_have_count(0)
        expect(page.get_by_role("link", name="0 comments")).to_be_visible()
        # What had the focus is gone; it goes on from where the comment was.
        expect(page.get_by_role("textbox", name="Write a comment")).to_be_focused()
        if is_undone:
            page.get_by_role("button", name="Undo").last.click()
            expect(comment).to_be_visible()
            expect(page.get_by_role("link", name="1 comment")).to_be_visible()
    expect(page.get_by_text("No comments yet")).to_be_visible()
    # Who leaves the page has deleted it; the server may hear of it a little later than of what comes next.
    page.goto("about:blank")
    page.goto(address)
    ada.expect_signed_in()
    comments = f"/posts/{address.rsplit('/', 1)[1]}/comments"
    wait_until(page, f"async (asked) => !(await ({IS_TOLD})(asked))", [comments, "Nonsense"])
    page.reload()
    expect(page.get_by_text("No comments yet")).to_be_visible()


def test_bookmarks_are_kept_removed_and_brought_back(person, size):
    ada = person("Ada Lovelace", size)
    ada.publish("Worth keeping")
    ada.go("/")
    with ada.page.expect_response("**/bookmark"):
        ada.post("Worth keeping").get_by_role("button", name="Bookmark").click()
    expect(ada.page.get_by_text("Kept in your bookmarks.")).to_be_visible()

    ada.page.goto("/bookmarks")
    ada.post("Worth keeping").get_by_role("button", name="Bookmark").click()
    expect(ada.post("Worth keeping")).to_have_count(0)
    expect(ada.page.get_by_text("Nothing kept yet")).to_be_visible()
    ada.page.get_by_role("button", name="Undo").click()
    expect(ada.post("Worth keeping")).to_be_visible()


def test_somebody_blocked_is_gone_and_can_come_back(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size)
    ada.follow(grace)
    grace.publish("Too loud")
    ada.page.goto("/")
    ada.expect_in_feed("Too loud")
    ada.post("Too loud").get_by_role("button", name="More for the post").click()
    with ada.page.expect_response("**/block"):
        ada.page.get_by_role("menuitem", name=f"Block {grace.name}").click()
    expect(ada.post("Too loud")).to_have_count(0)

    ada.page.goto("/settings/blocked")
    with ada.page.expect_response("**/block"):
        ada.page.get_by_role("button", name=f"Unblock {grace.name}").click()
    expect(ada.page.get_by_text("You block nobody")).to_be_visible()
    ada.open_profile(grace)
    expect(ada.page.get_by_role("main").get_by_role("button", name=f"Follow: {grace.name}")).to_be_visible()


def test_a_private_account_is_asked_first(person, size):
    ada = person("Ada Lovelace", size, at=None)
    grace = person("Grace Hopper", size, at="/settings/privacy")
    with grace.page.expect_response("**/connections/settings"):
        grace.page.get_by_role("switch", name="Private account").check()
    expect(grace.page.get_by_role("switch", name="Private account")).to_be_checked()

    ada.open_profile(grace)
    # The button says so at once; the server has to know.
    with ada.page.expect_response("**/follow"):
        ada.page.get_by_role("main").get_by_role("button", name=f"Follow: {grace.name}").click()
    expect(ada.page.get_by_role("button", name=f"Requested: {grace.name}")).to_be_visible()

    grace.go("/people/requests")
    grace.page.get_by_role("button", name=f"Let {ada.name} follow you").click()
    expect(grace.page.get_by_text(f"{ada.name} follows you now.")).to_be_visible()
    ada.page.reload()
    expect(ada.page.get_by_role("button", name=f"Following: {grace.name}")).to_be_visible()


def test_unfollowing_can_be_undone(person):
    ada = person("Ada Lovelace", at=None)
    grace = person("Grace Hopper", at=None)
    ada.follow(grace)
    ada.page.get_by_role("button", name=f"Following: {grace.name}").click()
    expect(ada.page.get_by_text(f"You no longer follow {grace.name}.")).to_be_visible()
    # The button says so at once; the list is the server's.
    with ada.page.expect_response("**/follow"):
        ada.page.get_by_role("button", name="Undo").click()
    expect(ada.page.get_by_role("button", name=f"Following: {grace.name}")).to_be_visible()
    ada.page.get_by_role("link", name="Followers", exact=True).click()
    expect(ada.page.get_by_role("main").get_by_role("link", name=re.compile(re.escape(ada.name)))).to_be_visible()


def test_a_request_and_the_end_of_a_mute_can_be_undone(person):
    ada = person("Ada Lovelace", at=None)
    grace = person("Grace Hopper", at="/settings/privacy")
    with grace.page.expect_response("**/connections/settings"):
        grace.page.get_by_role("switch", name="Private account").check()
    ada.open_profile(grace)
    page = ada.page
    page.get_by_role("main").get_by_role("button", name=f"Follow: {grace.name}").click()
    requested = page.get_by_role("button", name=f"Requested: {grace.name}")
    with page.expect_response("**/follow"):
        requested.click()
    expect(page.get_by_text(f"Your request to follow {grace.name} is withdrawn.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(requested).to_be_visible()

    for item in ("Mute", "Unmute"):
        page.get_by_role("button", name=f"More about {grace.name}").click()
        with page.expect_response("**/mute"):
            page.get_by_role("menuitem", name=f"{item} {grace.name}").click()
    note = page.locator(".toast", has_text="no longer muted")
    with page.expect_response("**/mute"):
        note.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name=f"More about {grace.name}").click()
    expect(page.get_by_role("menuitem", name=f"Unmute {grace.name}")).to_be_visible()


def test_long_feeds_keep_little_in_the_page_and_ones_place(person, size):
    ada = person("Ada Lovelace", size)
    ada.page.evaluate(PUBLISH_MANY, 70)
    ada.page.goto("/")
    screen = ada.page.locator(".screen")
    ada.expect_in_feed("post 70 of many")
    target = ada.page.get_by_text("post 12 of many", exact=True)
    screen.hover()
    scroll_until(target, screen, 500)
    wait_until(ada.page, "() => document.querySelectorAll('article.post').length < 45")

    target.click()
    expect(ada.page.get_by_role("heading", name="Post", exact=True)).to_be_visible()
    ada.page.go_back()
    expect(target).to_be_in_viewport()


def test_keys_lead_through_the_app(person):
    ada = person("Ada Lovelace")
    page = ada.page
    ada.publish("The older one")
    ada.publish("The newer one")
    ada.go("/")
    expect(ada.post("The newer one")).to_be_visible()
    expect(ada.post("The older one")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(ada.post("The older one")).to_be_focused()
    page.keyboard.press("l")
    expect(ada.post("The older one").get_by_role("button", name="Like, 1 so far")).to_be_visible()
    page.keyboard.press("k")
    expect(ada.post("The newer one")).to_be_focused()
    page.keyboard.press("o")
    expect(page.get_by_role("heading", name="Post", exact=True)).to_be_focused()

    page.keyboard.press("g")
    page.keyboard.press("e")
    expect(page.get_by_role("heading", name="Explore")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_role("textbox", name="Text of your post")).to_be_focused()
    page.keyboard.type("gh?n are letters here")
    expect(page.get_by_role("textbox", name="Text of your post")).to_have_value("gh?n are letters here")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()

    page.get_by_role("switch", name="Shortcuts of single keys").uncheck()
    page.get_by_role("heading", name="Keyboard shortcuts").focus()
    page.keyboard.press("g")
    page.keyboard.press("h")
    expect(page.get_by_role("heading", name="Keyboard shortcuts")).to_be_visible()


def test_every_screen_of_the_community_passes_axe(person, size):
    ada = person("Ada Lovelace", size, color_scheme="light")
    grace = person("Grace Hopper", size)
    page = ada.page
    expect(page.get_by_text("Your feed is waiting for people")).to_be_visible()
    expect_accessible_in_both_themes(page, "feed, empty")
    tag = f"tag{grace.username}"
    grace.publish(f"Something to read, see https://example.org #{tag}")
    ada.follow(grace)
    expect_accessible_in_both_themes(page, "profile")
    ada.publish("Something of my own")
    for path, ready in (
        ("/", "article.post"),
        ("/explore", ".trend, .empty"),
        (f"/tags/{tag}", "article.post"),
        ("/people", ".rows-card .row"),
        ("/bookmarks", ".empty"),
        ("/people/requests", ".empty"),
        ("/settings", ".choice-tile"),
        ("/settings/privacy", ".switch"),
        ("/settings/blocked", ".empty"),
        ("/settings/muted", ".empty"),
        ("/shortcuts", ".keys-row"),
        ("/search", ".search-tips"),
        ("/notifications", ".empty"),
        ("/activity", ".news-item, .empty"),
        ("/settings/notifications", ".notify-table"),
        ("/settings/account", ".account-part"),
        ("/drafts", ".empty"),
        ("/groups", ".empty"),
        ("/groups/find", ".search-field"),
        ("/groups/new", ".form"),
    ):
        ada.go(path)
        page.locator(ready).first.wait_for()
        expect_accessible_in_both_themes(page, path)
        expect_fits(page, path)
    ada.go("/")
    ada.post("Something of my own").get_by_role("button", name="More for the post").click()
    expect(page.get_by_role("menu")).to_be_visible()
    expect_accessible_in_both_themes(page, "menu of a post")
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_be_hidden()
    page.get_by_role("button", name="New post").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect_accessible_in_both_themes(page, "composer")
