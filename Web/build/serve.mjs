// SPDX-License-Identifier: Apache-2.0
// Serves Web/dist as it is now and passes everything else on to a running server, so that a change of the web app is
// seen without building the server again. For development: it answers on this machine only.
//
//     node Web/build/serve.mjs [--server http://127.0.0.1:8080] [--port 8090]

import { createReadStream, existsSync, statSync } from "node:fs"
import { createServer, request } from "node:http"
import { connect } from "node:net"
import { dirname, extname, join, normalize } from "node:path"
import { fileURLToPath } from "node:url"

const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), "dist")
const option = (name, otherwise) => {
    const index = process.argv.indexOf(`--${name}`)
    return index < 0 ? otherwise : process.argv[index + 1]
}
const upstream = new URL(option("server", process.env.ROOST_URL ?? "http://127.0.0.1:8080"))
const port = Number(option("port", "8090"))
const serverPaths = /^\/(?:api|socket\.io|health|metrics|\.well-known)(?:\/|$)/
const types = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}
// The rules of the real server for its page, so that what they forbid does not work here either.
const passedOn = ["content-security-policy", "permissions-policy", "referrer-policy", "x-content-type-options"]
let pageHeaders = {}

function serveFile(path, response) {
    const isFile = existsSync(join(dist, path)) && statSync(join(dist, path)).isFile()
    const file = isFile ? path : "/index.html"
    const kept = /-[A-Z0-9]{8}\.\w+$/.test(file) ? "max-age=31536000, immutable" : "no-cache"
    const headers = { "content-type": types[extname(file)] ?? "application/octet-stream", "cache-control": kept }
    response.writeHead(200, { ...pageHeaders, ...headers })
    createReadStream(join(dist, file)).pipe(response)
}

function passOn(incoming, response) {
    const { method, url, headers } = incoming
    const outgoing = request({ host: upstream.hostname, port: upstream.port, method, path: url, headers }, (reply) => {
        response.writeHead(reply.statusCode ?? 502, reply.headers)
        reply.pipe(response)
    })
    outgoing.on("error", () => {
        if (!response.headersSent) response.writeHead(502)
        response.end()
    })
    response.on("close", () => outgoing.destroy())
    incoming.pipe(outgoing)
}

const server = createServer((incoming, response) => {
    const path = normalize(new URL(incoming.url ?? "/", upstream).pathname)
    if (serverPaths.test(path)) passOn(incoming, response)
    else serveFile(path, response)
})

// WebSockets: the two connections become one.
server.on("upgrade", (incoming, client, head) => {
    const target = connect(Number(upstream.port), upstream.hostname, () => {
        const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`]
        for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
            lines.push(`${incoming.rawHeaders[index]}: ${incoming.rawHeaders[index + 1]}`)
        }
        target.write(lines.join("\r\n") + "\r\n\r\n")
        target.write(head)
        target.pipe(client).pipe(target)
    })
    for (const [one, other] of [[target, client], [client, target]]) {
        one.on("error", () => other.destroy())
        one.on("close", () => other.destroy())
    }
})

const page = await fetch(upstream).catch(() => null)
if (!page) console.error(`No server answers at ${upstream.origin} yet; calls to it will fail until one does.`)
// A server built without the web app answers its page with an error, whose rules are those of an error.
if (page?.ok) {
    pageHeaders = Object.fromEntries(
        passedOn.flatMap((name) => (page.headers.get(name) ? [[name, page.headers.get(name)]] : [])),
    )
}
server.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${port} with Web/dist and ${upstream.origin}`))
