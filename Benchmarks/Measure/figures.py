# SPDX-License-Identifier: Apache-2.0
"""What is measured: one function a row, which returns what it found in one round."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import threading
import time

import machine
from community import MEMBERS, Community
from machine import generate

# As bin/build has it.
UNCHECKED = []
SECRET = "Authorization: Bearer {1}"
NOTE = (
    '{"chatId":"{2}","content":"Message {n}: the loom weaves flowers and leaves, one thread at a time.",'
    '"clientId":"{r}-0000-4000-8000-{n}"}'
)


class Bench:
    """The servers a round uses, started when first asked for and kept for the figures that follow."""

    def __init__(self, seconds):
        self.seconds = seconds
        self.stack = contextlib.ExitStack()
        self.folder = tempfile.mkdtemp(prefix="data-", dir=machine.scratch())
        self.stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.servers, self.bare = {}, {}

    def server(self, kind="sqlite"):
        """Returns the address, the process and the community of a server with data in it."""
        if kind not in self.servers:
            address = None
            if kind == "postgres":
                address = self.postgres = self.stack.enter_context(machine.postgres())
            data = os.path.join(self.folder, kind)
            if not os.path.exists(data):
                self.demo(data, address)
            running = self.stack.enter_context(contextlib.ExitStack())
            url, process, _ = running.enter_context(machine.roost(data, address))
            self.servers[kind] = url, process, Community(os.path.join(self.folder, f"{kind}.json")), running
        url, process, community, _ = self.servers[kind]
        community.prepare(url, messages=500 if kind == "sqlite" else 20)
        return url, process, community

    def demo(self, data, address=None):
        """Fills a data folder with the demo community, so that no table is empty."""
        environment = {**os.environ, **({"ROOST_DATABASE_URL": address} if address else {})}
        command = [f"{machine.RELEASE}/roost", "demo", "--data", data]
        subprocess.run(command, env=environment, check=True, capture_output=True, timeout=300)

    def fresh_server(self):
        """Returns the SQLite server and its community after a restart, as nobody has used it yet."""
        self.server()
        self.servers.pop("sqlite")[3].close()
        return self.server()

    def http(self, url, path, values=None, connections=64, **options):
        headers = ["-H", SECRET] if values and len(values[0][0]) > 100 else []
        return generate(
            "http", url, *headers, values=values, path=path, connections=connections, seconds=self.seconds, warmup=1, **options
        )

    def bare_route(self, size, method="GET"):
        """Returns what a bare Hummingbird route does with a reply of so many bytes."""
        with machine.bare_route(size) as url:
            options = {"body": NOTE} if method == "POST" else {}
            return self.http(url, "/bare", values=[["x", "x" * 36]], method=method, **options)["perSecond"]


def ok(found, *statuses):
    """Returns the finding when every answer had one of the statuses."""
    wrong = {s: n for s, n in found.get("statuses", {}).items() if int(s) not in statuses}
    if wrong or found.get("errors"):
        raise RuntimeError(f"unexpected answers: {wrong or found['errors']}")
    return found


def body_size(url, path, token):
    import urllib.request

    request = urllib.request.Request(url + path, headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=10) as reply:
        return len(reply.read())


def reading(bench, path, values_of):
    """Measures a GET and the bare route that sends as many bytes."""
    url, _, community = bench.server()
    values = values_of(community)
    found = ok(bench.http(url, path, values), 200)
    real = path.replace("{1}", values[0][0]).replace("{2}", values[0][-1])
    size = body_size(url, real, values[0][0])
    return {**found, "allowed": bench.bare_route(size), "bytes": size}


def token_check(bench):
    return reading(bench, "/api/v1/auth/me", lambda c: c.by_token())


def token_check_wrk(bench):
    url, _, community = bench.server()
    command = ["wrk", "-t1", "-c64", f"-d{int(bench.seconds)}s", "-H", f"Authorization: Bearer {community.tokens[0]}"]
    output = subprocess.run([*command, f"{url}/api/v1/auth/me"], capture_output=True, text=True, check=True).stdout
    return {"perSecond": float(output.split("Requests/sec:")[1].split()[0])}


def token_check_with_logins(bench):
    """The same while 40 people a second log in."""
    url, _, community = bench.server()
    logins = {}

    def log_in():
        body = '{"login":"{1}","password":"{2}"}'
        logins.update(
            generate(
                "http", url, values=community.by_name(), path="/api/v1/auth/login", method="POST", body=body,
                connections=32, rate=40, warmup=1, seconds=bench.seconds,
            )
        )

    beside = threading.Thread(target=log_in)
    beside.start()
    found = ok(bench.http(url, "/api/v1/auth/me", community.by_token()), 200)
    beside.join()
    ok(logins, 200)
    alone = ok(bench.http(url, "/api/v1/auth/me", community.by_token()), 200)
    return {**found, "allowed": alone["perSecond"], "logins": logins["perSecond"], "login_p99": logins["latency"]["p99"]}


def login(bench):
    url, _, community = bench.server()
    body = '{"login":"{1}","password":"{2}"}'
    return ok(bench.http(url, "/api/v1/auth/login", community.by_name(), 16, method="POST", body=body), 200)


def chat_list(bench):
    return reading(bench, "/api/v1/chats?limit=20", lambda c: c.by_token())


def history(bench):
    return reading(bench, "/api/v1/messages/chat/{2}?limit=50", lambda c: c.by_group())


def message_http(bench, kind="sqlite"):
    url, _, community = bench.server(kind)
    found = ok(bench.http(url, "/api/v1/messages", community.by_pair(), method="POST", body=NOTE), 201)
    return {**found, "allowed": commits(bench, kind), "bare_route": bench.bare_route(600, "POST")}


def message_socket(bench, kind="sqlite"):
    url, _, community = bench.server(kind)
    found = generate(
        "socket-send", url, values=community.by_pair(), sockets=32, in_flight=64, body=NOTE, seconds=bench.seconds, warmup=1
    )
    return {**ok(found), "allowed": commits(bench, kind)}


def commits(bench, kind):
    if kind == "postgres":
        return machine.postgres_commits(bench.postgres, min(3, bench.seconds))
    return machine.sqlite_commits(min(3, bench.seconds))


def durable_fanout(bench, sockets, **options):
    url, _, community = bench.server()
    body = '{"chatId":"{2}","content":"at={t} to all","clientId":"{r}-0000-4000-8000-{n}"}'
    return generate(
        "fanout", url, values=community.in_room(), receivers=sockets, body=body, seconds=bench.seconds, warmup=1, **options
    )


def fanout_100(bench):
    return {**durable_fanout(bench, 100), "allowed": bare_writes(bench, 100, 700), "peer": socketio(bench, 100)["perSecond"]}


def fanout_1000(bench):
    return {**durable_fanout(bench, 1000), "allowed": bare_writes(bench, 1000, 700), "peer": socketio(bench, 1000)["perSecond"]}


def seen(bench):
    """A message every 50 ms to 100 sockets: from the key press to the other screen."""
    return {**durable_fanout(bench, 100, rate=20), "peer_p99": socketio(bench, 100, rate=20)["latency"]["p99"]}


def broadcast(bench, sockets):
    """The Realtime module alone: one event to a room, nothing stored."""
    port = machine.free_port()
    command = [f"{machine.RELEASE}/realtime-echo", "--port", str(port), "--inbound-rate", "0", "--ping-interval", "25000"]
    url = f"http://127.0.0.1:{port}"
    with machine.running(command, f"{url}/socket.io/?EIO=4&transport=polling"):
        found = generate(
            "fanout", url, values=[["x"]], receivers=sockets, event="shout", counts="heard", seconds=bench.seconds, warmup=1,
            connect='{"token":"x","rooms":["all"]}', body='"all",{"content":"at={t} to all of you"}',
        )
    peer = socketio(bench, sockets)["perSecond"]
    return {**found, "allowed": bare_writes(bench, sockets, 100), "peer": peer}


def socketio(bench, sockets, **options):
    """Returns what python-socketio does with the same load."""
    with machine.python_peer("socketio_room.py") as (url, _):
        body = '{"chatId":"x","content":"at={t} to all of you"}'
        return generate(
            "fanout", url, values=[["x"]], receivers=sockets, body=body, seconds=bench.seconds, warmup=1, **options
        )


def bare_writes(bench, sockets, size):
    """Returns how many frames a second one thread can write to so many sockets while another reads them."""
    port = machine.free_port()
    script = os.path.join(machine.PEERS, "bare_writes.py")
    process = subprocess.Popen(["python3", script, str(port), str(sockets), str(size)])
    try:
        time.sleep(0.5)
        found = generate(
            "fanout", f"http://127.0.0.1:{port}", values=[["x"]], receivers=sockets, rate=1, seconds=min(3, bench.seconds), warmup=1
        )
        return found["perSecond"]
    finally:
        process.kill()
        process.wait()


def idle_memory(bench):
    """A server with the demo community that nobody uses."""
    data = os.path.join(bench.folder, "idle")
    bench.demo(data)
    with machine.roost(data) as (_, process, seconds):
        time.sleep(3)
        found = {"resident": machine.resident(process.pid)}
    shutil.rmtree(data)
    return found


def sockets(bench, count):
    """Opens idle sockets on a server that just started; they belong to a hundred members."""
    url, process, community = bench.fresh_server()
    time.sleep(2)
    return generate("open", url, values=community.by_token(), sockets=count, process=process.pid, seconds=5, concurrency=64)


def socketio_sockets(bench, count):
    with machine.python_peer("socketio_room.py") as (url, process):
        return generate("open", url, values=[["x"]], sockets=count, process=process.pid, seconds=3, concurrency=64)


def sockets_1000(bench):
    peer = socketio_sockets(bench, 1000)
    return {**sockets(bench, 1000), "peer": peer["bytesPerSocket"], "peer_rate": peer["perSecond"]}


def sockets_10000(bench):
    return sockets(bench, 10_000)


def start(bench):
    """From the command to the first answer of /health/ready, with the demo community on disk."""
    data = os.path.join(bench.folder, "start")
    if not os.path.exists(data):
        bench.demo(data)
    with machine.roost(data) as (_, _, seconds):
        return {"took": seconds}


def first_start(bench):
    """The same with an empty folder: all migrations run."""
    data = os.path.join(bench.folder, f"first-{time.monotonic_ns()}")
    with machine.roost(data) as (_, _, seconds):
        return {"took": seconds}


def binary_size(bench):
    path = f"{machine.RELEASE}/roost"
    stripped = os.path.join(bench.folder, "stripped")
    subprocess.run(["strip", "-o", stripped, path], check=True)
    return {"resident": os.path.getsize(path), "stripped": os.path.getsize(stripped)}


def clean_build(bench):
    """`swift build -c release --product roost` with nothing built; the packages are fetched already."""
    scratch = os.path.join(machine.scratch(), "clean-build")
    shutil.rmtree(scratch, ignore_errors=True)
    command = ["swift", "build", "-c", "release", "--product", "roost", "--scratch-path", scratch, *UNCHECKED]
    subprocess.run(["swift", "package", "resolve", "--scratch-path", scratch], cwd=machine.ROOT, check=True, capture_output=True)
    started = time.monotonic()
    subprocess.run(command, cwd=machine.ROOT, check=True, capture_output=True)
    shutil.rmtree(scratch)
    return {"took": time.monotonic() - started}


assert MEMBERS == 100, "the rooms of 100 and 1,000 sockets are made of 100 members"
