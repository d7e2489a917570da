// SPDX-License-Identifier: Apache-2.0
import HTTPServing
import NIOCore
import WebAssets

/// The files of the web app, compiled into the binary.
struct WebApp: StaticAssets {
    private let files: [String: StaticAsset]

    init() {
        var bytes: [String: ByteBuffer] = [:]
        for index in 0..<roost_web_asset_count {
            guard let asset = roost_web_asset_at(index), let path = asset.pointee.path else { continue }
            let content = UnsafeBufferPointer(start: asset.pointee.bytes, count: asset.pointee.count)
            bytes[String(cString: path)] = ByteBuffer(bytes: content)
        }
        var files: [String: StaticAsset] = [:]
        for (path, content) in bytes where !path.hasSuffix(".gz") && !path.hasSuffix(".br") {
            files["/" + path] = StaticAsset(
                bytes: content,
                gzip: bytes[path + ".gz"],
                brotli: bytes[path + ".br"],
                contentType: Self.contentType(of: path),
                etag: Self.tag(of: content),
                isImmutable: Self.isHashed(path)
            )
        }
        self.files = files
    }

    func asset(at path: String, isNavigation: Bool) -> StaticAsset? {
        if let file = files[path] { return file }
        // The app draws its own pages: any address a browser is sent to shows it.
        return path == "/" || isNavigation ? files["/index.html"] : nil
    }

    private static func tag(of content: ByteBuffer) -> String {
        let hash = content.readableBytesView.reduce(UInt64(14_695_981_039_346_656_037)) { hash, byte in
            (hash ^ UInt64(byte)) &* 1_099_511_628_211
        }
        return "\"\(String(hash, radix: 36))\""
    }

    /// Whether the name carries a fingerprint of the content: `app-2F6K7QXA.js`.
    private static func isHashed(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        let stem = name.split(separator: ".").first ?? ""
        guard let mark = stem.split(separator: "-").last, stem.contains("-") else { return false }
        return mark.count == 8 && mark.allSatisfy { $0.isUppercase || $0.isNumber }
    }

    private static func contentType(of path: String) -> String {
        switch path.split(separator: ".").last ?? "" {
        case "html": "text/html; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "json", "map": "application/json; charset=utf-8"
        case "webmanifest": "application/manifest+json"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "ico": "image/x-icon"
        case "txt": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
