// SPDX-License-Identifier: Apache-2.0
public import Core
public import Fetching
import Synchronization

/// A web of the pages that a test draws; everything else is not to be had.
public final class DrawnWeb: WebPages {
    private let state = Mutex<(pages: [String: WebPage], asked: [String])>(([:], []))

    /// The addresses that were asked for, in order.
    public var asked: [String] { state.withLock { $0.asked } }

    /// Puts a page at an address.
    public func draw(_ html: String, at address: String, contentType: String = "text/html; charset=utf-8") {
        guard let url = WebURL(address) else { preconditionFailure("\(address) is no address") }
        let page = WebPage(url: url, contentType: contentType, body: Array(html.utf8))
        state.withLock { $0.pages[url.description] = page }
    }

    public func page(at url: WebURL) async throws -> WebPage {
        let page = state.withLock { state in
            state.asked.append(url.description)
            return state.pages[url.description]
        }
        guard let page else { throw WebFailure.unreachable }
        return page
    }
}
