# SPDX-License-Identifier: Apache-2.0
"""python-socketio, a client that is not ours, against realtime-echo; and clients that mean harm, by raw sockets."""

import asyncio
import json
import time

import aiohttp
import pytest
import socketio

from clients import WAIT, client, heard
from conftest import running

TRANSPORTS = pytest.mark.parametrize(
    "transports", [["websocket"], ["polling"], ["polling", "websocket"]], ids=["websocket", "polling", "upgrade"])


@TRANSPORTS
async def test_messages_come_back(server, transports):
    async with client(server.url, transports) as sio:
        assert sio.transport() == transports[-1]
        for value in (1, "zwei é😀", {"three": [True, None]}):
            await sio.emit("message", value)
            assert await heard(sio) == ("/", "message-back", [value])
        await sio.emit("message", ("several", 2, [3]))
        assert await heard(sio) == ("/", "message-back", ["several", 2, [3]])


@TRANSPORTS
async def test_binary_and_acknowledgements(server, transports):
    async with client(server.url, transports) as sio:
        assert await sio.call("message-with-ack", {"a": 1}, timeout=WAIT) == {"a": 1}
        assert await sio.call("message-with-ack", b"\x00\xff" * 500, timeout=WAIT) == b"\x00\xff" * 500
        await sio.emit("message", {"file": b"\x01\x02", "more": [b"", b"\x03"]})
        assert await heard(sio) == ("/", "message-back", [{"file": b"\x01\x02", "more": [b"", b"\x03"]}])


@TRANSPORTS
async def test_the_server_asks_and_the_client_answers(server, transports):
    async with client(server.url, transports) as sio:
        assert list(await sio.call("ask", "why", timeout=WAIT)) == ["answer to", "why"]


@TRANSPORTS
async def test_many_messages_keep_their_order(server, transports):
    async with client(server.url, transports) as sio:
        for number in range(500):
            await sio.emit("message", number)
        assert [(await heard(sio))[2][0] for _ in range(500)] == list(range(500))


async def test_namespaces_are_apart(server):
    async with client(server.url, namespaces=("/", "/custom")) as sio:
        await sio.emit("message", "main")
        await sio.emit("message", "custom", namespace="/custom")
        assert sorted([await heard(sio), await heard(sio)]) == [
            ("/", "message-back", ["main"]), ("/custom", "message-back", ["custom"])]


async def test_an_unknown_namespace_and_a_refused_client_learn_why(server):
    for auth, namespace, expected in [({"token": "refused"}, "/", "Refused"), (None, "/nowhere", "Invalid namespace")]:
        sio, errors = socketio.AsyncClient(reconnection=False), []
        sio.on("connect_error", errors.append, namespace=namespace)
        with pytest.raises(socketio.exceptions.ConnectionError):
            await sio.connect(server.url, transports=["websocket"], auth=auth, namespaces=[namespace], wait_timeout=2)
        assert errors[0]["message"] == expected
        await sio.disconnect()


@TRANSPORTS
async def test_rooms(server, transports):
    async with client(server.url, transports) as ada, client(server.url) as grace, client(server.url) as eve:
        for sio in (ada, grace):
            assert await sio.call("join", "tea", timeout=WAIT) is True
        await eve.emit("shout", ("tea", {"n": 1}))
        assert await heard(ada) == await heard(grace) == ("/", "heard", [{"n": 1}])
        assert await grace.call("leave", "tea", timeout=WAIT) is True
        await eve.emit("shout", ("tea", {"n": 2}))
        assert await heard(ada) == ("/", "heard", [{"n": 2}])
        assert grace.heard.empty() and eve.heard.empty()


async def test_the_heartbeat_keeps_a_quiet_client(server):
    async with client(server.url) as sio:
        await asyncio.sleep(5)  # Longer than ping interval and timeout together, which is what is tested.
        await sio.emit("message", 1)
        assert await heard(sio) == ("/", "message-back", [1])


async def test_a_server_that_stops_says_goodbye(server):
    raw, _ = await server.joined()
    server.stop()
    assert await raw.close_code() == 1001


async def test_a_client_continues_after_its_connection_broke():
    async with running("--recovery") as server:
        raw, first = await server.joined('{"token":"ada","rooms":["tea"]}')
        # What greets it comes a moment after it is in; heard before that, the first shout would not be the last word.
        assert "auth" in await raw.text()
        sender, _ = await server.joined()
        sender.send('42["shout","tea",1]')
        offset = json.loads((await raw.text())[2:])[-1]
        watcher, _ = await server.joined('{"rooms":["watchers"]}')
        raw.drop()
        while "gone" not in await watcher.text():
            pass
        sender.send('42["shout","tea",2,3]')
        sender.send('421["message-with-ack"]')
        while await sender.text() != "431[]":
            pass

        auth = json.dumps({"token": "ada", "rooms": ["tea"], "pid": first["pid"], "offset": offset})
        again, second = await server.joined(auth)
        assert second == first
        missed = [json.loads((await again.text())[2:])[:2] for _ in range(3)]
        assert missed == [["heard", 2]] * 3

        # Whoever does not know the secret is somebody else.
        _, third = await server.joined(json.dumps({"token": "ada", "pid": "A" * 22, "offset": offset}))
        assert third["sid"] != first["sid"]


async def test_a_slow_reader_is_put_out_and_slows_nobody(server):
    slow, _ = await server.joined('{"rooms":["tea"]}')
    async with client(server.url) as quick, client(server.url, auth={"rooms": ["watchers"]}) as watcher:
        await quick.call("join", "tea", timeout=WAIT)
        text = "x" * 100_000
        reason = None
        for _ in range(400):
            await quick.emit("shout", ("tea", text))
            assert (await heard(quick))[1] == "heard"
            if not watcher.heard.empty():
                reason = (await heard(watcher))[2][0]["reason"]
                break
        assert reason == "slow reader"
    slow.drop()


async def test_a_flood_on_one_socket_does_not_drown_others(server):
    flood, _ = await server.joined()
    before = server.memory()
    data = flood.frame('42["nothing","%s"]' % ("x" * 50)) * 20_000
    writing = asyncio.ensure_future(write_all(flood, data))
    async with client(server.url) as sio:
        slowest = 0
        for _ in range(50):
            start = time.monotonic()
            await sio.call("message-with-ack", 1, timeout=WAIT)
            slowest = max(slowest, time.monotonic() - start)
    assert slowest < 1
    assert server.memory() - before < 20_000, "kilobytes for one client"
    writing.cancel()
    flood.drop()


async def write_all(raw, data):
    for start in range(0, len(data), 65_536):
        raw.send_bytes(data[start:start + 65_536])
        await raw.writer.drain()


MALFORMED = [
    ("unmasked", dict(payload="4x", masked=False), 1002),
    ("reserved bit", dict(payload="4x", reserved=0x40), 1002),
    ("unknown opcode", dict(payload="4x", opcode=5), 1002),
    ("long ping", dict(payload=b"p" * 126, opcode=9), 1002),
    ("fragmented ping", dict(payload=b"p", opcode=9, final=False), 1002),
    ("continuation of nothing", dict(payload="4x", opcode=0), 1002),
    ("not UTF-8", dict(payload=b"42[\"\xff\"]"), 1007),
    ("too large", dict(payload=b"4" * 1_000_001), 1009),
    ("empty", dict(payload=""), 1002),
    ("unknown packet", dict(payload="9"), 1002),
    ("client ping", dict(payload="2"), 1002),
    ("unknown Socket.IO packet", dict(payload="49"), 1002),
    ("no array", dict(payload="42{}"), 1002),
    ("no name", dict(payload="42[]"), 1002),
    ("broken JSON", dict(payload='42["a",]'), 1002),
    ("reserved name", dict(payload='42["disconnect"]'), 1002),
    ("deep nesting", dict(payload='42["a",' + "[" * 400_000), 1002),
    ("many attachments", dict(payload='45999-["a"]'), 1002),
    ("attachment of nothing", dict(payload=b"\x01", opcode=2), 1002),
    ("huge id", dict(payload="42" + "9" * 30 + '["a"]'), 1002),
    ("namespace never joined", dict(payload='42/custom,["a"]'), 1002),
]


@pytest.mark.parametrize("options, code", [case[1:] for case in MALFORMED], ids=[case[0] for case in MALFORMED])
async def test_malformed_input_ends_only_its_own_connection(server, options, code):
    async with client(server.url) as other:
        raw, _ = await server.joined()
        raw.send(**options)
        assert await raw.close_code() == code
        assert await other.call("message-with-ack", 1, timeout=WAIT) == 1


async def test_an_oversized_head_is_refused_before_its_payload(server):
    raw, _ = await server.joined()
    raw.send_bytes(b"\x82\xff" + (1 << 40).to_bytes(8, "big") + b"\0\0\0\0")
    assert await raw.close_code() == 1009


async def test_endless_fragments_are_bounded(server):
    raw, _ = await server.joined()
    raw.send(b"4" * 60_000, final=False)
    for _ in range(30):
        raw.send(b"x" * 60_000, opcode=0, final=False)
    assert await raw.close_code() in (1009, None)


async def test_half_a_frame_does_not_hold_a_connection_forever(server):
    raw, _ = await server.joined()
    raw.send_bytes(b"\x81\x85\0\0")
    # No pong can get through, so the ping timeout ends it.
    assert await asyncio.wait_for(raw.close_code(), WAIT) == 1000


async def test_noise_after_the_upgrade_is_refused(server):
    for seed in range(20):
        raw = await server.raw()
        raw.send_bytes(bytes((seed * 37 + index * 101) % 256 for index in range(500)))
        assert await raw.close_code() in (1002, 1007, 1009)


async def test_bad_polls_are_refused(server):
    async with aiohttp.ClientSession() as http:
        base = server.url + "/socket.io/?EIO=4&transport=polling"
        for method, url, status, code in [
            ("GET", server.url + "/socket.io/?EIO=4&transport=x", 400, 0),
            ("GET", base + "&sid=unknown", 400, 1), ("POST", base, 400, 2), ("PUT", base, 400, 2),
            ("GET", server.url + "/socket.io/?EIO=3&transport=polling", 400, 5),
        ]:
            async with http.request(method, url, data=None) as response:
                assert (response.status, (await response.json())["code"]) == (status, code)
        for body, status in [(b"", 400), (b"4\xff", 400), (b"b***", 400), (b"4" * 1_000_001, 413), (b"3\x1e" * 5_000, 400)]:
            async with http.get(base) as response:
                sid = json.loads((await response.text())[1:])["sid"]
            async with http.post(f"{base}&sid={sid}", data=body) as response:
                assert response.status == status
