// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps the app itself, so that it opens without a network.
 *
 * Only the shell: the page, scripts, styles and icons, one cache a version. Chats and messages are not its
 * business; the app keeps those in IndexedDB. A new version is fetched whole before it takes over, and takes
 * over when the reader says so or when no tab uses the old one.
 */
declare const self: ServiceWorkerGlobalScope
declare const PRECACHED_URLS: string[]
declare const SHELL_VERSION: string

const cacheName = `roost-shell-${SHELL_VERSION}`
const shellUrls = new Set(PRECACHED_URLS)
/** Paths that belong to the server, also when a person opens them. */
const serverPaths = /^\/(?:api|socket\.io|health|metrics|\.well-known)(?:\/|$)/

self.addEventListener("install", (event) => {
    event.waitUntil(
        caches.open(cacheName).then((cache) =>
            // Past the browser's own cache: the page must match the scripts it names.
            cache.addAll(PRECACHED_URLS.map((url) => new Request(url, { cache: "reload" }))),
        ),
    )
})

self.addEventListener("activate", (event) => {
    event.waitUntil(
        caches
            .keys()
            .then((names) =>
                Promise.all(
                    names
                        .filter((name) => name.startsWith("roost-shell-") && name !== cacheName)
                        .map((name) => caches.delete(name)),
                ),
            )
            .then(() => self.clients.claim()),
    )
})

self.addEventListener("message", (event) => {
    if (event.data === "activate") void self.skipWaiting()
})

self.addEventListener("fetch", (event) => {
    const { request } = event
    const url = new URL(request.url)
    if (request.method !== "GET" || url.origin !== self.location.origin || serverPaths.test(url.pathname)) return
    if (request.mode === "navigate") event.respondWith(fromCache("/", request))
    else if (shellUrls.has(url.pathname)) event.respondWith(fromCache(url.pathname, request))
})

async function fromCache(path: string, request: Request): Promise<Response> {
    const cache = await caches.open(cacheName)
    return (await cache.match(path)) ?? fetch(request)
}

export {}
