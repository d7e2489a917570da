# SPDX-License-Identifier: Apache-2.0
"""A person at a browser: what one does in Roost, by what one sees."""
import json
import re
import secrets
import time
import urllib.request

from playwright.sync_api import Locator, Page, TimeoutError, expect

PASSWORD = "correct horse battery staple"

# Once only: who signs out stays signed out.
KEEP_SESSION = """([key, session]) => {
    if (localStorage.getItem("roost.tests")) return
    localStorage.setItem("roost.tests", "signed in")
    localStorage.setItem(key, session)
}"""
# What the browser's own buttons do, and the app listens to.
GO = """(path) => {
    history.pushState({ depth: (history.state?.depth ?? 0) + 1 }, "", path)
    dispatchEvent(new PopStateEvent("popstate", { state: history.state }))
}"""


def is_so(page: Page, script: str, argument=None, seconds: int = 15) -> bool:
    """Asks the page until it says yes; the script may be asynchronous, which `wait_for_function` takes for a yes."""
    end = time.monotonic() + seconds
    while not page.evaluate(script, argument):
        if time.monotonic() > end:
            return False
        page.evaluate("() => new Promise(requestAnimationFrame)")
    return True


def wait_until(page: Page, script: str, argument=None, seconds: int = 15) -> None:
    assert is_so(page, script, argument, seconds), f"not so within {seconds} s: {script}"


# Whether a row of the browser's own database has a text.
IS_KEPT = """async ([table, text]) => {
    const { user } = JSON.parse(localStorage.getItem("roost.session"))
    const settled = (request) => new Promise((done) => { request.onsuccess = () => done(request.result) })
    const database = await settled(indexedDB.open("roost-" + user.id))
    const rows = await settled(database.transaction(table).objectStore(table).getAll())
    database.close()
    return rows.some((row) => JSON.stringify(row).includes(text))
}"""

# Whether an answer of the API has a text.
IS_TOLD = """async ([path, text]) => {
    const { accessToken } = JSON.parse(localStorage.getItem("roost.session"))
    const reply = await fetch("/api/v1" + path, { headers: { Authorization: "Bearer " + accessToken } })
    return (await reply.text()).includes(text)
}"""


def is_shown(target: Locator, seconds: int = 3) -> bool:
    """Whether something comes soon, for what has to be tried again when it does not."""
    try:
        target.wait_for(timeout=seconds * 1000)
    except TimeoutError:
        return False
    return True


def show_in_feed(target: Locator, seconds: int = 15) -> None:
    """What reaches the feed while one looks waits behind a button, which goes when the feed is read again."""
    page = target.page
    news = page.get_by_role("button", name=re.compile("new posts?$"))
    end = time.monotonic() + seconds
    while not target.is_visible() and time.monotonic() < end:
        if news.is_visible():
            try:
                news.click(timeout=1000)
            except TimeoutError:
                pass
        page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(target).to_be_visible()


def scroll_until(target: Locator, scroller: Locator, pixels: int, seconds: int = 30) -> None:
    """Scrolls as fast as frames are drawn, until the target is reached and stays in the page."""
    page, height = target.page, target.page.viewport_size["height"]
    end = time.monotonic() + seconds
    frames = 0
    # One far away is in the page for a moment, until it is known to be far.
    while frames < 10 and time.monotonic() < end:
        top = target.evaluate_all("(elements) => elements[0]?.getBoundingClientRect().top")
        is_reached = top is not None and (top < height if pixels > 0 else top > 0)
        frames = frames + 1 if is_reached else 0
        if not is_reached:
            scroller.evaluate("(element, pixels) => { element.scrollBy(0, pixels) }", pixels)
        page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(target).to_be_visible()


class Person:
    """Someone with an account and one page open."""

    def __init__(self, page: Page, name: str):
        self.page = page
        # A tail makes the name unique on a server that other tests use too.
        tail = secrets.token_hex(3)
        self.name = f"{name} {tail}"
        self.username = re.sub(r"[^a-z0-9]", "", name.lower())[:16] + tail
        self.password = PASSWORD

    @property
    def email(self) -> str:
        return f"{self.username}@example.org"

    # Accounts

    def be_signed_up(self, url: str) -> None:
        """Signs up by a call and leaves the session where the app looks for it."""
        body = {"username": self.username, "email": self.email, "password": self.password, "displayName": self.name}
        request = urllib.request.Request(
            f"{url}/api/v1/auth/register", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=20) as reply:
            data = json.load(reply)["data"]
        session = {key: data[key] for key in ("user", "accessToken", "refreshToken")}
        session["expiresAt"] = int((time.time() + data["expiresIn"]) * 1000)
        arguments = json.dumps(["roost.session", json.dumps(session)])
        self.page.context.add_init_script(f"({KEEP_SESSION})({arguments})")

    def sign_up(self) -> None:
        page = self.page
        page.goto("/register")
        page.get_by_label("Your name").fill(self.name)
        page.get_by_label("Username").fill(self.username)
        page.get_by_label("E-mail").fill(self.email)
        page.get_by_label("Password", exact=True).fill(self.password)
        page.get_by_role("button", name="Create account").click()
        self.expect_signed_in()

    def sign_in(self) -> None:
        page = self.page
        page.goto("/login")
        page.get_by_label("E-mail or username").fill(self.username)
        page.get_by_label("Password", exact=True).fill(self.password)
        page.get_by_role("button", name="Sign in").click()
        self.expect_signed_in()

    def expect_signed_in(self) -> None:
        expect(self.page.get_by_role("navigation", name="Main")).to_be_visible()

    # Getting about

    def go(self, path: str) -> None:
        """Goes to a screen inside the app, which costs a tenth of loading the page anew with `goto`."""
        if self.page.url == "about:blank":
            self.page.goto(path)
        else:
            self.page.evaluate(GO, path)

    # Posts and people

    def publish(self, text: str) -> None:
        """Writes a post in the dialog, which is everywhere."""
        page = self.page
        button = page.get_by_role("button", name="New post").first
        if not button.is_visible():
            # A phone has the button on the feed only.
            self.go("/")
        button.click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Text of your post").fill(text)
        dialog.get_by_role("button", name="Post", exact=True).click()
        expect(dialog).to_be_hidden()
        expect(page.get_by_text("Your post is out.")).to_be_visible()

    def post(self, text: str) -> Locator:
        return self.page.locator("article.post", has_text=text)

    def expect_in_feed(self, text: str) -> None:
        show_in_feed(self.post(text))

    def open_post(self, text: str) -> str:
        """Opens a post nobody has said anything to; gives its address."""
        self.post(text).get_by_role("link", name="0 comments").click()
        expect(self.page.get_by_role("heading", name="Post", exact=True)).to_be_visible()
        expect(self.page).to_have_url(re.compile("/posts/"))
        return self.page.url

    def open_profile(self, other: "Person") -> None:
        self.go(f"/@{other.username}")
        expect(self.page.get_by_role("heading", name=other.name, level=2)).to_be_visible()

    def follow(self, other: "Person") -> None:
        self.open_profile(other)
        # The button says so at once; the server has to know.
        with self.page.expect_response(lambda reply: reply.request.method == "PUT" and reply.url.endswith("/follow")):
            self.page.get_by_role("main").get_by_role("button", name=f"Follow: {other.name}").click()
        expect(self.page.get_by_role("button", name=f"Following: {other.name}")).to_be_visible()

    # Chats

    def start_chat_with(self, other: "Person") -> None:
        page = self.page
        self.go("/chats/new")
        page.get_by_role("searchbox", name="Search by name").fill(other.name)
        page.get_by_role("button", name=other.name).click()
        self.expect_open(other.name)

    def start_group(self, name: str, others: list["Person"]) -> None:
        page = self.page
        self.go("/chats/new/group")
        page.get_by_label("Name of the group").fill(name)
        for other in others:
            page.get_by_role("searchbox", name="Search by name").fill(other.name)
            page.get_by_role("main").get_by_role("button", name=other.name, exact=False).last.click()
            expect(page.get_by_role("list", name="Chosen").get_by_text(other.name)).to_be_visible()
        page.get_by_role("button", name="Create group").click()
        self.expect_open(name)

    def go_to_chats(self) -> None:
        """To the list: on a desktop it is there all the time."""
        if not self.chat_list.is_visible():
            self.go("/chats")
        expect(self.chat_list).to_be_visible()

    def open_chat(self, name: str) -> None:
        self.go_to_chats()
        self.row(name).click()
        self.expect_open(name)

    def expect_open(self, name: str) -> None:
        expect(self.page.get_by_role("region", name=f"Messages with {name}")).to_be_visible()

    @property
    def chat_list(self) -> Locator:
        return self.page.get_by_role("region", name="Chats")

    def row(self, name: str) -> Locator:
        return self.chat_list.get_by_role("link", name=re.compile(re.escape(name)))

    # Messages

    @property
    def composer(self) -> Locator:
        return self.page.get_by_role("textbox", name="Write a message")

    def send(self, text: str) -> None:
        self.composer.fill(text)
        self.page.get_by_role("button", name="Send", exact=True).click()
        expect(self.composer).to_have_value("")

    def message(self, text: str) -> Locator:
        return self.page.locator("li.message", has_text=text)

    def expect_message(self, text: str) -> None:
        expect(self.message(text)).to_be_visible()

    def expect_sent(self, text: str, receipt: str | re.Pattern[str] = "Sent") -> None:
        """`receipt` is what is said of the ticks: Waiting to be sent, Sent, Read."""
        expect(self.message(text).get_by_role("img", name=receipt, exact=True)).to_be_visible()

    def act_on(self, text: str, action: str) -> None:
        # The first: a reply quotes the words of what it answers.
        button = self.message(text).first.locator("[data-message-actions]")
        button.focus()
        button.press("Enter")
        self.page.get_by_role("menuitem", name=action).click()
