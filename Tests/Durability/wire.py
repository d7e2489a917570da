# SPDX-License-Identifier: Apache-2.0
"""The two protocols the load speaks, on bare asyncio streams: cheap enough to leave the machine to the server."""

import asyncio
import base64
import json
import os
import struct


class Reply:
    """An HTTP status and the envelope that came with it."""

    def __init__(self, status, body):
        self.status = status
        self.body = body

    @property
    def data(self):
        """What a successful reply carries; raises when it is not one."""
        envelope = json.loads(self.body) if self.body else {}
        if not 200 <= self.status < 300:
            raise Refused(self.status, envelope.get("error", {}).get("code", "none"))
        return envelope.get("data")


class Refused(Exception):
    """The server answered, and the answer was no."""

    def __init__(self, status, code):
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code


class HTTPConnection:
    """One keep-alive connection; a failure closes it and the next call opens another."""

    def __init__(self, host, port, seconds=10):
        self.host, self.port, self.seconds = host, port, seconds
        self.reader = self.writer = None

    async def call(self, method, path, token=None, body=None):
        """Sends one request and returns its reply. Raises OSError, EOFError or TimeoutError when there was none."""
        try:
            return await asyncio.wait_for(self._call(method, path, token, body), self.seconds)
        except BaseException:
            self.close()
            raise

    async def _call(self, method, path, token, body):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection(self.host, self.port)
        payload = b"" if body is None else json.dumps(body).encode()
        lines = [f"{method} /api/v1{path} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        if token:
            lines.append(f"Authorization: Bearer {token}")
        if body is not None:
            lines += ["Content-Type: application/json", f"Content-Length: {len(payload)}"]
        self.writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + payload)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower().split("\r\n")
        status = int(head[0].split(" ")[1])
        headers = dict(line.split(": ", 1) for line in head[1:] if ": " in line)
        reply = Reply(status, await self._body(headers))
        if headers.get("connection") == "close":
            self.close()
        return reply

    async def _body(self, headers):
        if headers.get("transfer-encoding") != "chunked":
            return await self.reader.readexactly(int(headers.get("content-length", 0)))
        pieces = []
        while size := int(await self.reader.readuntil(b"\r\n"), 16):
            pieces.append(await self.reader.readexactly(size))
            await self.reader.readexactly(2)
        await self.reader.readexactly(2)
        return b"".join(pieces)

    def close(self):
        """Forgets the connection."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


class SocketConnection:
    """One Socket.IO v5 connection over a WebSocket, with acknowledgements; everything else it hears is dropped."""

    def __init__(self, host, port, token, seconds=10):
        self.host, self.port, self.token, self.seconds = host, port, token, seconds
        self.writer = self.listener = None
        self.waiting = {}
        self.next_id = 0
        self.opening = asyncio.Lock()

    async def emit(self, event, body):
        """Emits an event and returns the envelope of its acknowledgement."""
        async with self.opening:
            if self.writer is None:
                await asyncio.wait_for(self._open(), self.seconds)
        self.next_id += 1
        acknowledgement = asyncio.get_running_loop().create_future()
        self.waiting[self.next_id] = acknowledgement
        self._send(f"42{self.next_id}{json.dumps([event, body])}")
        return await asyncio.wait_for(acknowledgement, self.seconds)

    async def _open(self):
        reader, self.writer = await asyncio.open_connection(self.host, self.port)
        try:
            key = base64.b64encode(os.urandom(16)).decode()
            self.writer.write(
                f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
                f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                f"Sec-WebSocket-Key: {key}\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            if b" 101 " not in head.split(b"\r\n")[0]:
                raise ConnectionError("the upgrade was refused")
            if not (await self._frame(reader)).startswith(b"0"):
                raise ConnectionError("no Engine.IO handshake")
            self._send("40" + json.dumps({"token": self.token}))
            while not (packet := await self._frame(reader)).startswith(b"40"):
                if packet.startswith(b"44"):
                    raise ConnectionError("the server refused the token")
        except BaseException:
            self.close()
            raise
        self.listener = asyncio.create_task(self._listen(reader))

    async def _listen(self, reader):
        try:
            while True:
                packet = await self._frame(reader)
                if packet.startswith(b"43"):
                    start = packet.index(b"[")
                    waiter = self.waiting.pop(int(packet[2:start]), None)
                    if waiter is not None and not waiter.done():
                        waiter.set_result(json.loads(packet[start:])[0])
                elif packet == b"2":
                    self._send("3")
        except (OSError, EOFError, ValueError):
            self.close()

    async def _frame(self, reader):
        """Returns the payload of the next text frame; the server must not fragment what is this short."""
        while True:
            first, second = await reader.readexactly(2)
            length = second & 0x7F
            if length == 126:
                (length,) = struct.unpack(">H", await reader.readexactly(2))
            elif length == 127:
                (length,) = struct.unpack(">Q", await reader.readexactly(8))
            payload = await reader.readexactly(length)
            if first & 0x0F == 8:
                raise EOFError("the server closed the socket")
            if first & 0x0F == 1:
                return payload

    def _send(self, text):
        if self.writer is None:
            raise ConnectionError("the socket is closed")
        payload = text.encode()
        size = len(payload)
        head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + struct.pack(">H", size)
        # A mask of zeros is a valid mask, and leaves the payload as it is.
        self.writer.write(head + b"\0\0\0\0" + payload)

    def close(self):
        """Drops the connection and fails everybody who waits for an acknowledgement."""
        if self.writer is not None:
            self.writer.close()
        self.writer = None
        if self.listener is not None and self.listener is not asyncio.current_task():
            self.listener.cancel()
        self.listener = None
        waiting, self.waiting = self.waiting, {}
        for waiter in waiting.values():
            if not waiter.done():
                waiter.set_exception(ConnectionError("the socket closed"))
