// SPDX-License-Identifier: Apache-2.0
public import Core
import Endpoints

/// What a page elsewhere says of itself, to show below a link to it. All of it is a stranger's words, as plain text.
public struct LinkPreview: Codable, Sendable, Equatable {
    /// Where the link leads, as it stands in the text, in the form that is sent over the network.
    public var url: String
    /// What the page is called: up to 300 characters.
    public var title: String
    /// What it is about: up to 500 characters; nil when it does not say.
    public var description: String?
    /// What the site is called: up to 100 characters; nil when it does not say.
    public var siteName: String?

    /// What a page says of itself.
    public init(url: String, title: String, description: String? = nil, siteName: String? = nil) {
        self.url = url
        self.title = title
        self.description = description
        self.siteName = siteName
    }
}

extension LinkPreview: JSONWritable {
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("url", url)
            json.member("title", title)
            json.member("description", description)
            json.member("siteName", siteName)
        }
    }
}

/// A page that is linked to was read and says something of itself. Of pages that cannot be shown nothing is told.
public struct LinkPreviewed: Event {
    public static let name: EventName = "link.previewed"
    /// What it says.
    public let preview: LinkPreview
    public var orderingKey: String { preview.url }

    /// A page that was read.
    public init(_ preview: LinkPreview) { self.preview = preview }
}
