# SPDX-License-Identifier: Apache-2.0
"""Bodies nobody should send."""

import gzip
import json
import zlib

import pytest

from conftest import PASSWORD, refusal
from operations import example, operations, resolve

LOGIN = "/api/v1/auth/login"
REFUSED = (400, 413, 415, 422)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"7",
        b'"text"',
        b"{",
        b'{"login":',
        b'{"login":"ada" "password":"x"}',
        b"{'login':'ada'}",
        b'{"login":"\xff\xfe","password":"xxxxxxxxxx"}',
        b'{"login":"\xed\xa0\x80","password":"xxxxxxxxxx"}',
        b"\x00" * 64,
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"login":' + b"[" * 5_000 + b"]" * 5_000 + b',"password":"xxxxxxxxxx"}',
        b'{"login":"ada","password":' + b"9" * 5_000 + b"}",
        b'{"login":1e999,"password":true}',
        b"login=ada&password=xxxxxxxxxx",
    ],
)
def test_a_body_that_is_no_request_is_refused(target, raw):
    refusal(target.call("POST", LOGIN, raw=raw), *REFUSED)


def test_json_in_another_encoding_is_understood_or_refused(target):
    body = '{"login":"nobody.at.all","password":"xxxxxxxxxx"}'.encode("utf-16")
    refusal(target.call("POST", LOGIN, raw=body), 401, *REFUSED)


@pytest.mark.parametrize("kind", ["text/xml", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_another_content_type_is_not_taken_for_json(target, kind):
    answer = target.call("POST", LOGIN, raw=b"<login/>", headers=[f"Content-Type: {kind}"])
    refusal(answer, *REFUSED)


def test_an_announced_giant_is_refused_before_it_arrives(target):
    with target.wire() as wire:
        wire.send(target.head("POST", LOGIN, "Content-Type: application/json", "Content-Length: 10000000000"))
        refusal(wire.answer(), 413)


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_the_limit_is_cut_off(target, chunked):
    piece = b"x" * 65536
    framing = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(piece) * 1024}"
    with target.wire() as wire:
        wire.send(target.head("POST", LOGIN, "Content-Type: application/json", framing) + b'{"login":"')
        for _ in range(1024):
            wire.send(b"%x\r\n%s\r\n" % (len(piece), piece) if chunked else piece)
        answer = wire.answer()
        # A server may hang up on somebody who goes on talking; what it must not do is read 64 MB and say yes.
        assert answer is None or answer.status in (400, 413)


def test_a_body_that_ends_early_harms_nobody(target):
    with target.wire() as wire:
        wire.send(target.head("POST", LOGIN, "Content-Type: application/json", "Content-Length: 200") + b'{"login"')


def test_a_small_compressed_body_is_read_or_refused_clearly(target, ada):
    body = gzip.compress(json.dumps({"login": ada.name, "password": PASSWORD}).encode())
    answer = target.call("POST", LOGIN, raw=body, headers=["Content-Encoding: gzip"])
    assert answer.status == 200 or refusal(answer, 415)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_bomb_is_refused(target, encoding):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31 if encoding == "gzip" else 15)
    bomb = b"".join(packer.compress(b" " * 1_048_576) for _ in range(512)) + packer.flush()
    assert len(bomb) < 1_000_000
    refusal(target.call("POST", LOGIN, raw=bomb, headers=[f"Content-Encoding: {encoding}"]), 400, 413, 415)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "gzip, gzip", "nonsense"])
def test_a_compressed_body_that_is_none_is_refused(target, encoding):
    answer = target.call("POST", LOGIN, raw=b"\x1f\x8b\x08rubbish", headers=[f"Content-Encoding: {encoding}"])
    refusal(answer, 400, 415)


WRONG = [None, True, 7, -1, 1.5, 1e300, "", "\x00", [], [[]], {}, {"a": 1}, "x" * 20_000]


def test_a_wrong_type_in_any_field_is_a_400_that_names_it(target, document, ada, grace, chat, post):
    ids = {"chats": chat["id"], "messages": chat["message"]["id"], "users": ada.id}
    ids |= {"posts": post["id"], "comments": post["comment"]["id"], "drafts": post["draft"]["id"]}
    unclear = []
    for operation in operations(document):
        if not operation.body or operation.path.startswith("/api/v1/auth"):
            continue
        valid = example(document, operation.body, {**ids, "users": grace.id})
        for field, schema in resolve(document, operation.body).get("properties", {}).items():
            for value in WRONG:
                answer = target.call(operation.method, operation.fill(ids), {**valid, field: value}, ada.token)
                if answer.status >= 500:
                    unclear.append(f"{operation.name} {field}={value!r:.40}: {answer}")
                elif answer.status == 400 and field not in answer.body.decode():
                    unclear.append(f"{operation.name} {field}={value!r:.40} is not named: {answer}")
    assert not unclear, "\n".join(unclear[:20])
