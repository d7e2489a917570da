# SPDX-License-Identifier: Apache-2.0
"""Takes docs/screenshots/*.png: every screen, phone and desktop, light and dark, from a server with demo data.

    ROOST_URL=http://127.0.0.1:8080 bin/screenshots [folder]

With pngquant installed the pictures are a third of the size; with fonts-droid-fallback every name has its letters.
"""
import os
import pathlib
import shutil
import subprocess
import sys

from playwright.sync_api import Page, sync_playwright

from browser import CHROMIUM, LAUNCH_ARGUMENTS

URL = os.environ.get("ROOST_URL", "http://127.0.0.1:8080")
LOGIN = os.environ.get("ROOST_DEMO_LOGIN", "ada")
PASSWORD = os.environ.get("ROOST_DEMO_PASSWORD", "roost-demo-password")
SIZES = {"phone": (390, 844), "desktop": (1440, 900)}

FIND_CHATS = """async () => {
    const { accessToken, user } = JSON.parse(localStorage.getItem("roost.session"))
    const ask = async (path) => (await (await fetch("/api/v1" + path, {
        headers: { Authorization: "Bearer " + accessToken },
    })).json()).data
    const { items } = await ask("/chats?limit=50")
    const group = items.find(({ type, lastMessage }) => type === "GROUP" && lastMessage) ?? items[0]
    const direct = items.find(({ type }) => type === "PRIVATE") ?? items[0]
    const members = await ask("/chats/" + direct.id + "/members?limit=10")
    const peer = members.items.map((member) => member.user).find(({ id }) => id !== user.id) ?? user
    return { group: group.id, direct: direct.id, peer: peer.id }
}"""


def shoot(page: Page, folder: pathlib.Path, name: str, suffix: str) -> None:
    page.wait_for_timeout(350)  # Lets the soft movements end; nothing to wait for tells when they have.
    page.screenshot(path=folder / f"{name}-{suffix}.png")


def sign_in(page: Page) -> None:
    page.get_by_label("E-mail or username").fill(LOGIN)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator("article.post").first.wait_for()


def visit(page: Page, folder: pathlib.Path, suffix: str) -> None:
    page.goto(URL + "/register")
    page.get_by_role("heading", name="Create your account").wait_for()
    shoot(page, folder, "register", suffix)
    page.goto(URL + "/login")
    page.get_by_role("heading", name="Welcome back").wait_for()
    shoot(page, folder, "login", suffix)
    sign_in(page)
    shoot(page, folder, "feed", suffix)
    ids = page.evaluate(FIND_CHATS)
    for name, path, ready in [
        ("explore", "/explore", ".trend, .empty"),
        ("search", "/search?q=garden", ".hit, .empty"),
        ("activity", "/activity", ".news-item, .empty"),
        ("notifications", "/notifications", ".news-item, .empty"),
        ("notification-settings", "/settings/notifications", ".notify-table"),
        ("groups", "/groups", ".rows-card .row, .empty"),
        ("groups-to-find", "/groups/find", ".rows-card .row, .empty"),
        ("drafts", "/drafts", ".draft, .empty"),
        ("people", "/people", ".rows-card .row"),
        ("person", f"/people/{ids['peer']}", ".profile-counts"),
        ("privacy", "/settings/privacy", ".select-row"),
        ("shortcuts", "/shortcuts", ".keys-row"),
        ("chats", "/chats", ".chat-list .row"),
        ("conversation", f"/chats/{ids['direct']}", ".bubble"),
        ("group", f"/chats/{ids['group']}", ".bubble"),
        ("group-details", f"/chats/{ids['group']}/about", ".rows-card .row"),
        ("new-chat", "/chats/new", ".picker .rows-card .row"),
        ("new-group", "/chats/new/group", ".picker .rows-card .row"),
        ("settings", "/settings", ".choice-tile"),
        ("sessions", "/settings/sessions", ".row-static"),
        ("password", "/settings/password", ".form"),
        ("edit-profile", "/settings/profile", ".form .select-row"),
    ]:
        page.goto(URL + path)
        page.locator(ready).first.wait_for()
        shoot(page, folder, name, suffix)
    page.goto(URL + "/groups")
    group = page.locator(".rows-card .row").first
    group.or_(page.locator(".empty")).first.wait_for()
    if group.is_visible():
        group.click()
        page.locator(".profile-name").wait_for()
        page.locator("article.post, .empty").first.wait_for()
        shoot(page, folder, "community", suffix)
        page.get_by_role("link", name="About", exact=True).click()
        page.locator(".group-about").wait_for()
        shoot(page, folder, "community-about", suffix)
    page.goto(URL)
    page.locator("article.post .post-time").first.click()
    page.locator(".comments").wait_for()
    shoot(page, folder, "post", suffix)


def visit_in_other_languages(browser, folder: pathlib.Path) -> None:
    """The feed and the chats in Arabic, from right to left, and in Japanese, on a phone and on a desktop."""
    for language in ("ar", "ja"):
        for size, (width, height) in SIZES.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, reduced_motion="reduce", locale=language
            )
            page = context.new_page()
            page.goto(URL + "/login")
            page.locator("input[name=username]").fill(LOGIN)
            page.locator("input[name=password]").fill(PASSWORD)
            page.keyboard.press("Enter")
            page.locator("article.post").first.wait_for()
            shoot(page, folder, f"feed-{language}", f"{size}-light")
            page.goto(URL + "/chats")
            page.locator(".chat-list .row").first.wait_for()
            shoot(page, folder, f"chats-{language}", f"{size}-light")
            context.close()


def shrink(folder: pathlib.Path) -> None:
    if shutil.which("pngquant"):
        pictures = sorted(str(path) for path in folder.glob("*.png"))
        subprocess.run(["pngquant", "--force", "--ext=.png", "--skip-if-larger", *pictures], check=False)


def main() -> None:
    default = pathlib.Path(__file__).resolve().parents[2] / "docs/screenshots"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=LAUNCH_ARGUMENTS)
        for size, (width, height) in SIZES.items():
            for theme in ("light", "dark"):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme=theme,
                    reduced_motion="reduce",
                    has_touch=size == "phone",
                    is_mobile=size == "phone",
                    locale="en-GB",
                )
                visit(context.new_page(), folder, f"{size}-{theme}")
                context.close()
        visit_in_other_languages(browser, folder)
        browser.close()
    shrink(folder)


if __name__ == "__main__":
    main()
