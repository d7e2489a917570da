# SPDX-License-Identifier: Apache-2.0
"""A person at a browser: what one does in Roost, by what one sees."""
import re
import secrets

from playwright.sync_api import Locator, Page, expect

PASSWORD = "correct horse battery staple"


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

    # Posts and people

    def publish(self, text: str) -> None:
        """Writes a post in the dialog, which is everywhere."""
        page = self.page
        button = page.get_by_role("button", name="New post").first
        if not button.is_visible():
            # A phone has the button on the feed only.
            page.goto("/")
        button.click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("textbox", name="Text of your post").fill(text)
        dialog.get_by_role("button", name="Post", exact=True).click()
        expect(dialog).to_be_hidden()
        expect(page.get_by_text("Your post is out.")).to_be_visible()

    def post(self, text: str) -> Locator:
        return self.page.locator("article.post", has_text=text)

    def open_profile(self, other: "Person") -> None:
        self.page.goto(f"/@{other.username}")
        expect(self.page.get_by_role("heading", name=other.name, level=2)).to_be_visible()

    def follow(self, other: "Person") -> None:
        self.open_profile(other)
        self.page.get_by_role("main").get_by_role("button", name=f"Follow: {other.name}").click()
        expect(self.page.get_by_role("button", name=f"Following: {other.name}")).to_be_visible()

    # Chats

    def start_chat_with(self, other: "Person") -> None:
        page = self.page
        page.goto("/chats/new")
        page.get_by_role("searchbox", name="Search by name").fill(other.name)
        page.get_by_role("button", name=other.name).click()
        self.expect_open(other.name)

    def start_group(self, name: str, others: list["Person"]) -> None:
        page = self.page
        page.goto("/chats/new/group")
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
            self.page.goto("/chats")
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

    def expect_sent(self, text: str, receipt: str = "Sent") -> None:
        """`receipt` is what is said of the ticks: Waiting to be sent, Sent, Read."""
        expect(self.message(text).get_by_role("img", name=receipt, exact=True)).to_be_visible()

    def act_on(self, text: str, action: str) -> None:
        # The first: a reply quotes the words of what it answers.
        button = self.message(text).first.locator("[data-message-actions]")
        button.focus()
        button.press("Enter")
        self.page.get_by_role("menuitem", name=action).click()
