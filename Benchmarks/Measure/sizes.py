# SPDX-License-Identifier: Apache-2.0
"""What the project weighs: lines of each part, and how long its checks take."""

import collections
import os
import subprocess

import machine

# The steps without which a run was not one of everything.
WHOLE = {"swift build", "swift test", "contract sqlite", "contract postgres", "browser"}


def lines():
    """Returns the lines of code and of tests of each part, as far as they are committed."""
    names = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, cwd=machine.ROOT, check=True).stdout
    found = collections.defaultdict(lambda: [0, 0])
    for name in filter(None, names.split("\0")):
        if not name.endswith((".swift", ".ts", ".tsx", ".css", ".py", ".c", ".h")) or name.endswith("schema.d.ts"):
            continue
        folders = name.split("/")
        part = "/".join(folders[:2]) if folders[0] in ("Services", "Platform") else folders[0]
        is_test = "Tests" in folders or "tests" in folders or ".test." in folders[-1]
        with open(os.path.join(machine.ROOT, name), "rb") as file:
            found[part][is_test] += sum(1 for line in file if line.strip())
    return dict(sorted(found.items()))


def checks():
    """Returns the steps of the last whole run of `make test` in this folder with their seconds; nothing if there was none."""
    try:
        with open(os.path.join(machine.ROOT, ".build", "ci-logs", "times.tsv")) as file:
            rows = [line.rstrip("\n").split("\t") for line in file]
    except FileNotFoundError:
        return []
    return [(name, int(seconds)) for name, seconds, _ in rows] if WHOLE <= {row[0] for row in rows} else []


def text():
    """Returns the section of docs/benchmarks.md."""
    page = "\n## Size and checks\n\nLines that are not blank, comments included, generated files left out.\n\n"
    page += "| part | code | tests |\n|---|---|---|\n"
    counts = lines()
    for part, (code, tests) in counts.items():
        page += f"| {part} | {code:,} | {tests:,} |\n"
    code, tests = (sum(count[side] for count in counts.values()) for side in (0, 1))
    page += f"| all | {code:,} | {tests:,} |\n"
    steps = checks()
    if steps:
        page += "\n`make test` on a clean clone, packages fetched; web tests and lint run beside the build:\n\n| step | seconds |\n|---|---|\n"
        page += "".join(f"| {name} | {seconds:,} |\n" for name, seconds in steps)
    return page
