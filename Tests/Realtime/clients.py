# SPDX-License-Identifier: Apache-2.0
"""Socket.IO clients for the tests: python-socketio's, and one whose every byte the test decides."""

import asyncio
import base64
import contextlib
import json
import os
import struct
import urllib.parse

import socketio

WAIT = 10


@contextlib.asynccontextmanager
async def client(url, transports=("websocket",), auth=None, namespaces=("/",)):
    """A connected client; `heard` is a queue of (namespace, event, arguments)."""
    sio = socketio.AsyncClient(reconnection=False)
    sio.heard = asyncio.Queue()

    def listen(namespace):
        @sio.on("*", namespace=namespace)
        async def _(event, *arguments):
            if event != "auth":
                await sio.heard.put((namespace, event, list(arguments)))

        @sio.on("question", namespace=namespace)
        async def _(value):
            return ["answer to", value]

    for namespace in namespaces:
        listen(namespace)
    await sio.connect(url, transports=list(transports), auth=auth, namespaces=list(namespaces), wait_timeout=WAIT)
    try:
        yield sio
    finally:
        await sio.disconnect()


async def heard(sio):
    """What a client hears next."""
    return await asyncio.wait_for(sio.heard.get(), WAIT)


class Raw:
    """A raw WebSocket connection."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls, url, query="EIO=4&transport=websocket"):
        """Upgrades a connection to WebSocket."""
        place = urllib.parse.urlsplit(url)
        reader, writer = await asyncio.open_connection(place.hostname, place.port)
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            f"GET /socket.io/?{query} HTTP/1.1\r\nHost: {place.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), WAIT)
        assert b" 101 " in head, head
        return cls(reader, writer)

    @classmethod
    async def join(cls, url, payload=""):
        """A connection that is in the main namespace, and the server's answer."""
        raw = await cls.open(url)
        assert (await raw.text()).startswith("0{")
        raw.send("40" + payload)
        answer = await raw.text()
        assert answer.startswith("40{"), answer
        return raw, json.loads(answer[2:])

    @staticmethod
    def frame(payload, opcode=1, final=True, masked=True, reserved=0):
        """One WebSocket frame, as wrong as the arguments make it."""
        payload = payload.encode() if isinstance(payload, str) else payload
        first = (0x80 if final else 0) | reserved | opcode
        bit = 0x80 if masked else 0
        if len(payload) < 126:
            head = struct.pack("!BB", first, bit | len(payload))
        elif len(payload) < 65536:
            head = struct.pack("!BBH", first, bit | 126, len(payload))
        else:
            head = struct.pack("!BBQ", first, bit | 127, len(payload))
        return head + (b"\0\0\0\0" if masked else b"") + payload

    def send(self, payload, **options):
        """Sends one frame."""
        self.writer.write(self.frame(payload, **options))

    def send_bytes(self, data):
        """Sends anything."""
        self.writer.write(data)

    async def next_frame(self):
        """The next frame as (opcode, payload); None at the end of the connection."""
        try:
            head = await asyncio.wait_for(self.reader.readexactly(2), WAIT)
            length = head[1] & 127
            if length == 126:
                length = struct.unpack("!H", await self.reader.readexactly(2))[0]
            elif length == 127:
                length = struct.unpack("!Q", await self.reader.readexactly(8))[0]
            return head[0] & 15, await self.reader.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError):
            return None

    async def text(self):
        """The next text that is no ping; pings are answered."""
        while True:
            frame = await self.next_frame()
            assert frame is not None, "the connection ended"
            opcode, payload = frame
            if payload == b"2":
                self.send("3")
            elif opcode == 1:
                return payload.decode()

    async def event(self):
        """The next event as (name, arguments)."""
        while True:
            text = await self.text()
            if text.startswith("42"):
                name, *arguments = json.loads(text[2:])
                return name, arguments

    async def close_code(self):
        """Reads to the server's goodbye: its code, or None when the connection just ended."""
        while True:
            frame = await self.next_frame()
            if frame is None:
                return None
            opcode, payload = frame
            if opcode == 8:
                return struct.unpack("!H", payload[:2])[0]

    def drop(self):
        """Ends the connection without a word, as a lost network does."""
        self.writer.transport.abort()
