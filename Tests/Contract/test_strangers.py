# SPDX-License-Identifier: Apache-2.0
"""Every operation of the OpenAPI document meets somebody without a token, and the wrong member."""

import time

from operations import example, form, noun_of, operations, resolve

from conftest import refusal

# Operations that name somebody else and still are for every member. This list may only shrink.
FOR_EVERY_MEMBER = {
    "GET /api/v1/users/{id}",
    # One's own side of what is between two people, and what an account that is not private shows.
    "PUT /api/v1/users/{id}/follow",
    "DELETE /api/v1/users/{id}/follow",
    "DELETE /api/v1/users/{id}/follower",
    "PUT /api/v1/users/{id}/block",
    "DELETE /api/v1/users/{id}/block",
    "PUT /api/v1/users/{id}/mute",
    "DELETE /api/v1/users/{id}/mute",
    "GET /api/v1/users/{id}/followers",
    "GET /api/v1/users/{id}/following",
    "GET /api/v1/users/{id}/mutuals",
    "GET /api/v1/users/{id}/relationship/history",
    # What of it one may see.
    "GET /api/v1/users/{id}/posts",
    "GET /api/v1/users/{id}/activity",
    "POST /api/v1/chats",
    "GET /api/v1/presence",
}


def test_no_operation_but_the_open_ones_answers_without_a_token(target, document, people, chat):
    wrong, met = [], 0
    for operation in operations(document):
        met += 1
        body = example(document, operation.body, {}) if operation.body else None
        answer = target.call(operation.method, operation.fill({}), body)
        if answer.status >= 500:
            wrong.append(f"{operation.name}: {answer}")
        elif not operation.is_open and answer.status != 401:
            wrong.append(f"{operation.name} is not open and said {answer}")
        elif answer.status >= 400:
            refusal(answer, answer.status)
    assert met > 10
    assert not wrong, "\n".join(wrong)


def test_the_wrong_member_gets_nothing_and_changes_nothing(target, document, ada, eve, chat, post, group):
    session = target.call("GET", "/api/v1/auth/sessions", token=ada.token).data["items"][0]
    ids = {"chats": chat["id"], "chat": chat["id"], "messages": chat["message"]["id"], "users": ada.id}
    ids["sessions"] = session["id"]
    ids |= {"posts": post["id"], "comments": post["comment"]["id"], "drafts": post["draft"]["id"]}
    ids |= {"groups": group["id"], "invite-links": group["link"]["id"]}
    ids["activity"] = latest_entry(target, ada)
    before = target.call("GET", f"/api/v1/posts/{post['id']}", token=ada.token).data
    wrong, met = [], 0
    for operation in operations(document):
        if operation.is_open or not names_something(document, operation, ids):
            continue
        if operation.name in FOR_EVERY_MEMBER:
            continue
        met += 1
        answer = ask(target, document, operation, operation.fill(ids), ids, eve.token)
        if answer.status not in (403, 404):
            wrong.append(f"{operation.name} said {answer}")
    assert met > 5
    assert not wrong, "\n".join(wrong)

    page = target.call("GET", f"/api/v1/messages/chat/{chat['id']}?limit=100", token=ada.token).data
    assert eve.id not in [m["sender"]["id"] for m in page["items"]]
    assert (page["items"][-1]["content"], page["items"][-1]["isDeleted"]) == ("not for eve", False)
    assert target.call("GET", "/api/v1/auth/me", token=ada.token).data["id"] == ada.id
    left = target.call("GET", f"/api/v1/posts/{post['id']}", token=ada.token).data
    assert left == before and left["text"] == "not for eve"
    assert latest_entry(target, ada) == ids["activity"]


def latest_entry(target, person):
    """Returns the id of the latest that somebody did, once it is told of."""
    for _ in range(100):
        items = target.call("GET", f"/api/v1/users/{person.id}/activity", token=person.token).data["items"]
        if items:
            return items[0]["id"]
        time.sleep(0.1)
    raise AssertionError("nothing is told of them")


def test_to_the_blocked_the_other_is_not_there(target, document, eve, noor):
    wrong, met = [], 0
    for operation in operations(document):
        ends = operation.method == "DELETE" and not operation.path.endswith("/users/{id}")
        # Safety comes before the secret: whoever exists can be blocked.
        if operation.nouns != ["users"] or ends or operation.name == "PUT /api/v1/users/{id}/block":
            continue
        met += 1
        for person in (eve.id, "0190a1b2-0000-7000-8000-000000000001"):
            answer = ask(target, document, operation, operation.fill({"users": person}), {}, noor.token)
            if answer.status != 404:
                wrong.append(f"{operation.name} said {answer}")
    assert met > 6
    assert not wrong, "\n".join(wrong)


def ask(target, document, operation, path, ids, token):
    """Sends an operation with the smallest body that it allows."""
    if operation.has_form:
        headers, raw = form()
        return target.call(operation.method, path, token=token, headers=headers, raw=raw)
    body = example(document, operation.body, ids) if operation.body else None
    return target.call(operation.method, path, body, token)


def names_something(document, operation, ids):
    """Whether a path parameter or a field of the body is one of the ids."""
    fields = resolve(document, operation.body).get("required", []) if operation.body else []
    return any(n in ids for n in operation.nouns) or any(noun_of(f) in ids for f in fields)


def test_a_page_cursor_of_somebody_else_shows_nothing_of_theirs(target, ada, eve, grace, chat):
    for number in range(3):
        body = {"type": "GROUP", "name": f"Private {number}", "memberIds": [grace.id]}
        target.call("POST", "/api/v1/chats", body, ada.token)
    cursor = target.call("GET", "/api/v1/chats?limit=1", token=ada.token).data["nextCursor"]
    assert cursor
    answer = target.call("GET", f"/api/v1/chats?limit=10&cursor={cursor}", token=eve.token)
    assert answer.status == 400 or answer.data["items"] == []


def test_a_sync_cursor_of_somebody_else_shows_nothing_of_theirs(target, ada, eve, chat):
    cursor = target.call("GET", "/api/v1/sync?limit=1", token=ada.token).data["next"]
    answer = target.call("GET", f"/api/v1/sync?since={cursor}", token=eve.token)
    assert answer.status == 400 or not [c for c in answer.data["changes"] if c["chatId"] == chat["id"]]


def test_a_message_of_another_chat_is_no_place_in_this_one(target, eve, ada, chat):
    own = target.call("POST", "/api/v1/chats", {"type": "GROUP", "name": "Own", "memberIds": []}, eve.token).data
    secret = chat["message"]["id"]
    page = target.call("GET", f"/api/v1/messages/chat/{own['id']}?before={secret}", token=eve.token)
    assert page.status in (400, 404) or page.data["items"] == []
    body = {"chatId": own["id"], "content": "re", "replyToId": secret}
    refusal(target.call("POST", "/api/v1/messages", body, eve.token), 400, 404)
