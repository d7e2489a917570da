# SPDX-License-Identifier: Apache-2.0
"""Tokens that were forged, stretched, swapped or taken from somewhere else."""

import base64
import json
import time

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519

from conftest import PASSWORD, refusal

ME = "/api/v1/auth/me"


def encoded(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def decoded(part):
    return json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def parts(token):
    head, claims, signature = token.split(".")
    return decoded(head), decoded(claims), signature


@pytest.fixture(scope="module")
def keys(target):
    return target.call("GET", "/.well-known/jwks.json").json["keys"]


def own_key(algorithm):
    return ed25519.Ed25519PrivateKey.generate() if algorithm == "EdDSA" else ec.generate_private_key(ec.SECP256R1())


def test_the_real_token_is_accepted_and_says_what_it_should(target, ada, keys):
    assert target.call("GET", ME, token=ada.token).data["id"] == ada.id
    head, claims, _ = parts(ada.token)
    assert head["alg"] in ("ES256", "EdDSA") and head["kid"] in [k["kid"] for k in keys]
    assert 0 < claims["exp"] - time.time() <= 900
    assert not any("d" in key for key in keys), "a private key is published"
    public = jwt.PyJWK(next(k for k in keys if k["kid"] == head["kid"])).key
    jwt.decode(ada.token, public, algorithms=[head["alg"]], options={"verify_aud": False})


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "", "nOnE"])
@pytest.mark.parametrize("signature", ["", "AAAA"])
def test_unsigned_tokens_are_refused(target, ada, algorithm, signature):
    head, claims, _ = parts(ada.token)
    token = f"{encoded({**head, 'alg': algorithm})}.{encoded(claims)}.{signature}"
    refusal(target.call("GET", ME, token=token), 401)


def test_a_token_of_another_key_is_refused(target, ada):
    head, claims, _ = parts(ada.token)
    key = own_key(head["alg"])
    for kid in (head["kid"], "another", "", "../../../../dev/null", "' OR '1'='1", "x" * 3000):
        token = jwt.encode(claims, key, algorithm=head["alg"], headers={"kid": kid})
        refusal(target.call("GET", ME, token=token), 401)


def test_a_key_that_the_token_brings_along_is_not_believed(target, ada):
    head, claims, _ = parts(ada.token)
    key = own_key(head["alg"])
    algorithm = jwt.get_algorithm_by_name(head["alg"])
    public = algorithm.to_jwk(key.public_key(), as_dict=True)
    for extra in ({"jwk": public}, {"jku": "http://127.0.0.1:1/keys"}, {"x5u": "http://127.0.0.1:1/"}, {"crit": ["exp"]}):
        token = jwt.encode(claims, key, algorithm=head["alg"], headers={"kid": head["kid"], **extra})
        refusal(target.call("GET", ME, token=token), 401)


def test_the_public_key_is_not_taken_for_a_shared_secret(target, ada, keys):
    import hashlib
    import hmac

    head, claims, _ = parts(ada.token)
    key = next(k for k in keys if k["kid"] == head["kid"])
    public = jwt.PyJWK(key).key
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    raw = base64.urlsafe_b64decode(key["x"] + "==")
    for secret in (pem, pem.strip(), raw, json.dumps(key).encode(), b""):
        signed = f"{encoded({**head, 'alg': 'HS256'})}.{encoded(claims)}"
        code = base64.urlsafe_b64encode(hmac.new(secret, signed.encode(), hashlib.sha256).digest())
        refusal(target.call("GET", ME, token=f"{signed}.{code.rstrip(b'=').decode()}"), 401)


@pytest.mark.parametrize(
    "change",
    [
        {"sub": "00000000-0000-7000-8000-000000000000"},
        {"exp": 4_000_000_000},
        {"aud": "somewhere-else"},
        {"iss": "https://evil.example"},
        {"roles": ["ADMIN"]},
        {"exp": "never"},
        {"exp": -1},
        {"nbf": 4_000_000_000},
    ],
)
def test_claims_changed_under_the_old_signature_are_refused(target, ada, change):
    head, claims, signature = parts(ada.token)
    refusal(target.call("GET", ME, token=f"{encoded(head)}.{encoded({**claims, **change})}.{signature}"), 401)


def test_a_signature_must_be_whole(target, ada):
    head, claims, signature = ada.token.split(".")
    zeros = base64.urlsafe_b64encode(bytes(64)).rstrip(b"=").decode()
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]
    for wrong in (signature[:-4], signature + "AAAA", flipped, zeros, "", "%", signature.lower() + "="):
        refusal(target.call("GET", ME, token=f"{head}.{claims}.{wrong}"), 401)


@pytest.mark.parametrize(
    "token", ["", ".", "..", "...", "a.b.c", "a" * 50_000, "e30.e30.e30", "null", "é.é.é", " ", "Bearer", "{}.{}.{}"]
)
def test_what_is_no_token_is_refused(target, token):
    answer = target.call("GET", ME, headers=[f"Authorization: Bearer {token}"])
    assert answer is None or answer.status in (400, 401, 431), answer


def test_other_schemes_and_double_headers_are_refused(target, ada):
    for value in (f"Basic {ada.token}", ada.token, "Basic YWRhOng=", f"Bearer  x {ada.token}"):
        refusal(target.call("GET", ME, headers=[f"Authorization: {value}"]), 400, 401)
    two = ["Authorization: Bearer wrong", f"Authorization: Bearer {ada.token}"]
    refusal(target.call("GET", ME, headers=two), 400, 401)


def test_the_two_kinds_of_token_are_not_interchangeable(target, ada):
    refusal(target.call("GET", ME, token=ada.refresh), 401)
    refusal(target.call("POST", "/api/v1/auth/refresh", {"refreshToken": ada.token}), 400, 401)
    refusal(target.call("POST", "/api/v1/auth/refresh", {"refreshToken": "x" * 100_000}), 400, 401, 413)


def test_a_token_in_the_query_is_not_a_login(target, ada):
    refusal(target.call("GET", f"{ME}?access_token={ada.token}&token={ada.token}"), 401)


def test_a_used_refresh_token_ends_the_whole_family(target, people):
    body = {"login": people["grace"].name, "password": PASSWORD}
    first = target.call("POST", "/api/v1/auth/login", body).data
    second = target.call("POST", "/api/v1/auth/refresh", {"refreshToken": first["refreshToken"]}).data
    refusal(target.call("POST", "/api/v1/auth/refresh", {"refreshToken": first["refreshToken"]}), 401)
    refusal(target.call("POST", "/api/v1/auth/refresh", {"refreshToken": second["refreshToken"]}), 401)


def test_after_logout_neither_token_works(target, people):
    body = {"login": people["grace"].name, "password": PASSWORD}
    session = target.call("POST", "/api/v1/auth/login", body).data
    assert target.call("POST", "/api/v1/auth/logout", token=session["accessToken"]).status == 204
    refusal(target.call("POST", "/api/v1/auth/refresh", {"refreshToken": session["refreshToken"]}), 401)
    refusal(target.call("GET", ME, token=session["accessToken"]), 401)


def test_unknown_and_wrong_logins_cannot_be_told_apart(target, ada):
    wrong = target.call("POST", "/api/v1/auth/login", {"login": ada.name, "password": "not her password"})
    unknown = target.call("POST", "/api/v1/auth/login", {"login": "nobody.at.all", "password": "not her password"})
    assert refusal(wrong, 401) == refusal(unknown, 401)
    assert refusal(wrong, 401)["code"] == "auth.invalid_credentials"


def test_unknown_and_wrong_logins_take_the_same_time(target, ada):
    def seconds(login):
        started = time.perf_counter()
        answer = target.call("POST", "/api/v1/auth/login", {"login": login, "password": "not the password"})
        assert answer.status == 401
        return time.perf_counter() - started

    # By turns, and the quickest of each: whatever else the machine does only adds.
    pairs = [(seconds(ada.name), seconds("nobody.else")) for _ in range(7)]
    wrong, unknown = min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)
    # The hash takes tens of milliseconds; skipping it would make the one ten times as quick as the other.
    assert 0.6 < wrong / unknown < 1.7, (wrong, unknown)
