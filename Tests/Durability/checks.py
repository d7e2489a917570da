# SPDX-License-Identifier: Apache-2.0
"""What must be true after the crashes: asked of the API as a member, and of the database directly."""

import asyncio
import glob
import os
import sqlite3
import subprocess
import time
import uuid
from collections import Counter, defaultdict

from wire import HTTPConnection


class Findings:
    """A count for everything compared, and a line for everything wrong."""

    def __init__(self):
        self.lines, self.faults = [], []

    def compare(self, what, count, wrong):
        """Notes that `count` things were compared and lists those that were `wrong`."""
        wrong = list(wrong)
        self.lines.append(f"{'ok' if not wrong else 'WRONG':5} {what}: {count:,}")
        self.faults += [f"{what}: {line}" for line in wrong[:5]]
        if len(wrong) > 5:
            self.faults.append(f"{what}: and {len(wrong) - 5:,} more")


class Rows:
    """Read-only SQL on the tables of one service at a time, the same text for both engines."""

    def __init__(self, data, postgres=None):
        self.postgres = postgres
        if postgres is None:
            # One file per service, and one connection per file: SQLite attaches no more than ten.
            files = glob.glob(os.path.join(data, "**", "*.sqlite"), recursive=True)
            self.connections = {os.path.basename(f).removesuffix(".sqlite"): sqlite3.connect(f) for f in files}

    def all(self, schema, sql):
        """Returns the rows as tuples of text (ids as UUIDs, numbers as they are written)."""
        if self.postgres is None:
            return [tuple(map(self._text, row)) for row in self.connections[schema].execute(sql)]
        command = ["psql", self.postgres, "-X", "-A", "-t", "-F", "\x1f", "-v", "ON_ERROR_STOP=1", "-c", sql]
        environment = os.environ | {"PGOPTIONS": f"-c search_path={schema}"}
        output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120, env=environment).stdout
        return [tuple(line.split("\x1f")) for line in output.splitlines() if line]

    def schemas_with(self, table):
        """Returns the names of the schemas (one per service) that hold a table."""
        if self.postgres is None:
            held = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
            return [s for s, c in self.connections.items() if c.execute(held, [table]).fetchone()[0]]
        return [row[0] for row in self.all("pg_catalog", f"SELECT schemaname FROM pg_tables WHERE tablename = '{table}'")]

    @staticmethod
    def _text(value):
        if isinstance(value, bytes) and len(value) == 16:
            return str(uuid.UUID(bytes=value))
        return "" if value is None else str(value)


async def pages(connection, path, token, next_of):
    """Yields the items of every page; `next_of` returns the next path, or nothing at the end."""
    while path:
        data = (await connection.call("GET", path, token)).data
        for item in data.get("items", data.get("changes", [])):
            yield item
        path = next_of(data)


async def histories(community):
    """Returns every chat's messages as its first member reads them, oldest first."""
    connection = HTTPConnection(community.server.host, community.server.port, seconds=30)
    result = {}
    for chat, people in community.chats.items():
        base = f"/messages/chat/{chat}?limit=100"
        older = lambda data: f"{base}&before={data['items'][-1]['id']}" if data["items"] else None
        result[chat] = [m async for m in pages(connection, base, people[0].token, older)][::-1]
    connection.close()
    return result


def check_histories(ledger, histories, findings):
    """Every acknowledged message is in its chat, once; seq counts up by one."""
    messages = {m["id"]: m for chat in histories.values() for m in chat}
    findings.compare(
        "acknowledged messages found in their chats",
        len(ledger.acknowledged),
        (
            f"{client_id} (message {told[0]}, seq {told[1]}) is {'wrong' if told[0] in messages else 'missing'}"
            for client_id, told in ledger.acknowledged.items()
            if (messages.get(told[0]) or {}).get("seq") != told[1]
            or messages[told[0]]["content"] != ledger.sends[client_id].content
        ),
    )
    texts = Counter(m["content"] for m in messages.values())
    findings.compare(
        "texts that appear once", len(texts), (f"{text!r} appears {n} times" for text, n in texts.items() if n > 1)
    )
    known = {send.content for send in ledger.sends.values()}
    findings.compare("texts somebody wrote", len(texts), (repr(text) for text in texts if text not in known))
    findings.compare(
        "chats whose seq has no gap and no repeat",
        len(histories),
        (
            f"chat {chat}: {len(found)} messages, seq {found[0]['seq']} to {found[-1]['seq']}"
            for chat, found in histories.items()
            if [m["seq"] for m in found] != list(range(1, len(found) + 1))
        ),
    )


def difference(heard, expected):
    """Says in which way two lists of seq differ."""
    if sorted(heard) == expected:
        at = next(i for i, (h, e) in enumerate(zip(heard, expected)) if h != e)
        return f"seq {heard[at]} was told before {expected[at]}"
    missing, extra = set(expected) - set(heard), Counter(heard) - Counter(expected)
    return f"{len(missing)} missing, {sum(extra.values())} told twice or unknown"


async def check_sync(community, histories, findings):
    """/sync from the start tells each member exactly the messages of their chats, in order."""
    wrong, count = [], 0
    connection = HTTPConnection(community.server.host, community.server.port, seconds=30)
    for member in community.members:
        following = lambda data: f"/sync?limit=100&since={data['next']}" if data["hasMore"] else None
        heard = defaultdict(list)
        async for change in pages(connection, "/sync?limit=100", member.token, following):
            if change["kind"] == "MESSAGE_NEW":
                heard[change["chatId"]].append(change["message"]["seq"])
                count += 1
        expected = {
            chat: [m["seq"] for m in histories[chat]]
            for chat, people in community.chats.items()
            if member in people and histories[chat]
        }
        wrong += [
            f"{member.name}, chat {chat}: {difference(heard.get(chat, []), expected.get(chat, []))}"
            for chat in set(heard) | set(expected)
            if heard.get(chat) != expected.get(chat)
        ]
    connection.close()
    findings.compare("changes that /sync told from the start", count, wrong)


def check_rows(community, rows, findings):
    """The tables say the same as the API: every acknowledged message is a row, no clientId has two, seq has no gap."""
    found = rows.all("chat", "SELECT chat_id, seq, id, client_id FROM messages ORDER BY chat_id, seq")
    mine = [row for row in found if row[0] in community.chats]
    by_client = defaultdict(list)
    for _, seq, message, client_id in mine:
        by_client[client_id].append((message, int(seq)))
    findings.compare(
        "acknowledged messages found in the database",
        len(community.ledger.acknowledged),
        (f"{c} is missing" for c, told in community.ledger.acknowledged.items() if told not in by_client[c]),
    )
    findings.compare(
        "clientIds with one row",
        len(by_client),
        (f"{client_id} has {len(rows)} rows" for client_id, rows in by_client.items() if len(rows) > 1),
    )
    sequences = defaultdict(list)
    for chat, seq, _, _ in mine:
        sequences[chat].append(int(seq))
    findings.compare(
        "chats whose rows have no gap in seq",
        len(sequences),
        (f"chat {chat}" for chat, seqs in sequences.items() if seqs != list(range(1, len(seqs) + 1))),
    )


def check_accounts(community, rows, findings):
    """Accounts and profiles are made and closed by events between two services: both sides must agree."""
    accounts = {name for (name,) in rows.all("accounts", "SELECT username FROM accounts")}
    profiles = Counter(name for (name,) in rows.all("users", "SELECT username FROM users"))
    findings.compare(
        "accounts opened or closed between the crashes, with their profiles",
        len(community.comers),
        (
            f"{name} {'was closed' if closed else 'is open'}, account {name in accounts}, profiles {profiles[name]}"
            for name, closed in community.comers.items()
            if (name in accounts, profiles[name]) != (not closed, 0 if closed else 1)
        ),
    )


class Handler:
    """How far a durable handler is in the outbox of a service, and what it should have handled."""

    def __init__(self, rows, schema, name, source, xid, position, handled):
        self.title, self.handled, self.place = f"{name} (from {source})", int(handled), (int(xid), int(position))
        last = rows.all(source, f"SELECT name FROM outbox WHERE xid = {xid} AND position = {position}")
        self.event = last[0][0] if last else None
        published = rows.all(source, f"SELECT xid, position FROM outbox WHERE name = '{self.event}'")
        places = [(int(x), int(p)) for x, p in published]
        self.waiting = sum(place > self.place for place in places)
        self.expected = sum(place <= self.place for place in places)
        dead = rows.all(schema, f"SELECT count(*) FROM dead_events WHERE handler = '{name}' AND source = '{source}'")
        self.dead = int(dead[0][0])


def handlers(rows):
    """Returns every handler that has handled something."""
    return [
        Handler(rows, schema, *row)
        for schema in rows.schemas_with("event_positions")
        for row in rows.all(schema, "SELECT handler, source, xid, position, handled FROM event_positions WHERE position > 0")
    ]


async def check_events(community, rows, findings, seconds=30):
    """Waits until nothing waits for a handler, then compares what each handled with what was published."""
    deadline = time.monotonic() + seconds
    found = handlers(rows)
    while any(handler.waiting for handler in found) and time.monotonic() < deadline:
        await asyncio.sleep(0.5)
        found = handlers(rows)
    findings.compare(
        "handlers that handled every event exactly once",
        len(found),
        (
            f"{h.title}: {h.expected} {h.event} published, {h.handled} handled, {h.dead} put aside, {h.waiting} waiting"
            for h in found
            if h.waiting or h.dead or h.handled != h.expected
        ),
    )
    findings.compare("events handled", sum(h.handled for h in found), [] if found else ["no handler has handled any"])
    sent = int(rows.all("chat", "SELECT count(DISTINCT id) FROM outbox WHERE name = 'message.sent'")[0][0])
    stored = int(rows.all("chat", "SELECT count(*) FROM messages")[0][0])
    findings.compare("message.sent events, one for each message", sent, [f"{stored} messages"] if sent != stored else [])
