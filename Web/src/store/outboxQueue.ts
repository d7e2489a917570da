// SPDX-License-Identifier: Apache-2.0
/**
 * Messages on their way: kept until the server has them, sent in the order they were written.
 *
 *     waiting ──flush──► sent (leaves the queue)
 *        ▲  └──refused──► failed ──retry──► waiting        failed ──discard──► (leaves the queue)
 *        └──unreachable, overloaded: stays, the flush stops and is tried again later
 *
 * The `clientId` never changes, so a message whose answer was lost is not stored twice by the server.
 */
import { ApiError, asApiError } from "../api/errors"
import type { Message, NewMessage } from "../api/types"

export interface OutboxItem {
    clientId: string
    chatId: string
    content: string
    replyToId: string | null
    /** RFC 3339; also the order of sending. */
    createdAt: string
    /** Why the server refused it; null while waiting. */
    failure: { code: string; message: string } | null
}

export interface OutboxStorage {
    put(...items: OutboxItem[]): Promise<void>
    delete(...clientIds: string[]): Promise<void>
}

export interface OutboxHost {
    send(message: NewMessage): Promise<Message>
    onChange(items: readonly OutboxItem[]): void
    onSent(item: OutboxItem, message: Message): void
    onFailed(item: OutboxItem, error: ApiError): void
    /** Asked after a flush stopped early; the host calls `flush` again after the wait. */
    retryAfter(seconds: number | null): void
}

/** More than this waiting means something is wrong; the composer then says so instead of queueing. */
export const outboxLimit = 500

export class OutboxQueue {
    private items: readonly OutboxItem[]
    private flushing: Promise<void> | null = null

    constructor(
        private readonly storage: OutboxStorage,
        private readonly host: OutboxHost,
        items: readonly OutboxItem[] = [],
    ) {
        this.items = [...items].sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1))
    }

    get all(): readonly OutboxItem[] {
        return this.items
    }

    get isFull(): boolean {
        return this.items.length >= outboxLimit
    }

    async add(item: OutboxItem): Promise<void> {
        this.change([...this.items, item])
        await this.storage.put(item)
    }

    async retry(clientId: string): Promise<void> {
        await this.replace(clientId, (item) => ({ ...item, failure: null }))
    }

    async discard(clientId: string): Promise<void> {
        this.change(this.items.filter((item) => item.clientId !== clientId))
        await this.storage.delete(clientId)
    }

    /** The server has this message: its echo arrived, maybe before the answer did. */
    async confirm(clientId: string): Promise<void> {
        if (this.items.some((item) => item.clientId === clientId)) await this.discard(clientId)
    }

    /** Sends what waits, one after another. Calls during a flush join it. */
    flush(): Promise<void> {
        this.flushing ??= this.sendAll().finally(() => {
            this.flushing = null
        })
        return this.flushing
    }

    private async sendAll(): Promise<void> {
        for (;;) {
            const item = this.items.find(({ failure }) => failure === null)
            if (!item) return
            try {
                const message = await this.host.send(wire(item))
                this.host.onSent(item, message)
                await this.discard(item.clientId)
            } catch (error) {
                const failure = asApiError(error)
                if (failure.isTemporary || failure.isUnauthorized) {
                    this.host.retryAfter(failure.retryAfterSeconds)
                    return
                }
                await this.replace(item.clientId, (current) => ({
                    ...current,
                    failure: { code: failure.code, message: failure.message },
                }))
                this.host.onFailed(item, failure)
            }
        }
    }

    private async replace(clientId: string, change: (item: OutboxItem) => OutboxItem): Promise<void> {
        const item = this.items.find((candidate) => candidate.clientId === clientId)
        if (!item) return
        const changed = change(item)
        this.change(this.items.map((candidate) => (candidate === item ? changed : candidate)))
        await this.storage.put(changed)
    }

    private change(items: readonly OutboxItem[]): void {
        this.items = items
        this.host.onChange(items)
    }
}

function wire({ chatId, content, replyToId, clientId }: OutboxItem): NewMessage {
    return replyToId === null ? { chatId, content, clientId } : { chatId, content, clientId, replyToId }
}
