// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Telemetry

struct SecretMaskTests {
    @Test(arguments: [
        "password", "Password", "newPassword", "user_password", "accessToken", "refresh-token",
        "Authorization",
        "client_secret", "Set-Cookie", "cookie", "apiKey", "X-API-KEY", "private_key", "passwd",
        "credentials",
    ])
    func `a key that speaks of a secret is hidden`(key: String) {
        #expect(SecretMask.hides(key: key))
    }

    @Test(arguments: ["user", "requestId", "path", "pass", "key", "keyboard", "author", "count", ""])
    func `other keys are shown`(key: String) {
        #expect(!SecretMask.hides(key: key))
    }

    @Test(arguments: [
        ("Bearer abc.def", "Bearer ***"),
        ("header authorization: bearer xyz, next", "header authorization: bearer *** next"),
        ("got eyJhbGciOi.eyJzdWIi.c2ln_-9 back", "got *** back"),
        ("eyJa.b.c", "***"),
        (
            "cannot open postgres://roost:hunter2@db.example/roost",
            "cannot open postgres://roost:***@db.example/roost"
        ),
        ("redis://:p@ss@host:6379/0", "redis://:***@host:6379/0"),
        ("GET /x?token=abc&page=2", "GET /x?token=***&page=2"),
        ("password=hunter2 user=ada", "password=*** user=ada"),
        ("db_password='x y'", "db_password='x y'"),
        ("a=eyJh.eyJi.c, b", "a=***, b"),
        ("tokens: password=1;secret=2)", "tokens: password=***;secret=***)"),
    ])
    func `a secret inside a text is hidden and the rest stays`(text: String, masked: String) {
        #expect(SecretMask.masked(text) == masked)
    }

    @Test(arguments: [
        "", "plain text", "eyJ is how tokens begin", "heyJude.and.others", "http://example.com:8080/a@b",
        "the bearer", "a = b", "=", "token=", "://", "user=ada", "ends with bearer ", "é漢🦉 =:be",
        "postgres://roost@db/roost",
    ])
    func `a text without secrets stays as it is`(text: String) {
        #expect(SecretMask.masked(text) == text)
    }
}
