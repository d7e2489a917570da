#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures Roost and writes docs/benchmarks.md. Run it through bin/bench, which builds what it needs."""

import argparse
import datetime
import json
import os
import statistics
import subprocess
import sys
import traceback
from dataclasses import dataclass
from functools import partial
from typing import Callable

import figures
import machine
import matrix
import report
import social


@dataclass
class Row:
    """One line of the table: how to measure it, and what it should reach."""

    name: str
    title: str
    measure: Callable
    # Which key of a finding is the figure: perSecond, resident, took, bytesPerSocket, or p99 of the latency.
    key: str = "perSecond"
    target: float | None = None
    # The p99 in milliseconds that must hold as well.
    p99: float | None = None
    # The p95 that must hold.
    p95: float | None = None
    allowed: str = ""
    peer: str = ""
    rounds: int | None = None
    # Whether a smaller figure is the better one.
    less: bool = False
    # Not a row, but figures of a peer for the rows of the same names.
    is_peer: bool = False


ROUTE = "bare Hummingbird route, same bytes"
COMMIT = "bare SQLite commit, WAL and FULL, one writer"
PGBENCH = "pgbench, one insert a transaction, 32 clients"
WRITES = "bare loop of writes"
SOCKETIO = "python-socketio on uvicorn"

PHOTOS = "`vipsthumbnail` alone, a start for each size, four at once"

ROWS = [
    Row("synapse", "Synapse on SQLite: what it does where it does the same", lambda bench: matrix.measure(bench.seconds), key="token-check", rounds=1, is_peer=True),
    Row("token-check", "Token check: `GET /auth/me`, 64 connections, 100 members", figures.token_check, target=40_000, allowed=ROUTE),
    Row("token-check-wrk", "The same by `wrk`, one member, as a cross-check", figures.token_check_wrk),
    Row("token-check-logins", "Token check while 40 logins a second are asked for beside it (answered: see below)", figures.token_check_with_logins, allowed="the same without logins"),
    Row("login", "Login (Argon2id), 16 connections", figures.login),
    Row("chat-list", "Chat list: 20 chats with last message and unread count", figures.chat_list, allowed=ROUTE),
    Row("history", "History page: 50 messages", figures.history, target=8_000, allowed=ROUTE),
    Row("message-http", "Durable message over HTTP, SQLite, 64 in flight", figures.message_http, target=4_000, p99=25, allowed=COMMIT),
    Row("message-socket", "Durable message over sockets, SQLite, 64 in flight", figures.message_socket, target=6_000, p99=25, allowed=COMMIT),
    Row("message-http-postgres", "Durable message over HTTP, PostgreSQL, 64 in flight", partial(figures.message_http, kind="postgres"), allowed=PGBENCH),
    Row("message-socket-postgres", "Durable message over sockets, PostgreSQL, 64 in flight", partial(figures.message_socket, kind="postgres"), allowed=PGBENCH),
    Row("fanout-100", "Durable messages to 100 sockets, deliveries", figures.fanout_100, target=100_000, allowed=WRITES, peer=SOCKETIO + " (nothing stored)"),
    Row("fanout-1000", "Durable messages to 1,000 sockets, deliveries", figures.fanout_1000, allowed=WRITES, peer=SOCKETIO + " (nothing stored)"),
    Row("broadcast-100", "Plain broadcast to 100 sockets, deliveries", partial(figures.broadcast, sockets=100), target=150_000, allowed=WRITES, peer=SOCKETIO),
    Row("broadcast-1000", "Plain broadcast to 1,000 sockets, deliveries", partial(figures.broadcast, sockets=1000), target=150_000, allowed=WRITES, peer=SOCKETIO),
    Row("seen", "Send → seen, durable, 20 messages a second to 100 sockets, p99", figures.seen, key="p99", target=5, less=True, peer=SOCKETIO),
    Row("feed", "Feed page of 20: 200,000 posts, 200 followed, 64 connections", social.feed, target=13_500, p99=25, allowed=ROUTE),
    Row("post", "Durable post over HTTP, SQLite, 64 in flight", social.publish, target=4_000, allowed=COMMIT),
    Row("post-1000", "Post → in the feeds of 1,000 followers, the last of them, p99", social.spread, key="p99", target=250, less=True),
    Row("like", "Durable like over HTTP, SQLite, 64 in flight", social.like, target=5_000, allowed=COMMIT),
    Row("notifications", "Notifications page of 20", social.notifications, allowed=ROUTE),
    Row("search-words", "Search in 1,000,000 posts: two words", partial(social.search, kind="words"), target=3_000, p95=20, allowed=ROUTE),
    Row("search-word", "Search in 1,000,000 posts: one frequent word", partial(social.search, kind="word"), target=3_000, p95=20, allowed=ROUTE),
    Row("search-substring", "Search in 1,000,000 posts: the inside of a word", partial(social.search, kind="substring"), target=3_000, p95=20, allowed=ROUTE),
    Row("search-japanese", "Search in 1,000,000 posts: Japanese", partial(social.search, kind="japanese"), target=3_000, p95=20, allowed=ROUTE),
    Row("thumbnails", "Photos of 12 megapixels uploaded, each made into three sizes", social.thumbnails, target=15, allowed=PHOTOS),
    Row("memory-idle", "Memory, idle, with the demo community", figures.idle_memory, key="resident", target=80e6, less=True),
    Row("sockets-1000", "1,000 idle sockets: memory each", figures.sockets_1000, key="bytesPerSocket", target=16_384, less=True, peer=SOCKETIO),
    Row("sockets-10000", "10,000 idle sockets: memory each", figures.sockets_10000, key="bytesPerSocket", target=16_384, less=True),
    Row("open-10000", "10,000 sockets opened, with their tokens", figures.sockets_10000, target=2_000),
    Row("start", "Start to ready, demo community", figures.start, key="took", target=0.5, less=True),
    Row("first-start", "Start to ready, empty folder, migrations included", figures.first_start, key="took", target=0.5, less=True),
    Row("binary", "Size of the binary, web app inside", figures.binary_size, key="resident", rounds=1, less=True),
    Row("clean-build", "Clean release build, packages fetched", figures.clean_build, key="took", rounds=1, less=True),
]


def value(row, finding):
    return finding["latency"]["p99"] if row.key == "p99" else finding[row.key]


def measure(row, bench, rounds):
    """Returns the median round, with the spread of all of them beside it."""
    findings = [row.measure(bench) for _ in range(row.rounds or rounds)]
    findings.sort(key=lambda finding: value(row, finding))
    middle = dict(findings[len(findings) // 2])
    # What is compared with is a median of its own rounds.
    for key in ("allowed", "peer", "peer_p99"):
        if key in middle:
            middle[key] = statistics.median(finding[key] for finding in findings)
    middle["values"] = [value(row, finding) for finding in findings]
    middle["date"] = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d")
    return middle


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="names, separated by commas; a name that ends in * takes all that start so")
    parser.add_argument("--list", action="store_true", help="print the names")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=5, help="length of a round")
    return parser.parse_args()


def chosen(rows, only):
    if not only:
        return rows
    names = only.split(",")
    picked = [r for r in rows if any(r.name == n or (n.endswith("*") and r.name.startswith(n[:-1])) for n in names)]
    unknown = [n for n in names if not any(r.name == n or n.endswith("*") for r in rows)]
    if unknown:
        sys.exit(f"there is no figure {', '.join(unknown)}; bin/bench --list names them")
    return picked


def main():
    arguments = options()
    if arguments.list:
        print("\n".join(f"{row.name:26} {row.title}" for row in ROWS))
        return 0
    # Before anything is measured: what else the machine was busy with.
    arguments.load = os.getloadavg()[0]
    kept = os.path.join(machine.scratch(), "results.json")
    results = json.load(open(kept)) if os.path.exists(kept) else {}
    bench, failed = figures.Bench(arguments.seconds), False
    try:
        for row in chosen(ROWS, arguments.only):
            print(f"{row.name:26}", end=" ", flush=True)
            try:
                results[row.name] = measure(row, bench, arguments.rounds)
                print(report.shown(row, results[row.name]), flush=True)
            except (RuntimeError, OSError, subprocess.SubprocessError) as failure:
                failed = True
                print(f"FAILED {failure}", flush=True)
                if not isinstance(failure, RuntimeError):
                    traceback.print_exc()
            with open(kept, "w") as file:
                json.dump(results, file, indent=1)
    finally:
        bench.stack.close()
    report.write(ROWS, results, arguments)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
