// SPDX-License-Identifier: Apache-2.0
/** Engine.IO over HTTP long polling: one open GET for what comes, POSTs one after another for what goes. */
import { closePacket, decodePacket, joinPayloads, splitPayload } from "./engine"
import type { Transport, TransportEvents } from "./transport"

export class PollingTransport implements Transport {
    readonly name = "polling"
    private readonly stop = new AbortController()
    private sid: string | null = null
    private maxPayload = 1_000_000
    private queue: string[] = []
    private isPosting = false
    private events: TransportEvents | null = null

    constructor(
        private readonly origin: string,
        private readonly request: typeof fetch = (...args) => fetch(...args),
    ) {}

    open(events: TransportEvents): void {
        this.events = events
        void this.poll()
    }

    send(packet: string): void {
        this.queue.push(packet)
        void this.flush()
    }

    close(): void {
        if (this.sid !== null && !this.stop.signal.aborted) {
            // Nobody waits for the answer: the server notices a silent client by itself, only later.
            this.request(this.url(), { method: "POST", body: closePacket, keepalive: true }).catch(() => undefined)
        }
        this.events = null
        this.stop.abort()
    }

    private async poll(): Promise<void> {
        try {
            while (!this.stop.signal.aborted) {
                const response = await this.request(this.url(), { signal: this.stop.signal, cache: "no-store" })
                if (!response.ok) return this.finish()
                for (const text of splitPayload(await response.text())) this.receive(text)
            }
        } catch {
            this.finish()
        }
    }

    private receive(text: string): void {
        const packet = decodePacket(text)
        if (!packet) return
        if (packet.type === "open") {
            this.sid = packet.handshake.sid
            this.maxPayload = packet.handshake.maxPayload
        }
        this.events?.onPacket(packet)
        if (packet.type === "close") this.finish()
    }

    private async flush(): Promise<void> {
        if (this.isPosting || this.sid === null) return
        this.isPosting = true
        try {
            while (this.queue.length > 0 && !this.stop.signal.aborted) {
                const packets = this.queue
                this.queue = []
                for (const body of joinPayloads(packets, this.maxPayload)) {
                    const headers = { "Content-Type": "text/plain;charset=UTF-8" }
                    const response = await this.request(this.url(), {
                        method: "POST",
                        body,
                        headers,
                        signal: this.stop.signal,
                    })
                    if (!response.ok) return this.finish()
                }
            }
        } catch {
            this.finish()
        } finally {
            this.isPosting = false
        }
    }

    private finish(): void {
        const events = this.events
        this.events = null
        this.stop.abort()
        events?.onClosed()
    }

    private url(): string {
        const session = this.sid === null ? "" : `&sid=${encodeURIComponent(this.sid)}`
        return `${this.origin}/socket.io/?EIO=4&transport=polling${session}`
    }
}
