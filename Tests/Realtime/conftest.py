# SPDX-License-Identifier: Apache-2.0
"""Starts realtime-echo for a test."""

import asyncio
import contextlib
import os
import pathlib

import pytest
import pytest_asyncio

from clients import WAIT, Raw

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("REALTIME_ECHO", str(ROOT / ".build/debug/realtime-echo"))


class Server:
    """A running realtime-echo."""

    def __init__(self, port, process):
        self.process, self.is_stopping = process, False
        self.url = f"http://127.0.0.1:{port}"

    def memory(self):
        """Resident kilobytes."""
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(text.split("VmRSS:")[1].split()[0])

    def stop(self):
        """Tells it to stop."""
        self.is_stopping = True
        self.process.terminate()

    async def raw(self):
        """A WebSocket whose every byte the test decides."""
        return await Raw.open(self.url)

    async def joined(self, payload=""):
        """One that is in the main namespace, and the server's answer."""
        return await Raw.join(self.url, payload)


@contextlib.asynccontextmanager
async def running(*arguments):
    """A server on a free port; unless told to stop it must still run at the end."""
    if not os.path.exists(BINARY):
        pytest.fail(f"{BINARY} is not built: swift build --product realtime-echo")
    options = ["--port", "0", "--ping-interval", "1000", "--ping-timeout", "3000", *arguments]
    process = await asyncio.create_subprocess_exec(BINARY, *options, stdout=asyncio.subprocess.PIPE)
    try:
        line = await asyncio.wait_for(process.stdout.readline(), WAIT)
        started = Server(int(line.decode().rsplit(":", 1)[1]), process)
        yield started
        assert process.returncode is None or started.is_stopping, "the server crashed"
    finally:
        if process.returncode is None:
            process.terminate()
            await asyncio.wait_for(process.wait(), WAIT)


@pytest_asyncio.fixture
async def server():
    """A server with the usual settings."""
    async with running() as started:
        yield started
