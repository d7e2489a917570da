// SPDX-License-Identifier: Apache-2.0
import GroupsAPI
import Testing

struct GroupValueTests {
    @Test(arguments: ["abc", "City-Gardeners", "a1-b2-c3", String(repeating: "a", count: 50)])
    func `a slug has letters, digits and single hyphens`(_ raw: String) {
        #expect(GroupSlug(raw)?.text == raw.lowercased())
    }

    @Test(arguments: [
        "ab", "-abc", "abc-", "a--b", "a b c", "ümlaut", "a_b", String(repeating: "a", count: 51), "İstanbul",
    ])
    func `anything else is no slug`(_ raw: String) {
        #expect(GroupSlug(raw) == nil)
    }
}
