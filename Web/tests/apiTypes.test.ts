// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { test } from "node:test"
import { typesOf } from "../build/apiTypes.mjs"

const document = {
    paths: {
        "/api/v1/chats/{id}": {
            get: {
                summary: "Get a chat",
                parameters: [
                    { name: "id", in: "path", required: true, schema: { type: "string" } },
                    { name: "limit", in: "query", required: false, schema: { type: "integer" } },
                ],
                responses: {
                    "404": {},
                    "200": {
                        content: {
                            "application/json": {
                                schema: {
                                    properties: { success: { const: true }, data: { $ref: "#/components/schemas/Page<Chat>" } },
                                },
                            },
                        },
                    },
                },
            },
            delete: { responses: { "204": {} } },
        },
    },
    components: {
        schemas: {
            "Page<Chat>": {
                type: "object",
                required: ["items"],
                properties: { items: { type: "array", items: { $ref: "#/components/schemas/Kind" } } },
            },
            Kind: { type: "string", enum: ["A", "B"] },
            Odd: {
                type: "object",
                required: ["name"],
                properties: {
                    name: { anyOf: [{ type: "string" }, { type: "null" }] },
                    list: { type: "array", items: { type: ["integer", "null"] } },
                    "not-a-name": { type: "boolean" },
                    anything: {},
                },
            },
        },
    },
}

test("schemas become interfaces and calls become entries", () => {
    const text = typesOf(document)
    assert(text.includes('export type Kind = "A" | "B"'), text)
    assert(text.includes("export interface PageOfChat {\n    items: Kind[]\n}"), text)
    assert(text.includes("    name: string | null\n"), text)
    assert(text.includes("    list?: (number | null)[]\n"), text)
    assert(text.includes('    "not-a-name"?: boolean\n'), text)
    assert(text.includes("    anything?: unknown\n"), text)
    assert(text.includes('    /** Get a chat */\n    "GET /chats/{id}": {'), text)
    assert(text.includes("        path: { id: string }\n        query: { limit?: number }\n"), text)
    assert(text.includes("        reply: PageOfChat\n"), text)
    assert(text.includes('"DELETE /chats/{id}": {\n        path: undefined'), text)
})

test("the same document gives the same text", () => {
    assert.equal(typesOf(document), typesOf(JSON.parse(JSON.stringify(document))))
})
