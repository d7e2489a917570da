# SPDX-License-Identifier: Apache-2.0
"""The server under test: started, killed without warning, started again on the same data and port."""

import asyncio
import os
import signal
import socket
import subprocess
import time


def free_port():
    """Returns a loopback port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A `roost serve` process that may die at any moment; `up` is set while it answers."""

    def __init__(self, binary, data, log, postgres=None):
        self.binary, self.data, self.log = binary, data, log
        self.host, self.port = "127.0.0.1", free_port()
        # What is deleted is gone at once, so that a run sees it go.
        self.environment = dict(os.environ, ROOST_RATE_LIMITS="off", ROOST_DELETION_GRACE_DAYS="0")
        if postgres:
            self.environment["ROOST_DATABASE_URL"] = postgres
        self.up = asyncio.Event()
        self.process = None
        self.starts = []

    def spawn(self):
        """Starts the process and returns at once."""
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "serve", "--host", self.host, "--port", str(self.port), "--data", self.data],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.environment,
            )

    async def ready(self, seconds=30):
        """Waits until the server says that it is ready."""
        started = time.monotonic()
        while time.monotonic() - started < seconds:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}; see {self.log}")
            if await self._answers():
                self.starts.append(time.monotonic() - started)
                self.up.set()
                return
            await asyncio.sleep(0.02)
        raise RuntimeError(f"the server was not ready in {seconds} s; see {self.log}")

    async def _answers(self):
        try:
            reader, writer = await asyncio.open_connection(self.host, self.port)
            writer.write(b"GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            status = await asyncio.wait_for(reader.readline(), 2)
            writer.close()
            return b" 200 " in status
        except (OSError, TimeoutError):
            return False

    def kill(self):
        """Ends the process as a power cut would, with no chance to tidy up."""
        self.up.clear()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """Ends the process politely; used once, after the checks."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
