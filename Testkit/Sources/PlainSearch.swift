// SPDX-License-Identifier: Apache-2.0
public import Core
public import Endpoints
public import SearchAPI

// Endpoints with plain texts in place of checked ones, as in `PlainText.swift`.

extension SearchEverything {
    /// Looks for something.
    public init(
        _ text: String,
        kinds: Set<SearchKind>? = nil,
        author: UserID? = nil,
        from: Timestamp? = nil,
        to: Timestamp? = nil,
        limit: Int = 50,
        cursor: Cursor? = nil
    ) {
        self.init(
            SearchText(trusted: text),
            kinds: kinds,
            author: author,
            from: from,
            to: to,
            limit: PageLimit(clamping: limit),
            cursor: cursor
        )
    }
}

extension CountSearch {
    /// Counts what would be found.
    public init(_ text: String) { self.init(SearchText(trusted: text)) }
}

extension SuggestSearch {
    /// Asks for suggestions.
    public init(_ text: String) { self.init(SearchText(trusted: text)) }
}
