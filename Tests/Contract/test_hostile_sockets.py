# SPDX-License-Identifier: Apache-2.0
"""WebSocket, Engine.IO and Socket.IO frames that no client would send."""

import os
import struct

import pytest

HELLO = "/socket.io/?EIO=4&transport="


def frame(payload, opcode=1, final=True, masked=True, reserved=0):
    """Returns one WebSocket frame, as wrong as the arguments make it."""
    head = bytes([(0x80 if final else 0) | reserved << 4 | opcode])
    bit, size = (0x80 if masked else 0), len(payload)
    if size < 126:
        head += bytes([bit | size])
    elif size < 65536:
        head += bytes([bit | 126]) + struct.pack(">H", size)
    else:
        head += bytes([bit | 127]) + struct.pack(">Q", size)
    return head + (b"\0\0\0\0" if masked else b"") + payload


@pytest.fixture
def opened(target):
    """Returns a connection that has become a WebSocket and has not said who it is."""
    with target.wire() as wire:
        wire.send(
            target.head(
                "GET",
                HELLO + "websocket",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==",
            )
        )
        assert wire.answer().status == 101
        yield wire


@pytest.mark.parametrize(
    "sent",
    [
        frame(b"40{}", masked=False),
        frame(b"40{}", reserved=4),
        frame(b"40{}", opcode=3),
        frame(b"x" * 200, opcode=9),
        frame(b"", opcode=9, final=False),
        frame(b"\xff\xfe\xfd"),
        frame(b"9"),
        frame(b"4"),
        frame(b"49"),
        frame(b"40{"),
        frame(b"40" + b"[" * 50_000),
        frame(b'42["message:send",{}]'),
        frame(b"451-[]"),
        frame(b"4599999999-[]"),
        frame(b"42" + b"9" * 500 + b'["a"]'),
        frame(b"40/" + b"n" * 5_000 + b","),
        frame(b"40" + b" " * 3_000_000),
        b"\x81\xff" + struct.pack(">Q", 2**62) + b"\0\0\0\0",
        b"\x81\xff" + struct.pack(">Q", 2**63 + 5) + b"\0\0\0\0",
        frame(b"a", opcode=0),
        os.urandom(4096),
    ],
)
def test_a_frame_out_of_order_ends_that_socket_only(opened, sent):
    opened.send(sent)
    # A forbidden frame closes at once; what is merely senseless, when the time for CONNECT is over.
    assert opened.is_closed(within=60)


def test_fragments_without_an_end_are_not_kept_in_memory(target, opened):
    before = target.memory()
    opened.send(frame(b"4" + b"a" * 60_000, final=False))
    for _ in range(1_000):
        opened.send(frame(b"a" * 60_000, opcode=0, final=False))
    assert opened.is_closed(within=30)
    assert target.memory() - before < 32 * 1024 * 1024


@pytest.mark.parametrize("token", [None, "", "x", 7, {"a": 1}, "a.b.c", "x" * 50_000])
def test_a_bad_token_is_a_connect_error(opened, token):
    import json

    opened.send(frame(b"40" + json.dumps({"token": token}).encode()))
    seen = b""
    while b"44" not in seen:
        piece = opened.socket.recv(4096)
        assert piece, f"closed without CONNECT_ERROR after {seen!r}"
        seen += piece
    assert b"code" in seen


@pytest.mark.parametrize(
    "path",
    [
        "/socket.io/",
        "/socket.io/?EIO=3&transport=polling",
        "/socket.io/?EIO=4&transport=carrier-pigeon",
        "/socket.io/?EIO=4&transport=polling&sid=unknown",
        "/socket.io/?EIO=4&transport=polling&sid=" + "x" * 5_000,
        "/socket.io/?EIO=4&transport=websocket",
    ],
)
def test_a_bad_handshake_is_a_400(target, path):
    answer = target.call("GET", path)
    assert answer is None or 400 <= answer.status < 500, answer


@pytest.mark.parametrize("raw", [b"", b"9", b"\xff\xfe", b"4" * 3_000_000, b"40{}" + b"\x1e" * 100_000, b"b!!!!"])
def test_a_bad_polling_body_ends_that_session_only(target, raw):
    import json

    opened = target.call("GET", HELLO + "polling")
    sid = json.loads(opened.body.decode().split("\x1e")[0][1:])["sid"]
    answer = target.call("POST", HELLO + f"polling&sid={sid}", raw=raw, headers=["Content-Type: text/plain"])
    assert answer is None or answer.status in (200, 400, 413), answer


def test_a_flood_on_one_socket_is_stopped_or_slowed(target, opened, eve):
    import json

    before = target.memory()
    opened.send(frame(b"40" + json.dumps({"token": eve.token}).encode()))
    flood = frame(b'42["typing:start",{"chatId":"00000000-0000-7000-8000-000000000000"}]') * 500
    opened.socket.settimeout(5)
    try:
        for _ in range(100):
            opened.socket.sendall(flood)
    except (TimeoutError, ConnectionError):
        pass
    assert target.call("GET", "/api/v1/auth/me", token=eve.token).status == 200
    assert target.memory() - before < 64 * 1024 * 1024
