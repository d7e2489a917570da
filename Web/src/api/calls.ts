// SPDX-License-Identifier: Apache-2.0
/** How a call is made: by the name of its operation, with parts and a reply that the server's own document tells of. */
import type { CallOptions, HttpClient } from "./http"
import type { Operations } from "./types"

export type OperationName = keyof Operations
export type Reply<Name extends OperationName> = Promise<Operations[Name]["reply"]>
export type Body<Name extends OperationName> = Operations[Name]["body"]
/** The parts of a call that its operation has: path, query, body. */
export type Parts<Name extends OperationName> = {
    [Part in "path" | "query" | "body" as Operations[Name][Part] extends undefined
        ? never
        : Part]: Operations[Name][Part]
}
export type Options = Pick<CallOptions, "anonymous" | "signal">

export const pageSizes = { people: 30, chats: 50, members: 100, messages: 50, changes: 100, posts: 20, comments: 50, edits: 20, hits: 20 }

/** What every group of calls is made with. */
export abstract class Calls {
    constructor(protected readonly http: HttpClient) {}

    protected request<Name extends OperationName>(name: Name, parts: Parts<Name>, options: Options = {}): Reply<Name> {
        const [method, template] = name.split(" ") as [string, string]
        const { path, query, body } = parts as { path?: Record<string, string> } & Pick<CallOptions, "query" | "body">
        const filled = template.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(path?.[key] ?? ""))
        return this.http.call(method, filled, { ...options, query, body })
    }
}
