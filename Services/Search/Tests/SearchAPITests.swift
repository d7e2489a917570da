// SPDX-License-Identifier: Apache-2.0
import Endpoints
import SearchAPI
import Testing

struct SearchAPITests {
    @Test func `kinds are a list without repetitions`() {
        #expect(SearchKinds([.post, .person]).kinds == [.person, .post])
    }
}
