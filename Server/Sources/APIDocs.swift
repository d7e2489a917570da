// SPDX-License-Identifier: Apache-2.0
import HTTPServing

/// The interactive page of the API: what there is, and a way to try it.
///
/// The page reads `/api/openapi.json` as any client would. It keeps the access token in a variable, so that it is
/// gone with the page, and has no inline script or style, because the Content-Security-Policy allows none.
enum APIDocs {
    static let routes: [PlainRoute] = [
        route("/api/docs", page, "text/html; charset=utf-8", isPage: true),
        route("/api/docs/app.js", schemaScript + script, "text/javascript; charset=utf-8"),
        route("/api/docs/style.css", style, "text/css; charset=utf-8"),
    ]

    private static func route(
        _ path: String,
        _ text: String,
        _ contentType: String,
        isPage: Bool = false
    ) -> PlainRoute {
        let body = Array(text.utf8)
        // FNV-1a: tells versions apart, keeps no secret.
        let hash = body.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
        let tag = "\"\(String(hash, radix: 36))\""
        return PlainRoute(path) {
            PlainRoute.Content(body, contentType: contentType, etag: tag, isPage: isPage)
        }
    }

    private static let page = #"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>API · Roost</title>
          <link rel="icon" href="data:,">
          <link rel="stylesheet" href="/api/docs/style.css">
          <script src="/api/docs/app.js" defer></script>
        </head>
        <body>
          <a class="skip" href="#operations">Skip to the operations</a>
          <header class="bar">
            <h1><span class="mark" aria-hidden="true"></span>Roost API</h1>
            <nav aria-label="Elsewhere">
              <a href="/api/openapi.json">OpenAPI</a>
              <a href="/">Open the app</a>
            </nav>
          </header>
          <div class="columns">
            <aside aria-label="Contents">
              <section id="session" class="card" aria-label="Login"></section>
              <label class="field">
                <span>Find an operation</span>
                <input id="filter" type="search" placeholder="message, GET, /users …" autocomplete="off">
              </label>
              <nav id="contents" aria-label="Operations"></nav>
            </aside>
            <main id="operations" tabindex="-1">
              <p id="loading" role="status">Reading the description of the API…</p>
            </main>
          </div>
          <noscript><p class="card">This page needs JavaScript. The same is in
            <a href="/api/openapi.json">/api/openapi.json</a>.</p></noscript>
        </body>
        </html>

        """#
}
