# SPDX-License-Identifier: Apache-2.0
"""Everything that runs during a measurement: the server, its peers, the load generator, the bare baselines."""

import atexit
import contextlib
import json
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TOOLS = os.path.join(ROOT, "Benchmarks", ".build", "release")
RELEASE = os.path.join(ROOT, ".build", "release")
PYTHON = os.path.join(ROOT, ".build", "venv-measure", "bin", "python")
PEERS = os.path.join(ROOT, "Benchmarks", "Measure", "peers")

# 10,000 sockets need as many descriptors, in the server and in the generator.
_, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

# Server and generator share two cores, also on a machine that has more.
CORES = sorted(os.sched_getaffinity(0))[:2]
os.sched_setaffinity(0, CORES)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def resident(pid):
    """Returns the resident bytes of a process."""
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


def wait_for(url, process, seconds=60, pause=0.002):
    """Waits until the address answers; returns how long it took."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args[0]} ended with {process.returncode}")
        try:
            with urllib.request.urlopen(url, timeout=2) as reply:
                if reply.status == 200:
                    return time.monotonic() - started
        except OSError as failure:
            if getattr(failure, "code", 503) not in (502, 503):
                return time.monotonic() - started
        time.sleep(pause)
    raise RuntimeError(f"{url} did not answer in {seconds} s")


@contextlib.contextmanager
def running(command, ready, environment=None, log=None):
    """Runs a server while the block lasts; yields its process and the seconds until it was ready."""
    with open(log or os.devnull, "ab") as output:
        process = subprocess.Popen(
            command, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    kill = lambda: process.poll() is None and process.kill()
    atexit.register(kill)
    try:
        yield process, wait_for(ready, process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        atexit.unregister(kill)


@contextlib.contextmanager
def roost(data, postgres=None):
    """Runs the release server on a data folder; yields its address, process and the seconds until it was ready."""
    port = free_port()
    environment = {"ROOST_RATE_LIMITS": "off"}
    if postgres:
        environment["ROOST_DATABASE_URL"] = postgres
    command = [f"{RELEASE}/roost", "serve", "--host", "127.0.0.1", "--port", str(port), "--data", data]
    url = f"http://127.0.0.1:{port}"
    with running(command, f"{url}/health/ready", environment, log=f"{data}.log") as (process, seconds):
        yield url, process, seconds


@contextlib.contextmanager
def bare_route(size):
    """Runs the bare Hummingbird route with a reply of so many bytes; yields its address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with running([f"{TOOLS}/bench-baseline", "--port", str(port), "--bytes", str(size)], f"{url}/bare"):
        yield url


@contextlib.contextmanager
def python_peer(script, *arguments, ready="/socket.io/?EIO=4&transport=polling"):
    """Runs one of the peers written in Python; yields its address and process."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [PYTHON, os.path.join(PEERS, script), str(port), *map(str, arguments)]
    with running(command, url + ready) as (process, _):
        yield url, process


SYNAPSE = """
server_name: bench.local
listeners: [{{port: {port}, bind_addresses: ["127.0.0.1"], type: http, tls: false, resources: [{{names: [client]}}]}}]
database: {{name: sqlite3, args: {{database: "{folder}/synapse.db"}}}}
pid_file: "{folder}/pid"
media_store_path: "{folder}/media"
signing_key_path: "{folder}/key"
log_config: "{folder}/log.yaml"
report_stats: false
enable_registration: true
enable_registration_without_verification: true
suppress_key_server_warning: true
trusted_key_servers: []
registration_shared_secret: x
macaroon_secret_key: x
rc_message: {fast}
rc_registration: {fast}
rc_login: {{address: {fast}, account: {fast}, failed_attempts: {fast}}}
"""


@contextlib.contextmanager
def synapse():
    """Runs a Synapse on SQLite without rate limits; yields its address, process and the seconds until it was ready."""
    folder = tempfile.mkdtemp(prefix="synapse-", dir=scratch())
    port = free_port()
    with open(f"{folder}/homeserver.yaml", "w") as file:
        fast = "{per_second: 1000000, burst_count: 1000000}"
        file.write(SYNAPSE.format(port=port, folder=folder, fast=fast))
    with open(f"{folder}/log.yaml", "w") as file:
        file.write("{version: 1, root: {level: ERROR}, disable_existing_loggers: false}")
    command = [PYTHON, "-m", "synapse.app.homeserver", "-c", f"{folder}/homeserver.yaml"]
    subprocess.run([*command, "--generate-keys"], check=True, capture_output=True)
    url = f"http://127.0.0.1:{port}"
    try:
        with running(command, f"{url}/_matrix/client/versions", log=f"{folder}/output") as (process, seconds):
            yield url, process, seconds
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def postgres():
    """Runs a PostgreSQL that keeps its promises (fsync on); yields its address."""
    backends = os.path.join(ROOT, "bin", "serve-backends")
    command = [backends, "run", "sh", "-c", 'echo "$TEST_POSTGRES"; exec sleep 3600']
    process = subprocess.Popen(command, env={**os.environ, "DURABLE": "1"}, stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(30)


def generate(command, url, *arguments, values=None, **options):
    """Runs the load generator and returns what it found."""
    line = [f"{TOOLS}/roost-bench", command, "--url", url, *arguments]
    for name, value in options.items():
        line += [f"--{name.replace('_', '-')}", str(value)]
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        if values:
            file.write("\n".join("\t".join(row) for row in values))
            file.flush()
            line += ["--values", file.name]
        done = subprocess.run(line, capture_output=True, text=True, timeout=600)
    if done.returncode:
        raise RuntimeError(f"{' '.join(line[:3])}: {done.stderr.strip()[-500:]}")
    return json.loads(done.stdout)


def sqlite_commits(seconds):
    """Returns how many transactions of one small row a bare SQLite commits in a second, WAL and FULL."""
    folder = tempfile.mkdtemp(dir=scratch())
    connection = sqlite3.connect(os.path.join(folder, "bare.sqlite"), isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)")
    count, started = 0, time.monotonic()
    while time.monotonic() - started < seconds:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO notes (text) VALUES (?)", ["x" * 200])
        connection.execute("COMMIT")
        count += 1
    passed = time.monotonic() - started
    connection.close()
    shutil.rmtree(folder)
    return count / passed


def postgres_commits(url, seconds):
    """Returns how many transactions of one small row PostgreSQL commits in a second, 32 clients."""
    programs = subprocess.run("ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1", shell=True, capture_output=True)
    pgbench = os.path.join(programs.stdout.decode().strip(), "pgbench")
    subprocess.run(["psql", url, "-q", "-c", "SET client_min_messages = warning; CREATE TABLE IF NOT EXISTS bare (id bigserial PRIMARY KEY, text text)"], check=True)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(f"INSERT INTO bare (text) VALUES ('{'x' * 200}');\n")
        script.flush()
        command = [pgbench, "-n", "-M", "prepared", "-c", "32", "-j", "1", "-T", str(int(seconds)), "-f", script.name, url]
        output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return float(next(line for line in output.splitlines() if line.startswith("tps")).split()[2])


def scratch():
    """Returns a folder on the disk that the project is on: /tmp may be memory, which would flatter every commit."""
    folder = os.path.join(ROOT, ".build", "bench")
    os.makedirs(folder, exist_ok=True)
    return folder
