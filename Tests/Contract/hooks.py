# SPDX-License-Identifier: Apache-2.0
"""What schemathesis must know about Roost: how to log in, and ids that exist."""

import os
import random
import re
import time

import requests
import schemathesis

URL = os.environ["ROOST_URL"]
# After these the session or the account is gone, so each call gets an account of its own.
ENDINGS = ("/auth/logout", "/auth/sessions", "/auth/sessions/{id}", "/auth/password", "/users/{id}", "/users/{id}/deactivate")


def register():
    """Returns the session of a new account."""
    name = f"s{random.SystemRandom().getrandbits(60):x}"
    body = {"email": f"{name}@example.com", "username": name, "password": "correct horse battery"}
    reply = requests.post(f"{URL}/api/v1/auth/register", json=body, timeout=30)
    reply.raise_for_status()
    return reply.json()["data"]


# One white pixel.
PIXEL = bytes.fromhex("47494638396101000100800000ffffff0000002c00000000010001000002024401003b")


class Community:
    """A member with a chat, a message, a post and a group, and a stranger; made when first asked for."""

    def __init__(self):
        member, friend = register(), register()
        self.token, self.name = member["accessToken"], member["user"]["username"]
        self.stranger = register()["accessToken"]
        self.me = member["user"]["id"]
        self.friend, self.friend_token = friend["user"]["id"], friend["accessToken"]
        self.ids = {"user": self.friend, "chat": self.new("chat"), "message": None}
        self.ids["message"] = self.new("message")
        self.ids["post"] = self.new("post")
        self.ids["comment"] = self.new("comment")
        self.ids["draft"] = self.new("draft")
        self.ids["activity"] = self.done()
        self.ids["notification"] = self.mentioned()
        self.ids["group"] = self.new("group")
        self.ids["media"] = self.upload()
        self.ids["export"] = self.new("export")
        self.disposable = set()

    def new(self, noun):
        """Makes something and returns its id."""
        if noun == "user":
            return self.friend
        if noun == "chat":
            return self.post("/chats", {"type": "GROUP", "name": "Contract", "memberIds": [self.friend]})
        if noun == "post":
            return self.post("/posts", {"text": "Contract"})
        if noun == "comment":
            return self.post(f"/posts/{self.ids['post']}/comments", {"text": "hello"})
        if noun == "group":
            slug = f"g{random.SystemRandom().getrandbits(60):x}"
            return self.post("/groups", {"name": "Contract", "slug": slug, "kind": "PRIVATE"})
        if noun == "media":
            return self.upload() or self.ids["media"]
        if noun == "export":
            # There are few a day, so the one there is has to do.
            return self.ids.get("export") or self.post("/exports", {})
        if noun == "draft":
            return self.post("/drafts", {"post": {"text": "Contract"}})
        return self.post("/messages", {"chatId": self.ids["chat"], "content": "hello"})

    def mentioned(self):
        """Has the friend name the member, and returns the notification of it."""
        headers = {"Authorization": f"Bearer {self.friend_token}"}
        body = {"text": f"@{self.name}"}
        requests.post(f"{URL}/api/v1/posts", json=body, headers=headers, timeout=30).raise_for_status()
        headers = {"Authorization": f"Bearer {self.token}"}
        for _ in range(100):
            page = requests.get(f"{URL}/api/v1/notifications", headers=headers, timeout=30).json()["data"]
            if page["items"]:
                return page["items"][0]["id"]
            time.sleep(0.1)
        raise RuntimeError("the member was not notified")

    def done(self):
        """Returns the entry of the comment that the member wrote."""
        headers = {"Authorization": f"Bearer {self.token}"}
        for _ in range(100):
            url = f"{URL}/api/v1/users/{self.me}/activity"
            page = requests.get(url, headers=headers, timeout=30).json()["data"]
            if page["items"]:
                return page["items"][0]["id"]
            time.sleep(0.1)
        raise RuntimeError("nothing is told of the member")

    def upload(self):
        """Uploads a picture of one pixel and returns its id; None when there are too many already."""
        headers = {"Authorization": f"Bearer {self.token}"}
        files = {"file": ("pixel.gif", PIXEL)}
        reply = requests.post(f"{URL}/api/v1/media", files=files, headers=headers, timeout=30)
        if reply.status_code == 409:
            return None
        reply.raise_for_status()
        return reply.json()["data"]["id"]

    def spare(self, noun):
        """Returns the id of something that may be deleted."""
        made = self.ids[noun] if noun in ("notification", "activity") else self.new(noun)
        self.disposable.add(made)
        return made

    def post(self, path, body):
        headers = {"Authorization": f"Bearer {self.token}"}
        reply = requests.post(f"{URL}/api/v1{path}", json=body, headers=headers, timeout=30)
        reply.raise_for_status()
        return reply.json()["data"]["id"]


community = None


def known():
    global community
    community = community or Community()
    return community


if os.environ.get("CONTRACT_AS") != "nobody":

    @schemathesis.auth(refresh_interval=None)
    class Login:
        """Puts a bearer token on every call."""

        def get(self, case, context):
            path = context.operation.path
            if case.method in ("DELETE", "POST") and any(path.endswith(ending) for ending in ENDINGS):
                return register()["accessToken"]
            # schemathesis also deletes what it has seen in replies; the community has to stay.
            if case.method == "DELETE" and not set((case.path_parameters or {}).values()) & known().disposable:
                return known().stranger
            # Nor may the member block the friend, with whom no chat could be opened then.
            if case.method == "PUT" and path.endswith("/block"):
                return known().stranger
            return known().token

        def set(self, case, data, context):
            case.headers = case.headers or {}
            case.headers["Authorization"] = f"Bearer {data}"

    @schemathesis.hook
    def map_path_parameters(context, path_parameters):
        """Half of the ids exist: the other half already shows what happens when they do not."""
        for name, value in (path_parameters or {}).items():
            noun = noun_of(name, context.operation.path)
            if noun and is_replaced(value):
                is_delete = context.operation.method.upper() == "DELETE"
                path_parameters[name] = known().spare(noun) if is_delete else known().ids[noun]
        return path_parameters

    @schemathesis.hook
    def map_body(context, body):
        """So do half of the ids in bodies."""
        for name in body if isinstance(body, dict) else ():
            noun = noun_of(name, "")
            value = body[name]
            if noun and is_replaced(value):
                body[name] = known().ids[noun]
            elif noun and isinstance(value, list) and len(value) == 1 and UUID.fullmatch(str(value[0])):
                body[name] = [known().ids[noun]]
        return body


UUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def is_replaced(value):
    """Whether an id that exists takes its place: not one that is wrong on purpose, and half of the others."""
    return isinstance(value, str) and bool(UUID.fullmatch(value)) and int(value[-1], 16) % 2 == 1


def noun_of(name, path):
    """Returns what an id names: a field such as chatId or memberIds, or the {id} of /chats/{id}."""
    if name in ("mediaId", "mediaIds") or f"/media/{{{name}}}" in path:
        return "media"
    if name == "activityId" or f"/activity/{{{name}}}" in path:
        return "activity"
    for noun in ("notification", "message", "chat", "user", "post", "comment", "draft", "group", "export"):
        if name in (noun, f"{noun}Id", f"{noun}Ids") or f"{noun}s/{{{name}}}" in path:
            return noun
    return {"memberIds": "user", "replyToId": "message", "quotedId": "post", "parentId": "comment"}.get(name)
