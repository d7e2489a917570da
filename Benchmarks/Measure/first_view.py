# SPDX-License-Identifier: Apache-2.0
"""Measures the first view of the feed on a slowed down laptop: nothing cached, until the first post stands there.

    bin/with-server --demo "$(bin/browser-venv)" Benchmarks/Measure/first_view.py [--runs 7]

The profile is that of a laptop on a middling line: 40 ms there and back, 10 Mbit/s, half the machine's own speed
(Lighthouse's desktop profile without the last). Prints a line of JSON; ends with 1 when the median is over --limit.
"""
import argparse
import json
import os
import pathlib
import statistics
import sys
import time
import urllib.request

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Tests/BrowserTests"))
from browser import CHROMIUM, LAUNCH_ARGUMENTS  # noqa: E402

ROUND_TRIP_MILLISECONDS = 40
BYTES_PER_SECOND = 10_000_000 / 8
SLOWDOWN = 2
SEEN = """() => {
    // Before anything of the page: notes when the first post is drawn.
    const note = () => {
        if (document.querySelector("article.post")) performance.mark("post")
        else requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
}"""
TIMES = """() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
    post: performance.getEntriesByName("post")[0].startTime,
    kilobytes: [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")]
        .reduce((sum, { transferSize }) => sum + transferSize, 0) / 1024,
})"""


def session(url: str) -> str:
    """Signs in and gives what the app keeps of it."""
    body = json.dumps({
        "login": os.environ.get("ROOST_DEMO_LOGIN", "ada"),
        "password": os.environ.get("ROOST_DEMO_PASSWORD", "roost-demo-password"),
    }).encode()
    request = urllib.request.Request(f"{url}/api/v1/auth/login", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as reply:
        data = json.load(reply)["data"]
    kept = {key: data[key] for key in ("user", "accessToken", "refreshToken")}
    return json.dumps(kept | {"expiresAt": int((time.time() + data["expiresIn"]) * 1000)})


def first_view(browser, url: str, kept: str) -> dict:
    """Opens the feed in a browser that has never seen it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, service_workers="block")
    context.add_init_script(f"localStorage.setItem('roost.session', {json.dumps(kept)}); ({SEEN})()")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", {
        "offline": False, "latency": ROUND_TRIP_MILLISECONDS,
        "downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND,
    })
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(url, wait_until="commit")
    page.wait_for_function("() => performance.getEntriesByName('post').length > 0")
    page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length > 0")
    times = page.evaluate(TIMES)
    context.close()
    return times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--limit", type=float, default=1.0, help="seconds until the first post (1.0)")
    options = parser.parse_args()
    url = os.environ["ROOST_URL"]
    kept = session(url)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=LAUNCH_ARGUMENTS)
        # The first one warms the server and the browser's own start.
        runs = [first_view(browser, url, kept) for _ in range(options.runs + 1)][1:]
        browser.close()
    medians = {key: round(statistics.median(run[key] for run in runs), 1) for key in runs[0]}
    slowest = round(max(run["post"] for run in runs), 1)
    print(json.dumps({"runs": options.runs, "median": medians, "slowestPost": slowest}))
    sys.exit(medians["post"] > options.limit * 1000)


if __name__ == "__main__":
    main()
