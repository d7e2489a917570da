# SPDX-License-Identifier: Apache-2.0
"""The same work on Synapse, where it has the same work: one account, one room, 500 messages."""

import json
import time
import urllib.request

import machine
from machine import generate

API = "/_matrix/client/v3"
SECRET = "Authorization: Bearer {1}"


def call(url, method, path, body, token=""):
    request = urllib.request.Request(url + API + path, method=method, data=json.dumps(body).encode())
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)


def measure(seconds):
    """Returns what Synapse reaches, by the names of our own figures."""
    with machine.synapse() as (url, process, ready):
        time.sleep(3)
        found = {"start": ready, "memory-idle": machine.resident(process.pid)}
        body = {"username": "ada", "password": "a measured password", "auth": {"type": "m.login.dummy"}}
        token = call(url, "POST", "/register", body)["access_token"]
        room = call(url, "POST", "/createRoom", {}, token)["room_id"]

        def http(path, connections=16, **options):
            answer = generate(
                "http", url, "-H", SECRET, values=[[token, room]], path=API + path, connections=connections,
                seconds=seconds, warmup=1, **options,
            )
            return answer["perSecond"]

        note = '{"msgtype":"m.text","body":"Message {n}: the loom weaves flowers and leaves."}'
        found["message-http"] = http("/rooms/{2}/send/m.room.message/{r}{n}", method="PUT", body=note)
        found["token-check"] = http("/account/whoami")
        found["history"] = http("/rooms/{2}/messages?dir=b&limit=50")
        login = '{"type":"m.login.password","identifier":{"type":"m.id.user","user":"ada"},"password":"a measured password"}'
        found["login"] = http("/login", method="POST", body=login)
        return found
