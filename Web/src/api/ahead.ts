// SPDX-License-Identifier: Apache-2.0
/**
 * The first page of the feed, asked for by the boot script while the app itself is still on its way. The app takes the
 * answer in the place of asking.
 */

interface AskedAhead {
    address: string
    authorization: string
    reply: Promise<Response>
    /** Milliseconds since 1970. */
    at: number
}

declare global {
    // eslint-disable-next-line no-var
    var roostAhead: AskedAhead | undefined
}

/** What the app asks for first. */
export const firstFeedAddress = "/api/v1/feed?limit=20"
/** A token this close to its end is renewed before it is used, which is the app's to do. */
const marginMilliseconds = 30_000
const timeoutMilliseconds = 15_000
/** What nobody took by then is asked for again. */
const lastsMilliseconds = 10_000

/** Asks with the session of the last visit: the text in which the browser keeps it. */
export function askAhead(session: string): void {
    const { accessToken, expiresAt } = JSON.parse(session) as { accessToken: string; expiresAt: number }
    const at = Date.now()
    if (!(expiresAt - marginMilliseconds > at)) return
    const authorization = `Bearer ${accessToken}`
    const stop = new AbortController()
    setTimeout(() => stop.abort(), timeoutMilliseconds)
    const reply = fetch(firstFeedAddress, {
        headers: { Accept: "application/json", Authorization: authorization },
        signal: stop.signal,
        cache: "no-store",
        credentials: "same-origin",
    })
    // Nobody may take it; who does hears of its failure.
    reply.catch(() => undefined)
    globalThis.roostAhead = { address: firstFeedAddress, authorization, reply, at }
}

/** The answer to a call, if it was asked for ahead by the same person; only once. */
export function takeAhead(method: string, address: string, authorization: string | undefined): Promise<Response> | null {
    const ahead = globalThis.roostAhead
    if (!ahead || method !== "GET" || address !== ahead.address) return null
    globalThis.roostAhead = undefined
    const isGood = authorization === ahead.authorization && Date.now() - ahead.at < lastsMilliseconds
    return isGood ? ahead.reply : null
}
