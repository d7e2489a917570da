# SPDX-License-Identifier: Apache-2.0
"""Turns findings into docs/benchmarks.md."""

import os
import platform
import subprocess

import machine
import sizes

INTRODUCTION = """\
# Benchmarks

Written by `make bench`; do not edit. Every figure is the median of {rounds} rounds of {seconds:g} seconds after a warm-up of one second,
the spread of the rounds in brackets. Server, load generator, database and peers share the same two cores, so what the
generator uses is missing from what the server can do. `ROOST_RATE_LIMITS=off`, everything else as it comes.

- Machine: {cpu}, {cores} cores used of {all_cores}, {memory} GB; {system}; Swift {swift}
- Date: {date}; commit {commit}; load average before the run {load:.1f}
- Command: `bin/bench{command}`; one row again: `bin/bench --only NAME`
- A row that the command does not name keeps the figures of an earlier run, of older code: compare no two of them
- Data: the demo community and 100 more members with 50 private chats, 40 groups of 50 members with 500 messages each, one
  room of all 100; 1,000 and 10,000 sockets are 10 and 100 for each of them; feeds, posts and likes: `roost demo --people 1001
  --posts 200000 --follows 200`, search: the same with 1,000,000 posts and 20 followed
- "Durable" means that the answer comes after the commit: SQLite in WAL with `synchronous=FULL`, PostgreSQL with `fsync=on`
- "Machine allows" is measured in the same round, by what the column names; the ratio is Roost's share of it

| | figure | p50 | p95 | p99 | machine allows | ratio | peer | target | met |
|---|---|---|---|---|---|---|---|---|---|
"""


def number(amount, key="perSecond"):
    """Returns an amount with its unit."""
    if amount is None:
        return ""
    if key in ("perSecond", "token-check"):
        return f"{amount:,.0f}/s" if amount >= 100 else f"{amount:,.1f}/s"
    if key == "resident":
        return f"{amount / 1e6:,.1f} MB"
    if key == "bytesPerSocket":
        return f"{amount / 1024:,.1f} KB"
    if key == "p99":
        return f"{amount:,.2f} ms"
    return f"{amount * 1000:,.0f} ms" if amount < 10 else f"{amount:,.0f} s"


def spread(row, finding):
    values = finding["values"]
    figure = number(values[len(values) // 2], row.key)
    if len(values) == 1:
        return figure
    return f"**{figure}** ({number(values[0], row.key)} – {number(values[-1], row.key)})"


def is_met(row, finding):
    """Whether the target holds; None when there is none."""
    if row.target is None:
        return None
    figure = finding["values"][len(finding["values"]) // 2]
    reached = figure <= row.target if row.less else figure >= row.target
    within = [finding["latency"][p] < most for p, most in (("p95", row.p95), ("p99", row.p99)) if most]
    return reached and all(within)


def shown(row, finding):
    """Returns the line printed while measuring."""
    met = {True: "met", False: "NOT MET", None: ""}[is_met(row, finding)]
    latency = finding.get("latency")
    tail = f"p50 {latency['p50']:.2f} p99 {latency['p99']:.2f} ms" if latency else ""
    allowed = f"machine allows {finding['allowed']:,.0f}/s" if "allowed" in finding else ""
    return "  ".join(part for part in (spread(row, finding), tail, allowed, met) if part)


def peers(row, finding, synapse):
    """Returns what others reach with the same work."""
    own = finding.get("peer", finding.get("peer_p99"))
    found = [f"{number(own, row.key)}: {row.peer}"] if own else []
    if row.name in synapse:
        found.append(f"{number(synapse[row.name], row.key)}: Synapse")
    return "; ".join(found)


def line(row, finding, synapse):
    latency = finding.get("latency") or {}
    allowed = finding.get("allowed")
    met = {True: "yes", False: "**no**", None: ""}[is_met(row, finding)]
    target = "" if row.target is None else ("≤ " if row.less else "≥ ") + number(row.target, row.key)
    for name, most in (("p95", row.p95), ("p99", row.p99)):
        if most:
            target += f", {name} < {most:g} ms"
    if target and "resident" == row.key:
        target = target.replace(".0 MB", " MB")
    cells = [
        row.title,
        spread(row, finding),
        *(f"{latency[p]:.2f} ms" if p in latency else "" for p in ("p50", "p95", "p99")),
        f"{number(allowed)}: {row.allowed}" if allowed else "",
        f"{finding['perSecond'] / allowed:.0%}" if allowed and "perSecond" in finding else "",
        peers(row, finding, synapse),
        target,
        met,
    ]
    return "| " + " | ".join(cells) + " |\n"


def notes(results):
    """Returns what does not fit in the table."""
    found = []
    if "token-check-logins" in results:
        r = results["token-check-logins"]
        found.append(f"Beside the token checks 40 logins a second were asked for and {r['logins']:.0f} answered, p99 {r['login_p99']:.0f} ms.")
    if "message-http" in results and "bare_route" in results["message-http"]:
        r = results["message-http"]
        found.append(f"A bare Hummingbird route that takes the same body and stores nothing: {r['bare_route']:,.0f}/s.")
    if "message-http" in results:
        found.append("Roost stores messages that wait at the same time in one commit, the bare commit only one: hence ratios over 100%.")
    sized = next((results[name] for name in results if name.startswith("search-") and "index" in results[name]), None)
    if sized:
        found.append(
            f"The search index over 1,000,000 posts has {sized['index'] / 1e6:,.0f} MB for {sized['text'] / 1e6:,.0f} MB of text, "
            f"{sized['index'] / sized['text']:.1f} times as much."
        )
    if "post-1000" in results:
        found.append(f"The post had {results['post-1000']['followers']:,} followers.")
    if "binary" in results:
        found.append(f"Stripped, the binary has {results['binary']['stripped'] / 1e6:.1f} MB.")
    for name in ("sockets-1000", "sockets-10000"):
        if name in results:
            r = results[name]
            found.append(f"{r['sockets']:,} sockets: {r['residentBefore'] / 1e6:.0f} MB before, {r['residentAfter'] / 1e6:.0f} MB after.")
    if "peer_rate" in results.get("sockets-1000", {}):
        found.append(f"python-socketio opened {results['sockets-1000']['peer_rate']:,.0f} sockets a second in the same round.")
    return found


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, cwd=machine.ROOT).stdout.strip()


def facts(arguments, results):
    with open("/proc/cpuinfo") as cpu, open("/proc/meminfo") as memory:
        model = next((line.split(":")[1].strip() for line in cpu if line.startswith("model name")), platform.machine())
        gigabytes = int(memory.readline().split()[1]) // 1024**2
    swift = next((word for word in output("swift", "--version").split() if word[0].isdigit()), "")
    command = f" --only {arguments.only}" if arguments.only else ""
    system = " ".join(platform.freedesktop_os_release().get(k, "") for k in ("NAME", "VERSION_ID"))
    return {
        "rounds": arguments.rounds, "seconds": arguments.seconds, "cpu": model, "cores": len(machine.CORES),
        "all_cores": os.cpu_count(), "memory": gigabytes, "system": f"{system}, Linux {platform.release()}", "swift": swift,
        "date": max(finding["date"] for finding in results.values()), "commit": output("git", "rev-parse", "--short", "HEAD"),
        "command": command, "load": arguments.load,
    }  # fmt: skip


def write(rows, results, arguments):
    """Writes the page; rows never measured are left out."""
    if not results:
        return
    rows, synapse = [row for row in rows if not row.is_peer], results.get("synapse", {})
    measured = [row for row in rows if row.name in results]
    text = INTRODUCTION.format(**facts(arguments, results))
    text += "".join(line(row, results[row.name], synapse) for row in measured)
    text += "\n" + "".join(f"- {note}\n" for note in notes(results))
    absent = [row.title for row in rows if row.name not in results]
    if absent:
        text += "\nNot measured in this run: " + "; ".join(absent) + ".\n"
    text += sizes.text()
    with open(os.path.join(machine.ROOT, "docs", "benchmarks.md"), "w") as file:
        file.write(text)
