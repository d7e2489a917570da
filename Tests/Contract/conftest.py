# SPDX-License-Identifier: Apache-2.0
"""The live server (ROOST_URL), three members on it, and what must hold after every single test."""

import json
import os
import random
import urllib.parse
from dataclasses import dataclass

import pytest

from rawhttp import Wire

PASSWORD = "correct horse battery"
# A server that met every attack here may have grown by so much and no more.
MEMORY_GROWTH = 200 * 1024 * 1024


class Target:
    """The server under attack."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self.url, self.host, self.port = url, parts.hostname, parts.port
        self.pid = os.environ.get("ROOST_PID")

    def wire(self, seconds=15):
        return Wire(self.host, self.port, seconds)

    def head(self, method, path, *headers):
        """Returns a request head; the caller adds what is wrong with it."""
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}:{self.port}", *headers]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")

    def call(self, method, path, body=None, token=None, headers=(), raw=None, seconds=15):
        """Sends one request on a connection of its own. `raw` is a body sent as it is."""
        headers = [*headers, "Connection: close"]
        if token:
            headers.append(f"Authorization: Bearer {token}")
        payload = raw if raw is not None else b"" if body is None else json.dumps(body).encode()
        if body is not None or raw is not None:
            headers.append(f"Content-Length: {len(payload)}")
            if not any(h.lower().startswith("content-type") for h in headers):
                headers.append("Content-Type: application/json")
        with self.wire(seconds) as wire:
            wire.send(self.head(method, path, *headers) + payload)
            return wire.answer(method)

    def memory(self):
        """Returns the resident bytes of the server, 0 when its process is not known."""
        if not self.pid:
            return 0
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


@dataclass
class Member:
    """Somebody registered for this run."""

    name: str
    id: str
    token: str
    refresh: str
    session: dict


def refusal(answer, *statuses):
    """Asserts that the answer is a clear no, in the envelope."""
    assert answer is not None, "the connection was closed without an answer"
    assert answer.status in statuses, f"expected one of {statuses}, got {answer}"
    envelope = answer.json
    assert envelope["success"] is False
    assert "." in envelope["error"]["code"] and envelope["error"]["message"]
    assert answer.headers.get("x-request-id")
    return envelope["error"]


@pytest.fixture(scope="session")
def target():
    return Target(os.environ["ROOST_URL"])


@pytest.fixture(scope="session")
def people(target):
    """Returns ada and grace, who share a chat, eve, who has nothing to do with them, and noor, whom eve blocks."""
    run = f"{random.SystemRandom().getrandbits(40):010x}"
    found = {}
    for name in ("ada", "grace", "eve", "noor"):
        body = {"email": f"{name}.{run}@example.com", "username": f"{name}.{run}", "password": PASSWORD}
        data = target.call("POST", "/api/v1/auth/register", body).data
        found[name] = Member(
            body["username"], data["user"]["id"], data["accessToken"], data["refreshToken"], data
        )
    return found


@pytest.fixture(scope="session")
def ada(people):
    return people["ada"]


@pytest.fixture(scope="session")
def grace(people):
    return people["grace"]


@pytest.fixture(scope="session")
def eve(people):
    return people["eve"]


@pytest.fixture(scope="session")
def noor(people, target, eve):
    assert target.call("PUT", f"/api/v1/users/{people['noor'].id}/block", token=eve.token).status == 204
    return people["noor"]


@pytest.fixture(scope="session")
def chat(target, ada, grace):
    """Returns a chat of ada and grace with a message by ada in it, under `message`."""
    body = {"type": "GROUP", "name": "Engines", "memberIds": [grace.id]}
    chat = target.call("POST", "/api/v1/chats", body, ada.token).data
    note = {"chatId": chat["id"], "content": "not for eve"}
    chat["message"] = target.call("POST", "/api/v1/messages", note, ada.token).data
    return chat


@pytest.fixture(scope="session")
def group(target, ada):
    """Returns a hidden group of ada's, with an invite link under `link`."""
    slug = f"g{random.SystemRandom().getrandbits(60):x}"
    body = {"name": "not for eve", "slug": slug, "kind": "HIDDEN"}
    group = target.call("POST", "/api/v1/groups", body, ada.token).data
    group["link"] = target.call("POST", f"/api/v1/groups/{group['id']}/invite-links", {}, ada.token).data
    return group


@pytest.fixture(scope="session")
def post(target, ada):
    """Returns a post of ada's for her followers, with a comment under `comment` and a draft of hers under `draft`."""
    body = {"text": "not for eve", "visibility": "FOLLOWERS"}
    post = target.call("POST", "/api/v1/posts", body, ada.token).data
    path = f"/api/v1/posts/{post['id']}/comments"
    post["comment"] = target.call("POST", path, {"text": "not for eve"}, ada.token).data
    post["draft"] = target.call("POST", "/api/v1/drafts", {"post": {"text": "not yet"}}, ada.token).data
    return post


@pytest.fixture(scope="session")
def document(target):
    return target.call("GET", "/api/openapi.json").json


@pytest.fixture(autouse=True)
def alive(request, target):
    """After every test the server answers, and has not grown beyond measure."""
    before = target.memory()
    yield
    assert target.call("GET", "/health/live").status == 200
    assert target.memory() - before < MEMORY_GROWTH
