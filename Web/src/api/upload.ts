// SPDX-License-Identifier: Apache-2.0
/** Sends a file. By XMLHttpRequest, because `fetch` does not tell how far an upload is. */
import { unwrap } from "./envelope"
import { ApiError, timedOut, unreachable } from "./errors"
import type { TokenSource } from "./http"

export interface UploadOptions {
    method: "POST" | "PUT"
    /** Below /api/v1. */
    path: string
    fields: Record<string, string | Blob>
    onProgress?: (share: number) => void
    signal?: AbortSignal
}

/** A file may be 20 MB and a connection slow; what is stuck for this long is lost. */
const timeoutMilliseconds = 5 * 60_000

export class UploadClient {
    constructor(
        private readonly tokens: TokenSource,
        private readonly basePath = "/api/v1",
    ) {}

    async send<Data>(options: UploadOptions): Promise<Data> {
        const token = await this.tokens.accessToken()
        try {
            return await this.attempt<Data>(options, token)
        } catch (error) {
            if (!(error instanceof ApiError) || !error.isUnauthorized || token === null) throw error
            const renewed = await this.tokens.renew(token)
            if (renewed === null) throw error
            return this.attempt<Data>(options, renewed)
        }
    }

    private attempt<Data>({ method, path, fields, onProgress, signal }: UploadOptions, token: string | null): Promise<Data> {
        return new Promise((resolve, reject) => {
            const request = new XMLHttpRequest()
            request.open(method, this.basePath + path)
            request.timeout = timeoutMilliseconds
            request.setRequestHeader("Accept", "application/json")
            if (token !== null) request.setRequestHeader("Authorization", `Bearer ${token}`)
            request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0)
            request.onload = () => {
                try {
                    resolve(unwrap<Data>(parsed(request), request.status, retryAfter(request)))
                } catch (error) {
                    reject(error)
                }
            }
            request.onerror = () => reject(unreachable())
            request.ontimeout = () => reject(timedOut())
            request.onabort = () => reject(new DOMException("Aborted", "AbortError"))
            signal?.addEventListener("abort", () => request.abort())
            const form = new FormData()
            for (const [name, value] of Object.entries(fields)) form.append(name, value)
            request.send(form)
        })
    }
}

function parsed(request: XMLHttpRequest): unknown {
    try {
        return JSON.parse(request.responseText)
    } catch {
        throw new ApiError(`http.${request.status}`, "The server could not answer.", request.status)
    }
}

function retryAfter(request: XMLHttpRequest): number | null {
    const seconds = Number(request.getResponseHeader("Retry-After"))
    return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}
