# SPDX-License-Identifier: Apache-2.0
"""What schemathesis must know about Roost: how to log in, and ids that exist."""

import os
import random

import requests
import schemathesis

URL = os.environ["ROOST_URL"]
# After these the session or the account is gone, so each call gets an account of its own.
ENDINGS = ("/auth/logout", "/auth/sessions", "/auth/sessions/{sessionId}", "/auth/password", "/users/{id}")


def register():
    """Returns the session of a new account."""
    name = f"s{random.SystemRandom().getrandbits(60):x}"
    body = {"email": f"{name}@example.com", "username": name, "password": "correct horse battery"}
    reply = requests.post(f"{URL}/api/v1/auth/register", json=body, timeout=30)
    reply.raise_for_status()
    return reply.json()["data"]


class Community:
    """One member with a chat and a message, made when first asked for."""

    def __init__(self):
        self.session = register()
        self.token = self.session["accessToken"]
        friend = register()["user"]["id"]
        chat = self.post("/chats", {"type": "GROUP", "name": "Contract", "memberIds": [friend]})
        message = self.post("/messages", {"chatId": chat["id"], "content": "hello"})
        self.ids = {"chat": chat["id"], "message": message["id"], "user": friend}

    def post(self, path, body):
        headers = {"Authorization": f"Bearer {self.token}"}
        reply = requests.post(f"{URL}/api/v1{path}", json=body, headers=headers, timeout=30)
        reply.raise_for_status()
        return reply.json()["data"]


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
            return known().token

        def set(self, case, data, context):
            case.headers = case.headers or {}
            case.headers["Authorization"] = f"Bearer {data}"


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Half of the ids exist: the other half already shows what happens when they do not."""
    if not path_parameters or os.environ.get("CONTRACT_AS") == "nobody":
        return path_parameters
    for name, value in path_parameters.items():
        path = context.operation.path
        noun = next((n for n in ("message", "chat", "user") if name == f"{n}Id" or f"{n}s/{{{name}}}" in path), None)
        if noun and isinstance(value, str) and hash(value) % 2 and "DELETE" not in context.operation.method.upper():
            path_parameters[name] = known().ids[noun]
    return path_parameters
