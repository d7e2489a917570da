// SPDX-License-Identifier: Apache-2.0
/** One HTTP call: address, token, time limit, envelope. Renews the token once when it has run out. */
import { takeAhead } from "./ahead"
import { ApiError, timedOut, unreachable } from "./errors"
import { unwrap } from "./envelope"

export interface CallOptions {
    /** Lists are written with commas. */
    query?: Record<string, string | number | boolean | readonly string[] | undefined> | undefined
    body?: unknown
    signal?: AbortSignal | undefined
    /** Sign-up, login and refresh carry no token. */
    anonymous?: boolean
}

/** Where access tokens come from. */
export interface TokenSource {
    /** A token that is good for at least some seconds; null when signed out. */
    accessToken(): Promise<string | null>
    /** Called after the server refused `expired`: returns a new one, or null when the session is over. */
    renew(expired: string): Promise<string | null>
}

const timeoutMilliseconds = 15_000

export class HttpClient {
    constructor(
        private readonly tokens: TokenSource,
        private readonly basePath = "/api/v1",
        private readonly send: typeof fetch = (...args) => fetch(...args),
    ) {}

    async call<Data>(method: string, path: string, options: CallOptions = {}): Promise<Data> {
        if (options.anonymous) return this.attempt<Data>(method, path, options, null)
        const token = await this.tokens.accessToken()
        try {
            return await this.attempt<Data>(method, path, options, token)
        } catch (error) {
            if (!(error instanceof ApiError) || !error.isUnauthorized || token === null) throw error
            const renewed = await this.tokens.renew(token)
            if (renewed === null) throw error
            return this.attempt<Data>(method, path, options, renewed)
        }
    }

    private async attempt<Data>(
        method: string,
        path: string,
        { query, body, signal }: CallOptions,
        token: string | null,
    ): Promise<Data> {
        const headers: Record<string, string> = { Accept: "application/json" }
        if (body !== undefined) headers["Content-Type"] = "application/json"
        if (token !== null) headers["Authorization"] = `Bearer ${token}`

        const stop = new AbortController()
        const timer = setTimeout(() => stop.abort(), timeoutMilliseconds)
        const cancel = () => stop.abort()
        signal?.addEventListener("abort", cancel)
        try {
            const address = this.basePath + path + queryText(query)
            const response = await (takeAhead(method, address, headers["Authorization"]) ??
                this.send(address, {
                    method,
                    headers,
                    signal: stop.signal,
                    cache: "no-store",
                    credentials: "same-origin",
                    // What is deleted while the page closes is deleted.
                    keepalive: method === "DELETE",
                    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
                }))
            if (response.status === 204) return undefined as Data
            return unwrap<Data>(await jsonBody(response), response.status, retryAfter(response))
        } catch (error) {
            if (error instanceof ApiError) throw error
            if (signal?.aborted) throw error
            throw stop.signal.aborted ? timedOut() : unreachable()
        } finally {
            clearTimeout(timer)
            signal?.removeEventListener("abort", cancel)
        }
    }
}

/** A gateway in between may answer with a page instead of JSON: the status still says what happened. */
async function jsonBody(response: Response): Promise<unknown> {
    try {
        return await response.json()
    } catch {
        if (response.ok) return null
        const { status } = response
        throw new ApiError(`http.${status}`, "The server could not answer.", status, [], retryAfter(response))
    }
}

function retryAfter(response: Response): number | null {
    const seconds = Number(response.headers.get("Retry-After"))
    return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}

export function queryText(query: CallOptions["query"]): string {
    const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "")
    if (pairs.length === 0) return ""
    return "?" + new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString()
}
