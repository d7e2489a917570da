// SPDX-License-Identifier: Apache-2.0
import Core
import Database
import Endpoints
import Modules

extension SearchModule {
    /// What is kept of a person here.
    static let personalData = PersonalData(
        [],
        leavesOut: [
            "search.terms_a": "the index: made out of what the other files hold",
            "search.terms_b": "the index: made out of what the other files hold",
            "search.names_a": "the index: made out of what the other files hold",
            "search.names_b": "the index: made out of what the other files hold",
            "search.texts_a": "the index: made out of what the other files hold",
            "search.texts_b": "the index: made out of what the other files hold",
            "search.chats_a": "the index: made out of what the other files hold",
            "search.chats_b": "the index: made out of what the other files hold",
            "search.gone": "what must not come back into the index",
        ]
    )
}
