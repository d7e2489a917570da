// SPDX-License-Identifier: Apache-2.0
/**
 * What one changes is shown at once, and must stay although older words of the server may still be on their way.
 *
 * Each thing has a key. Changes of one are made one after another, so the server gets them in the order one wished
 * them. While some are made, what is shown is what the server said last with all of them applied; one it refuses is
 * taken out again. What was asked before a change had ended is too old to be believed.
 */

interface Pending<Item> {
    apply(item: Item): Item
}

interface Entry<Item> {
    /** How it is without what still waits; undefined when that is not known. */
    base: Item | undefined
    waiting: readonly Pending<Item>[]
    /** The end of the last change; never fails. */
    last: Promise<unknown>
    endedAt: number
}

/** A moment between changes, as `ask` gives it. */
export type Moment = number

/** How often something is asked again because a change came between. */
const maxQuestions = 5
const maxEntries = 200

export class Changing<Item> {
    private now: Moment = 0
    /** When the last of those that are no longer remembered had ended. */
    private forgottenAt: Moment = 0
    private entries = new Map<string, Entry<Item>>()

    constructor(
        private readonly get: (key: string) => Item | undefined,
        private readonly put: (key: string, item: Item) => void,
    ) {}

    /** To be taken before the server is asked, for `isStale` when it has answered. */
    ask(): Moment {
        return this.now
    }

    isStale(key: string, asked: Moment): boolean {
        const entry = this.entries.get(key)
        return entry ? entry.waiting.length > 0 || entry.endedAt > asked : this.forgottenAt > asked
    }

    isChanging(key: string): boolean {
        return (this.entries.get(key)?.waiting.length ?? 0) > 0
    }

    /** Asks the server, and asks again when a change of the same thing came between. */
    async read<Reply>(key: string, question: () => Promise<Reply>): Promise<Reply> {
        for (let count = 1; ; count++) {
            await this.entries.get(key)?.last
            const asked = this.ask()
            const reply = await question()
            if (!this.isStale(key, asked) || count === maxQuestions) return reply
        }
    }

    /**
     * Shows a change and makes it; when that fails it is no longer shown, and the error is thrown. `apply` must do
     * nothing to what has been changed already: it is applied to whatever the server says meanwhile.
     */
    async change<Reply>(key: string, apply: (item: Item) => Item, run: () => Promise<Reply>): Promise<Reply> {
        const entry = this.entryOf(key)
        const pending = { apply }
        if (entry.waiting.length === 0) entry.base = this.get(key)
        entry.waiting = [...entry.waiting, pending]
        this.show(key, entry)
        const made = entry.last.then(run)
        entry.last = made.catch(() => undefined)
        try {
            const reply = await made
            if (entry.base !== undefined) entry.base = apply(entry.base)
            return reply
        } finally {
            entry.waiting = entry.waiting.filter((other) => other !== pending)
            entry.endedAt = ++this.now
            this.show(key, entry)
        }
    }

    /** Something else is known now, which changes that are being made do not touch. */
    learn(key: string, next: (item: Item) => Item): void {
        const entry = this.entries.get(key)
        if (entry && entry.waiting.length > 0) {
            if (entry.base !== undefined) entry.base = next(entry.base)
            return this.show(key, entry)
        }
        const item = this.get(key)
        if (item !== undefined) this.put(key, next(item))
    }

    /** It was changed by other means: what was asked before is too old now. */
    touch(key: string): void {
        this.entryOf(key).endedAt = ++this.now
    }

    /** Forgets all: what still waits is made, and no longer shown. */
    reset(): void {
        this.entries = new Map()
        this.forgottenAt = ++this.now
    }

    private show(key: string, entry: Entry<Item>): void {
        // What has left the store meanwhile stays out of it.
        if (this.entries.get(key) !== entry || entry.base === undefined || this.get(key) === undefined) return
        let shown: Item = entry.base
        for (const { apply } of entry.waiting) shown = apply(shown)
        this.put(key, shown)
    }

    private entryOf(key: string): Entry<Item> {
        const known = this.entries.get(key)
        if (known) return known
        if (this.entries.size >= maxEntries) this.forgetEnded()
        const entry = { base: undefined, waiting: [], last: Promise.resolve(), endedAt: 0 }
        this.entries.set(key, entry)
        return entry
    }

    private forgetEnded(): void {
        this.entries = new Map([...this.entries].filter(([, { waiting }]) => waiting.length > 0))
        this.forgottenAt = this.now
    }
}
