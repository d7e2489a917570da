# SPDX-License-Identifier: Apache-2.0
"""What people do with posts: feeds, publishing, likes, notifications, search and pictures."""

import itertools
import json
import os
import statistics
import subprocess
import threading
import time
import urllib.parse
import urllib.request

import machine
from figures import body_size, ok

PASSWORD = "roost-demo-password"
POSTS, PEOPLE, FOLLOWED, READERS = 200_000, 1_001, 200, 64
FOUND = 1_000_000
POST = '{"text":"Post {n}: the loom weaves flowers and leaves, one thread at a time. #weaving"}'
# What is looked for: a word, two words, the inside of a word, Japanese.
QUERIES = {"words": "herons mud", "word": "kitchen", "substring": "rmhol", "japanese": "トマト"}


def call(url, method, path, token=None, body=None, headers=None):
    data = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + "/api/v1" + path, method=method, data=data, headers=headers or {})
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    if data and not headers:
        request.add_header("Content-Type", "application/json")
    with urllib.request.urlopen(request, timeout=60) as reply:
        answer = reply.read()
        return json.loads(answer)["data"] if answer else None


def crowd(bench, posts=POSTS, follows=FOLLOWED):
    """Returns the address of a server with a crowd, its process, and tokens and ids of some of the people."""
    name = f"crowd-{posts}"
    if name not in bench.servers:
        data = os.path.join(bench.folder, name)
        command = [f"{machine.RELEASE}/roost", "demo", "--data", data]
        command += ["--people", str(PEOPLE), "--posts", str(posts), "--follows", str(follows)]
        subprocess.run(command, check=True, capture_output=True, timeout=3600)
        url, process, _ = bench.stack.enter_context(machine.roost(data))
        people = all_pages(url, log_in(url, "ada")[0], "/users?limit=50")
        names = [person["username"] for person in itertools.islice(people, READERS)]
        bench.servers[name] = url, process, [log_in(url, n) for n in names]
    return bench.servers[name]


def beside_bare(bench, url, path, people, **options):
    """Measures a GET and the bare route that sends as many bytes."""
    found = ok(bench.http(url, path, people, **options), 200)
    size = body_size(url, path.replace("{2}", people[0][1]), people[0][0])
    return {**found, "allowed": bench.bare_route(size), "bytes": size}


def feed(bench):
    """The first page of 20 of the home feed: 200,000 posts, everybody follows 200."""
    url, _, people = crowd(bench)
    return beside_bare(bench, url, "/api/v1/feed?limit=20", people)


def notifications(bench):
    """The notifications of 64 people whose posts were just liked."""
    url, _, people = crowd(bench)
    if "liked" not in bench.servers:
        bench.servers["liked"] = True
        for place, (token, user) in enumerate(people):
            page = call(url, "GET", f"/users/{user}/posts?limit=20", token)
            for post in page["items"]:
                call(url, "PUT", f"/posts/{post['id']}/like", people[place - 1][0])
    return beside_bare(bench, url, "/api/v1/notifications?limit=20", people)


def publish(bench):
    """Posts by 64 people at once, each answered after its commit."""
    url, _, people = crowd(bench)
    found = ok(bench.http(url, "/api/v1/posts", people, method="POST", body=POST), 201)
    return {**found, "allowed": machine.sqlite_commits(min(3, bench.seconds)), "bare_route": bench.bare_route(700, "POST")}


def like(bench):
    """Likes of posts not liked before, by 64 people at once."""
    url, _, people = crowd(bench)
    if "pairs" not in bench.servers:
        posts = [post for _, user in people for post in posts_of(url, people[0][0], user)]
        bench.servers["pairs"] = iter([[token, post] for post in posts for token, _ in people])
    # More than can be liked in a round: nobody likes the same twice.
    pairs = list(itertools.islice(bench.servers["pairs"], int(12_000 * (bench.seconds + 1))))
    if len(pairs) < READERS:
        raise RuntimeError("there is nothing left to like")
    found = ok(bench.http(url, "/api/v1/posts/{2}/like", pairs, method="PUT"), 204)
    return {**found, "allowed": machine.sqlite_commits(min(3, bench.seconds))}


def spread(bench, posts=60):
    """From the request of a post to the moment when the last of 1,000 followers has it in the feed.

    Everybody in the crowd follows the first; feeds are written by rising ids, so the last is the one with the greatest.
    """
    url, _, people = crowd(bench)
    if "ends" not in bench.servers:
        session = log_in(url, "ada")
        followers = list(all_pages(url, session[0], f"/users/{session[1]}/followers?limit=50"))
        last = max((row.get("user", row) for row in followers), key=lambda person: person["id"])
        bench.servers["ends"] = session[0], log_in(url, last["username"])[0], len(followers)
    author, reader, count = bench.servers["ends"]
    waits = []
    for number in range(posts):
        began = time.monotonic()
        post = call(url, "POST", "/posts", author, {"text": f"Round {number}: to all who follow."})["id"]
        while post not in json.dumps(call(url, "GET", "/feed?limit=1", reader)):
            if time.monotonic() - began > 30:
                raise RuntimeError("a post did not reach the last feed in 30 s")
        waits.append((time.monotonic() - began) * 1000)
    return {"latency": quantiles(waits), "perSecond": 1000 / statistics.mean(waits), "followers": count}


def log_in(url, name):
    """Returns a token and the id of somebody of the crowd."""
    session = call(url, "POST", "/auth/login", body={"login": name, "password": PASSWORD})
    return [session["accessToken"], session["user"]["id"]]


def all_pages(url, token, path):
    cursor = ""
    while True:
        page = call(url, "GET", path + cursor, token)
        yield from page["items"]
        if not page.get("nextCursor"):
            return
        cursor = "&cursor=" + urllib.parse.quote(page["nextCursor"])


def posts_of(url, token, user):
    return [post["id"] for post in all_pages(url, token, f"/users/{user}/posts?limit=50")]


def quantiles(values):
    values = sorted(values)
    return {name: values[min(len(values) - 1, int(len(values) * share))] for name, share in
            (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}  # fmt: skip


def search(bench, kind, posts=FOUND):
    """Searches among a million posts by 64 people."""
    url, _, people = crowd(bench, posts=posts, follows=20)
    found = beside_bare(bench, url, f"/api/v1/search?q={urllib.parse.quote(QUERIES[kind])}&limit=20", people)
    data = os.path.join(bench.folder, f"crowd-{posts}")
    return {**found, **index_size(data)}


def index_size(data):
    """Returns the bytes of the index and of the texts in it."""
    import sqlite3

    files = {}
    for folder, _, names in os.walk(data):
        files.update({name: os.path.join(folder, name) for name in names})
    texts = sqlite3.connect(f"file:{files['posts.sqlite']}?mode=ro", uri=True)
    text = sum(texts.execute(f"SELECT sum(length(CAST(text AS BLOB))) FROM {t}").fetchone()[0] or 0 for t in ("posts", "comments"))
    index = sum(os.path.getsize(path) for name, path in files.items() if name.startswith("search.sqlite"))
    return {"index": index, "text": text}


def picture(bench):
    """Returns a JPEG of 12 megapixels with the noise of a camera, made once."""
    path = os.path.join(bench.folder, "photo.jpg")
    if not os.path.exists(path):
        noise = os.path.join(bench.folder, "noise.v")
        subprocess.run(["vips", "gaussnoise", noise, "4000", "3000", "--mean", "128", "--sigma", "12"], check=True)
        ramp, sum_, bands = (os.path.join(bench.folder, n) for n in ("ramp.v", "sum.v", "bands.v"))
        subprocess.run(["vips", "grey", ramp, "4000", "3000", "--uchar"], check=True)
        subprocess.run(["vips", "linear", noise, sum_, "0.6", "0", "--uchar"], check=True)
        subprocess.run(["vips", "bandjoin", f"{sum_} {ramp} {sum_}", bands], check=True)
        subprocess.run(["vips", "copy", bands, path + "[Q=88]", "--interpretation", "srgb"], check=True)
    with open(path, "rb") as file:
        return path, file.read()


def thumbnails(bench):
    """Uploads of a 12-megapixel photo by four people at once: each is stored in three sizes."""
    url, _, people = crowd(bench)
    path, photo = picture(bench)
    edge = "roost-bench-form"
    body = (
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="photo.jpg"\r\n'
        f"Content-Type: image/jpeg\r\n\r\n"
    ).encode() + photo + f"\r\n--{edge}--\r\n".encode()  # fmt: skip
    headers = {"Content-Type": f"multipart/form-data; boundary={edge}"}
    waits, failures, ends = [], [], time.monotonic() + bench.seconds + 1

    def upload(person):
        while time.monotonic() < ends:
            began = time.monotonic()
            try:
                made = call(url, "POST", "/media", people[person][0], body, headers)
                waits.append((time.monotonic() - began) * 1000)
                call(url, "DELETE", f"/media/{made['id']}", people[person][0])
            except OSError as failure:
                failures.append(str(failure))
                return

    began = time.monotonic()
    threads = [threading.Thread(target=upload, args=[person]) for person in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"an upload failed: {failures[0]}")
    found = {"perSecond": len(waits) / (time.monotonic() - began), "latency": quantiles(waits)}
    return {**found, "allowed": bare_thumbnails(bench, path)}


def bare_thumbnails(bench, path):
    """Returns how often a second `vipsthumbnail` alone makes three sizes, two at once, a start for each."""
    def work(place):
        for size in (1280, 640, 320):
            out = os.path.join(bench.folder, f"bare-{place}-{size}.webp[Q=80,strip,effort=2]")
            subprocess.run(["vipsthumbnail", path, "-s", f"{size}x{size}>", "-o", out], check=True,
                           env={**os.environ, "VIPS_CONCURRENCY": "1"})  # fmt: skip

    began = time.monotonic()
    threads = [threading.Thread(target=work, args=[place]) for place in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 4 / (time.monotonic() - began)
