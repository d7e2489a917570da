# SPDX-License-Identifier: Apache-2.0
"""Members who send at a steady rate and do not give up until a message is acknowledged."""

import asyncio
import random
import time
import uuid
from collections import deque
from dataclasses import dataclass

from wire import HTTPConnection, Refused, SocketConnection

PASSWORD = "a durable test password"
LOST = (OSError, EOFError, TimeoutError)


@dataclass
class Member:
    """An account of the test."""

    name: str
    id: str
    token: str


@dataclass(frozen=True)
class Send:
    """One message somebody wants to send. The clientId makes every repetition the same message."""

    client_id: str
    chat: str
    member: Member
    content: str

    @property
    def body(self):
        return {"chatId": self.chat, "content": self.content, "clientId": self.client_id}


class Ledger:
    """What was sent and what the server said about it; the truth the checks compare with."""

    def __init__(self):
        self.sends = {}
        self.acknowledged = {}
        self.faults = []
        self.attempts = self.repeats = 0
        self.by_transport = {"http": 0, "socket": 0}

    def acknowledge(self, send, message, transport):
        """Notes an acknowledgement. A second one for the same clientId must name the same message."""
        told = (message["id"], message["seq"])
        known = self.acknowledged.setdefault(send.client_id, told)
        if known != told:
            self.faults.append(f"clientId {send.client_id} was acknowledged as {known} and as {told}")
        if message["content"] != send.content or message["chatId"] != send.chat:
            self.faults.append(f"clientId {send.client_id} was acknowledged with another content or chat")
        self.by_transport[transport] += 1


class Community:
    """Members, chats, and the connections they send over."""

    def __init__(self, server, seed):
        self.server = server
        self.random = random.Random(seed)
        self.members, self.chats = [], {}
        self.ledger = Ledger()
        self.posts = asyncio.Queue()
        self.emits = {}
        self.lanes, self.sockets = [], []
        # Accounts made while the server is killed: name → whether it was closed again.
        self.comers = {}
        self.is_ending = False
        self.recent = deque(maxlen=500)
        self.pending = 0

    async def found(self, members, chats, size=8):
        """Registers the members and opens the chats, `size` members in each."""
        connection = HTTPConnection(self.server.host, self.server.port, seconds=30)
        run = f"{self.random.getrandbits(32):08x}"
        for number in range(members):
            name = f"d{run}.{number}"
            body = {"email": f"{name}@example.com", "username": name, "password": PASSWORD}
            session = (await connection.call("POST", "/auth/register", body=body)).data
            self.members.append(Member(name, session["user"]["id"], session["accessToken"]))
        for number in range(chats):
            people = self.random.sample(self.members, min(size, members))
            body = {"type": "GROUP", "name": f"Chat {number}", "memberIds": [p.id for p in people[1:]]}
            chat = (await connection.call("POST", "/chats", people[0].token, body)).data
            self.chats[chat["id"]] = people
        connection.close()

    def start(self, connections, sockets, in_flight=4):
        """Starts the senders: HTTP connections that serve everybody, and sockets of single members."""
        lanes = [self._post_for_ever() for _ in range(connections)]
        for member in self.members[:sockets]:
            self.emits[member.id] = asyncio.Queue()
            connection = SocketConnection(self.server.host, self.server.port, member.token)
            self.sockets.append(connection)
            lanes += [self._emit_for_ever(connection, self.emits[member.id]) for _ in range(in_flight)]
        lanes.append(self._come_and_go_for_ever())
        self.lanes = [asyncio.create_task(lane) for lane in lanes]

    def stop(self):
        """Ends the senders; one that has ended by itself has failed."""
        for lane in self.lanes:
            if lane.done():
                self.ledger.faults.append(f"a sender failed: {lane.exception()!r}")
            lane.cancel()
        for connection in self.sockets:
            connection.close()

    async def write_steadily(self, rate, seconds):
        """Writes `rate` messages a second, unless ten seconds' worth waits already."""
        started, written = time.monotonic(), 0
        while (passed := time.monotonic() - started) < seconds:
            due = int(passed * rate)
            while written < due and self.pending < rate * 10:
                self._write()
                written += 1
            # What could not be written because of the limit is not made up for.
            written = due
            await asyncio.sleep(0.005)

    async def settle(self, seconds):
        """Waits until every message is acknowledged or refused."""
        self.is_ending = True
        deadline = time.monotonic() + seconds
        while self.pending and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
        if self.pending:
            self.ledger.faults.append(f"{self.pending} sends had no answer {seconds} s after the last one")

    async def _come_and_go_for_ever(self):
        """Registers accounts and closes every third, so that events with handlers are published all the while."""
        connection = HTTPConnection(self.server.host, self.server.port)
        run = f"{self.random.getrandbits(32):08x}"
        while not self.is_ending:
            name = f"g{run}.{len(self.comers)}"
            body = {"email": f"{name}@example.com", "username": name, "password": PASSWORD}
            try:
                session = await self._insist(connection, "POST", "/auth/register", None, body)
            except Refused as refusal:
                if refusal.status != 409:
                    raise
                # The answer to an earlier try was lost.
                body = {"login": name, "password": PASSWORD}
                session = await self._insist(connection, "POST", "/auth/login", None, body)
            self.comers[name] = len(self.comers) % 3 == 2
            if self.comers[name]:
                try:
                    await self._insist(connection, "DELETE", f"/users/{session['user']['id']}", session["accessToken"])
                except Refused as refusal:
                    # Closed already by a try whose answer was lost.
                    if refusal.status not in (401, 404):
                        raise
            await asyncio.sleep(0.1)
        connection.close()
        await asyncio.Event().wait()

    async def _insist(self, connection, method, path, token, body=None):
        """Calls until there is an answer."""
        while True:
            await self.server.up.wait()
            try:
                return (await connection.call(method, path, token, body)).data
            except LOST:
                await asyncio.sleep(0.01)
            except Refused as refusal:
                if refusal.status != 503:
                    raise
                await asyncio.sleep(0.05)

    def _write(self):
        chat = self.random.choice(list(self.chats))
        client_id = str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        content = f"Message {len(self.ledger.sends)}, naïve façade ✓ {client_id[:8]}"
        send = Send(client_id, chat, self.random.choice(self.chats[chat]), content)
        self.ledger.sends[client_id] = send
        self._enqueue(send)
        # A careless client: the same message again, while the first is under way or long after it was acknowledged.
        careless = self.random.random()
        if careless < 0.01:
            self._enqueue(send)
        elif careless < 0.02 and self.recent:
            self._enqueue(self.random.choice(self.recent))
        self.recent.append(send)

    def _enqueue(self, send):
        queue = self.emits.get(send.member.id)
        if queue is None or self.random.random() < 0.5:
            queue = self.posts
        self.pending += 1
        queue.put_nowait(send)

    async def _post_for_ever(self):
        connection = HTTPConnection(self.server.host, self.server.port)

        async def post(send):
            return (await connection.call("POST", "/messages", send.member.token, send.body)).data

        while True:
            await self._deliver(await self.posts.get(), post, "http")

    async def _emit_for_ever(self, connection, queue):
        async def emit(send):
            envelope = await connection.emit("message:send", send.body)
            if not envelope.get("success"):
                raise Refused(0, envelope.get("error", {}).get("code", "none"))
            return envelope["data"]

        while True:
            await self._deliver(await queue.get(), emit, "socket")

    async def _deliver(self, send, attempt, transport):
        """Tries until the message is acknowledged or refused for good."""
        tries = 0
        while True:
            await self.server.up.wait()
            self.ledger.attempts += 1
            self.ledger.repeats += 1 if tries else 0
            tries += 1
            try:
                self.ledger.acknowledge(send, await attempt(send), transport)
                break
            except LOST:
                # Killed, or about to be: the next attempt waits until the server is back.
                await asyncio.sleep(0.01)
            except Refused as refusal:
                if refusal.status != 503 and not refusal.code.endswith("unavailable"):
                    self.ledger.faults.append(f"a message was refused: {refusal}")
                    break
                await asyncio.sleep(0.05)
        self.pending -= 1
