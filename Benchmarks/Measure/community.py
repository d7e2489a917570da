# SPDX-License-Identifier: Apache-2.0
"""The community that is measured: who is in it, what they have said, and the tokens they act with."""

import asyncio
import json
import os
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "Tests", "Durability"))
from wire import HTTPConnection  # noqa: E402

PASSWORD = "a measured password"
MEMBERS, GROUPS, GROUP_SIZE, MESSAGES = 100, 40, 50, 500
TOKEN_SECONDS = 600


class Community:
    """Members with chats and messages on one server; kept in a file, because the server may be started again."""

    def __init__(self, file):
        self.file = file
        self.names, self.ids, self.pairs, self.groups, self.room = [], [], [], [], None
        self.tokens, self.logged_in_at = [], 0
        if os.path.exists(file):
            with open(file) as stored:
                self.__dict__.update(json.load(stored))
            self.logged_in_at = 0

    def prepare(self, url, messages=MESSAGES):
        """Makes the community if it is not there, and sees to tokens that last for the next measurement."""
        asyncio.run(self._prepare(url, messages))

    async def _prepare(self, url, messages):
        host, port = url.removeprefix("http://").split(":")
        connections = [HTTPConnection(host, int(port), seconds=60) for _ in range(16)]
        if not self.names:
            await self._found(connections, messages)
        elif time.time() - self.logged_in_at > TOKEN_SECONDS:
            await self._each(connections, range(MEMBERS), self._log_in)
            self.logged_in_at = time.time()
        for connection in connections:
            connection.close()

    async def _each(self, connections, items, work):
        """Does something for every item, with as many at a time as there are connections."""
        waiting = iter(items)

        async def lane(connection):
            for item in waiting:
                await work(connection, item)

        await asyncio.gather(*map(lane, connections))

    async def _found(self, connections, messages):
        self.names = [f"bench.{number}" for number in range(MEMBERS)]
        self.ids, self.tokens = [None] * MEMBERS, [None] * MEMBERS
        await self._each(connections, range(MEMBERS), self._register)
        self.logged_in_at = time.time()
        self.pairs = [None] * (MEMBERS // 2)
        await self._each(connections, range(MEMBERS // 2), self._pair)
        self.groups = [None] * GROUPS
        await self._each(connections, range(GROUPS), self._group)
        self.room = await self._chat(connections[0], 0, "GROUP", range(1, MEMBERS))
        await self._each(connections, range(GROUPS * messages), self._say)
        with open(self.file, "w") as stored:
            json.dump(self.__dict__, stored)

    async def _register(self, connection, number):
        name = self.names[number]
        body = {"email": f"{name}@example.com", "username": name, "password": PASSWORD}
        session = (await connection.call("POST", "/auth/register", body=body)).data
        self.ids[number], self.tokens[number] = session["user"]["id"], session["accessToken"]

    async def _log_in(self, connection, number):
        body = {"login": self.names[number], "password": PASSWORD}
        self.tokens[number] = (await connection.call("POST", "/auth/login", body=body)).data["accessToken"]

    async def _chat(self, connection, owner, kind, members):
        body = {"type": kind, "memberIds": [self.ids[m] for m in members]}
        if kind == "GROUP":
            body["name"] = f"Group of {self.names[owner]}"
        return (await connection.call("POST", "/chats", self.tokens[owner], body)).data["id"]

    async def _pair(self, connection, number):
        self.pairs[number] = await self._chat(connection, 2 * number, "PRIVATE", [2 * number + 1])

    def members_of(self, group):
        """Returns who is in a group: the numbers of half of the members, a different half for each."""
        return [(group + step * 2) % MEMBERS for step in range(GROUP_SIZE)]

    async def _group(self, connection, number):
        members = self.members_of(number)
        self.groups[number] = await self._chat(connection, members[0], "GROUP", members[1:])

    async def _say(self, connection, number):
        group = number % GROUPS
        members = self.members_of(group)
        text = f"Message {number}: the analytical engine weaves algebraical patterns just as the loom weaves flowers."
        body = {"chatId": self.groups[group], "content": text}
        await connection.call("POST", "/messages", self.tokens[members[number // GROUPS % GROUP_SIZE]], body)

    # Lines for the generator: what {1}, {2}… stand for.

    def by_token(self):
        return [[token] for token in self.tokens]

    def by_name(self):
        return [[name, PASSWORD] for name in self.names]

    def by_pair(self):
        return [[token, self.pairs[number // 2]] for number, token in enumerate(self.tokens)]

    def by_group(self):
        return [[self.tokens[m], self.groups[g]] for g in range(GROUPS) for m in self.members_of(g)[:5]]

    def in_room(self):
        return [[token, self.room] for token in self.tokens]
