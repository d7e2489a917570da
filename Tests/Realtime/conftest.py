"""Starts realtime-echo for a test and gives it raw WebSocket connections."""

import asyncio
import base64
import contextlib
import json
import os
import pathlib
import struct

import pytest
import pytest_asyncio

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("REALTIME_ECHO", str(ROOT / ".build/debug/realtime-echo"))
WAIT = 10


@contextlib.asynccontextmanager
async def running(*arguments):
    """A server on a free port; it must still run at the end."""
    if not os.path.exists(BINARY):
        pytest.skip(f"{BINARY} is not built: swift build --product realtime-echo")
    process = await asyncio.create_subprocess_exec(
        BINARY, "--port", "0", "--ping-interval", "1000", "--ping-timeout", "3000", *arguments,
        stdout=asyncio.subprocess.PIPE)
    try:
        line = await asyncio.wait_for(process.stdout.readline(), WAIT)
        started = Server(int(line.decode().rsplit(":", 1)[1]), process)
        yield started
        assert process.returncode is None or started.is_stopping, "the server crashed"
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), WAIT)


class Server:
    """Where a server is."""

    def __init__(self, port, process):
        self.port, self.process = port, process
        self.is_stopping = False
        self.url = f"http://127.0.0.1:{port}"

    def memory(self):
        """Resident kilobytes."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(text.split("VmRSS:")[1].split()[0])

    def stop(self):
        """Tells the server to stop."""
        self.is_stopping = True
        self.process.terminate()

    async def raw(self, query="EIO=4&transport=websocket"):
        """A WebSocket whose every byte the test decides."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        key = base64.b64encode(os.urandom(16)).decode()
        writer.write(
            f"GET /socket.io/?{query} HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode())
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), WAIT)
        assert b" 101 " in head, head
        return Raw(reader, writer)

    async def joined(self, payload=""):
        """A raw WebSocket that is in the main namespace, and the server's answer."""
        raw = await self.raw()
        assert (await raw.text()).startswith("0{")
        raw.send("40" + payload)
        answer = await raw.text()
        assert answer.startswith("40{"), answer
        return raw, json.loads(answer[2:])


class Raw:
    """A raw WebSocket connection."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    @staticmethod
    def frame(payload, opcode=1, final=True, masked=True, reserved=0):
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
        self.writer.write(self.frame(payload, **options))

    def send_bytes(self, data):
        self.writer.write(data)

    async def frame_in(self):
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
            frame = await self.frame_in()
            assert frame is not None, "the connection ended"
            opcode, payload = frame
            if payload == b"2":
                self.send("3")
            elif opcode == 1:
                return payload.decode()

    async def close_code(self):
        """Reads to the server's goodbye: its code, or None when the connection just ended."""
        while True:
            frame = await self.frame_in()
            if frame is None:
                return None
            opcode, payload = frame
            if opcode == 8:
                return struct.unpack("!H", payload[:2])[0]

    def drop(self):
        """Ends the connection without a word, as a lost network does."""
        self.writer.transport.abort()


@pytest_asyncio.fixture
async def server():
    async with running() as started:
        yield started
