// SPDX-License-Identifier: Apache-2.0
/** What can go wrong between the app and the server, as one error type. */
import type { FieldProblem } from "./types"

/** Codes the app makes itself, for failures in which no server spoke. */
export type LocalCode = "client.unreachable" | "client.timeout" | "client.bad_reply"

/** A request that did not succeed. `status` is 0 when no reply came. */
export class ApiError extends Error {
    override readonly name = "ApiError"

    constructor(
        readonly code: string,
        message: string,
        readonly status: number,
        readonly details: FieldProblem[] = [],
        readonly retryAfterSeconds: number | null = null,
    ) {
        super(message)
    }

    /** True when trying again later may help: nothing is wrong with the request itself. */
    get isTemporary(): boolean {
        return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500
    }

    get isUnauthorized(): boolean {
        return this.status === 401
    }

    get isMissing(): boolean {
        return this.status === 404
    }

    /** The server's sentence about one field of the form, if it wrote one. */
    problem(field: string): string | undefined {
        return this.details.find((detail) => detail.field === field)?.message
    }
}

export function unreachable(): ApiError {
    return new ApiError("client.unreachable", "The server could not be reached.", 0)
}

export function timedOut(): ApiError {
    return new ApiError("client.timeout", "The server took too long to answer.", 0)
}

export function asApiError(error: unknown): ApiError {
    if (error instanceof ApiError) return error
    return new ApiError("client.bad_reply", error instanceof Error ? error.message : String(error), 0)
}
