# SPDX-License-Identifier: Apache-2.0
"""The product's real-time part with python-socketio, over every transport: needs a live server (ROOST_URL)."""

import asyncio
import contextlib
import json
import os
import uuid

import aiohttp
import pytest
import socketio

from clients import WAIT, Raw, client, heard

URL = os.environ.get("ROOST_URL")
pytestmark = pytest.mark.skipif(not URL, reason="ROOST_URL names no server")
TRANSPORTS = pytest.mark.parametrize(
    "transports", [["websocket"], ["polling"], ["polling", "websocket"]], ids=["websocket", "polling", "upgrade"])


class Person:
    """Somebody with an account."""

    def __init__(self, http, data):
        self.http, self.id, self.token = http, data["user"]["id"], data["accessToken"]

    @classmethod
    async def register(cls, http, name):
        username = f"{name}_{uuid.uuid4().hex[:12]}"
        body = {"email": f"{username}@example.org", "username": username, "password": "correct horse battery"}
        async with http.post(URL + "/api/v1/auth/register", json=body) as response:
            assert response.status == 201, await response.text()
            return cls(http, (await response.json())["data"])

    async def call(self, method, path, body=None):
        """Calls the API and returns what is in the envelope."""
        headers = {"Authorization": "Bearer " + self.token}
        async with self.http.request(method, URL + "/api/v1" + path, json=body, headers=headers) as response:
            text = await response.text()
            assert response.status < 300, (path, response.status, text)
            return json.loads(text)["data"] if text else None

    def connect(self, transports=("websocket",)):
        return client(URL, transports, auth={"token": self.token})


@contextlib.asynccontextmanager
async def people():
    async with aiohttp.ClientSession() as http:
        yield [await Person.register(http, name) for name in ("ada", "grace", "eve")]


async def said(sio, event):
    """The next event of a name; presence and the like may come in between."""
    while True:
        _, name, arguments = await heard(sio)
        if name == event:
            return arguments[0]


async def answered(sio, event, body):
    """The data of an acknowledgement that says success."""
    reply = await sio.call(event, body, timeout=WAIT)
    assert reply["success"] is True, reply
    return reply.get("data")


@TRANSPORTS
async def test_a_conversation(transports):
    async with people() as (ada, grace, eve):
        chat = await ada.call("POST", "/chats", {"type": "GROUP", "name": "tea", "memberIds": [grace.id]})
        async with ada.connect(transports) as a, grace.connect(transports) as g, eve.connect(transports) as e:
            sent = await answered(a, "message:send", {"chatId": chat["id"], "content": "hello é😀", "clientId": "one"})
            assert sent["content"] == "hello é😀"
            new = await said(g, "message:new")
            assert (new["id"], new["seq"], new["sender"]["id"]) == (sent["id"], sent["seq"], ada.id)
            again = await answered(a, "message:send", {"chatId": chat["id"], "content": "hello é😀", "clientId": "one"})
            assert again["id"] == sent["id"]

            await answered(a, "message:edit", {"messageId": sent["id"], "content": "hello again"})
            assert (await said(g, "message:edited"))["content"] == "hello again"
            await answered(g, "typing:start", {"chatId": chat["id"]})
            typing = await said(a, "typing:user")
            assert (typing["chatId"], typing["userId"], typing["isTyping"]) == (chat["id"], grace.id, True)
            await answered(g, "message:read", {"chatId": chat["id"], "messageId": sent["id"]})
            assert (await said(a, "message:read"))["userId"] == grace.id
            await answered(a, "message:delete", {"messageId": sent["id"]})
            assert (await said(g, "message:deleted"))["id"] == sent["id"]

            # A stranger hears nothing, and cannot speak.
            reply = await e.call("message:send", {"chatId": chat["id"], "content": "let me in"}, timeout=WAIT)
            assert reply["success"] is False
            assert not [item for item in list(e.heard._queue) if item[1].startswith(("message:", "typing:"))]


async def test_a_member_hears_a_chat_from_the_moment_it_joins_until_it_leaves():
    async with people() as (ada, grace, eve):
        chat = await ada.call("POST", "/chats", {"type": "GROUP", "name": "tea", "memberIds": [grace.id]})
        async with ada.connect() as a, eve.connect() as e:
            await ada.call("POST", f"/chats/{chat['id']}/members", {"userIds": [eve.id]})
            first = await answered(a, "message:send", {"chatId": chat["id"], "content": "welcome"})
            assert (await said(e, "message:new"))["id"] == first["id"]
            await ada.call("DELETE", f"/chats/{chat['id']}/members/{eve.id}")
            await answered(a, "message:send", {"chatId": chat["id"], "content": "secret"})
            reply = await e.call("message:send", {"chatId": chat["id"], "content": "still here?"}, timeout=WAIT)
            assert reply["success"] is False
            assert not [item for item in list(e.heard._queue) if item[1] == "message:new"]


@pytest.mark.parametrize("auth", [None, {}, {"token": ""}, {"token": "a.b.c"}, {"token": 7}])
async def test_without_a_good_token_nobody_comes_in(auth):
    sio, errors = socketio.AsyncClient(reconnection=False), []
    sio.on("connect_error", errors.append)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await sio.connect(URL, transports=["websocket"], auth=auth, wait_timeout=WAIT)
    await sio.disconnect()
    assert errors[0]["message"] and errors[0]["data"]["code"].startswith("auth.")


async def test_a_client_continues_after_its_connection_broke():
    async with people() as (ada, grace, _):
        chat = await ada.call("POST", "/chats", {"type": "GROUP", "name": "tea", "memberIds": [grace.id]})
        raw, first = await Raw.join(URL, json.dumps({"token": grace.token, "recover": True}))
        message = {"chatId": chat["id"], "content": "one"}
        await ada.call("POST", "/messages", message)
        name, arguments = "", []
        while name != "message:new":
            name, arguments = await raw.event()
        offset = arguments[-1]
        raw.drop()
        await asyncio.sleep(0.5)
        for content in ("two", "three"):
            await ada.call("POST", "/messages", {"chatId": chat["id"], "content": content})

        auth = {"token": grace.token, "pid": first["pid"], "offset": offset}
        again, second = await Raw.join(URL, json.dumps(auth))
        assert second == first
        missed = []
        while len(missed) < 2:
            name, arguments = await again.event()
            if name == "message:new":
                missed.append(arguments[0]["content"])
        assert missed == ["two", "three"]
        again.drop()
