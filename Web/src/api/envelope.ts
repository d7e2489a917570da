// SPDX-License-Identifier: Apache-2.0
/** The envelope around every reply, the same over HTTP and in socket acknowledgements. */
import { ApiError } from "./errors"
import type { FieldProblem } from "./types"

interface Failure {
    code?: unknown
    message?: unknown
    details?: unknown
}

/** Returns `data` of a reply or throws the failure it carries. */
export function unwrap<Data>(envelope: unknown, status: number, retryAfterSeconds: number | null = null): Data {
    if (typeof envelope !== "object" || envelope === null) {
        throw new ApiError("client.bad_reply", "The server's answer could not be read.", status)
    }
    const reply = envelope as { success?: unknown; data?: unknown; error?: Failure }
    if (reply.success === true) return reply.data as Data
    throw new ApiError(
        typeof reply.error?.code === "string" ? reply.error.code : "client.bad_reply",
        typeof reply.error?.message === "string" ? reply.error.message : "The request failed.",
        status,
        fieldProblems(reply.error?.details),
        retryAfterSeconds,
    )
}

function fieldProblems(details: unknown): FieldProblem[] {
    if (!Array.isArray(details)) return []
    return details.filter(
        (detail): detail is FieldProblem =>
            typeof detail?.field === "string" && typeof detail?.message === "string",
    )
}
