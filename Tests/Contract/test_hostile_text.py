# SPDX-License-Identifier: Apache-2.0
"""SQL, HTML and odd Unicode in every text field: it is stored and comes back as it was, or is refused clearly."""

import urllib.parse

import pytest

from conftest import PASSWORD, refusal

NASTY = [
    "'; DROP TABLE messages; --",
    "' OR '1'='1",
    '" OR ""="',
    "\\'; SELECT pg_sleep(5); --",
    "$1 ? :name @p1 %s {0}",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "{{7*7}} ${7*7} #{7*7}",
    "../../etc/passwd",
    "\r\nSet-Cookie: a=b",
    "‮right to left‬",
    "👩‍👩‍👧‍👦 é ﷽ Ω≈ç√",
    "a\u0301" * 40,
]
BROKEN = ["\x00", "a\x00b", "\ud800", "\udfff tail"]


@pytest.mark.parametrize("text", NASTY)
def test_a_message_is_kept_as_it_was_written(target, ada, chat, text):
    sent = target.call("POST", "/api/v1/messages", {"chatId": chat["id"], "content": text}, ada.token)
    assert sent.data["content"].strip() == text.strip()
    page = target.call("GET", f"/api/v1/messages/chat/{chat['id']}?limit=1", token=ada.token)
    assert page.data["items"][0]["content"] == sent.data["content"]
    assert page.headers["content-type"].startswith("application/json")


@pytest.mark.parametrize("text", BROKEN)
def test_text_that_no_database_can_keep_is_refused_or_kept(target, ada, chat, text):
    answer = target.call("POST", "/api/v1/messages", {"chatId": chat["id"], "content": text}, ada.token)
    if answer.status != 201:
        refusal(answer, 400)


@pytest.mark.parametrize("text", NASTY)
def test_a_profile_is_kept_as_it_was_written(target, eve, text):
    for field in ("displayName", "bio"):
        answer = target.call("PATCH", f"/api/v1/users/{eve.id}", {field: text[:60]}, eve.token)
        if answer.status == 200:
            assert answer.data[field].strip() == text[:60].strip()
        else:
            refusal(answer, 400)


@pytest.mark.parametrize("text", BROKEN)
def test_a_profile_with_broken_text_is_no_accident(target, eve, text):
    answer = target.call("PATCH", f"/api/v1/users/{eve.id}", {"bio": text}, eve.token)
    assert answer.status in (200, 400), answer


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,<script>", "http://[", "x" * 10_000, "//e\x00"])
def test_an_avatar_that_is_no_address_is_refused(target, eve, url):
    refusal(target.call("PATCH", f"/api/v1/users/{eve.id}", {"avatarUrl": url}, eve.token), 400)


@pytest.mark.parametrize("name", [*NASTY, *BROKEN, "", "ab", "x" * 31, "Ada Lovelace", "аda"])
def test_a_username_of_other_characters_is_refused(target, name):
    body = {"email": "odd@example.com", "username": name, "password": PASSWORD}
    refusal(target.call("POST", "/api/v1/auth/register", body), 400)


@pytest.mark.parametrize("mail", ["", "a", "a@", "@b.c", "a b@c.d", "a@b.c\r\nBcc: x@y.z", "x" * 400 + "@b.c", "a\x00@b.c"])
def test_an_address_that_is_none_is_refused(target, mail):
    refusal(target.call("POST", "/api/v1/auth/register", {"email": mail, "username": "odd.one", "password": PASSWORD}), 400)


@pytest.mark.parametrize("password", ["", "short", "password123", "1234567890", "x" * 201, "x" * 100_000])
def test_a_weak_or_endless_password_is_refused(target, password):
    body = {"email": "weak@example.com", "username": "weak.one", "password": password}
    refusal(target.call("POST", "/api/v1/auth/register", body), 400, 413)


@pytest.mark.parametrize(
    "query", [*NASTY, "\x00", "%", "_", "%%%", '"', '"a', "a*", "NEAR(a b", "AND", "a OR", "*", "(", "x" * 5_000, "-a", "a:b"]
)
def test_a_search_never_fails_and_never_matches_everybody(target, eve, query):
    found = target.call("GET", "/api/v1/users/search?q=" + urllib.parse.quote(query, errors="surrogatepass"), token=eve.token)
    if found.status != 200:
        refusal(found, 400, 414, 431)
    elif query in ("%", "_", "%%%", "*"):
        assert all(query in (u["username"] + u["displayName"] + u["bio"]) for u in found.data["items"])


@pytest.mark.parametrize("limit", ["-1", "0", "1000000000", "99999999999999999999", "abc", "1e3", "", "%00", "1;2", "٣"])
def test_an_odd_limit_is_refused_or_bounded(target, eve, limit):
    answer = target.call("GET", f"/api/v1/users?limit={limit}", token=eve.token)
    if answer.status != 200:
        refusal(answer, 400)
    else:
        assert len(answer.data["items"]) <= 200


@pytest.mark.parametrize("cursor", ["x", "%00", "AAAA", "e30", "-1", "' OR 1=1", "x" * 4_000, "eyJhIjoxfQ", "%ff%fe", "null"])
@pytest.mark.parametrize("path", [
    "/users?cursor=", "/chats?cursor=", "/sync?since=", "/blocks?cursor=", "/follow-requests?cursor=", "/suggestions?cursor=",
    "/feed?cursor=", "/bookmarks?cursor=", "/drafts?cursor=", "/hashtags/tag/posts?cursor=",
    "/notifications?cursor=", "/search?q=a&cursor=",
])
def test_an_odd_cursor_is_refused(target, eve, path, cursor):
    answer = target.call("GET", "/api/v1" + path + cursor.replace(" ", "%20"), token=eve.token)
    refusal(answer, 400, 414, 431)


@pytest.mark.parametrize("value", ["1", "x", "%00", "00000000-0000-0000-0000-000000000000", "0190-", "' OR 1=1", "é", "{id}", "..", "%2e%2e"])
@pytest.mark.parametrize("path", ["/users/{}", "/chats/{}", "/messages/chat/{}"])
def test_an_id_nobody_has_is_not_found(target, eve, path, value):
    value = urllib.parse.quote(value, safe="%.")
    refusal(target.call("GET", "/api/v1" + path.format(value), token=eve.token), 400, 404)
