// SPDX-License-Identifier: Apache-2.0
// What the tests use of Node; @types/node is not among Debian's packages this project needs.
declare module "node:test" {
    export function test(name: string, body: () => void | Promise<void>): void
    export function beforeEach(body: () => void): void
}

declare module "node:assert/strict" {
    interface Assert {
        (value: unknown, message?: string): asserts value
        equal(actual: unknown, expected: unknown, message?: string): void
        deepEqual(actual: unknown, expected: unknown, message?: string): void
        notDeepEqual(actual: unknown, expected: unknown, message?: string): void
        notEqual(actual: unknown, expected: unknown, message?: string): void
        rejects(promise: Promise<unknown>, check?: (error: unknown) => boolean): Promise<void>
        match(text: string, pattern: RegExp): void
        throws(body: () => unknown, check?: (error: unknown) => boolean): void
    }
    const assert: Assert
    export default assert
}

declare module "node:fs" {
    export function readFileSync(path: string, encoding: "utf8"): string
    export function readdirSync(
        path: string,
        options: { withFileTypes: true },
    ): { name: string; isDirectory(): boolean }[]
}

declare module "node:path" {
    export function join(...parts: string[]): string
}

declare module "*/apiTypes.mjs" {
    export function typesOf(document: unknown): string
}
