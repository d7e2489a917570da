// SPDX-License-Identifier: Apache-2.0
/**
 * The tokens of the signed-in session, shared by all tabs through localStorage.
 *
 * Refresh tokens rotate, and using an old one again ends the session (it looks like theft). So a refresh
 * happens under a lock that all tabs share, and first looks whether another tab has just done it.
 */
import { ApiError, asApiError } from "./errors"
import type { TokenSource } from "./http"
import type { SignedIn, User } from "./types"

export interface StoredSession {
    user: User
    accessToken: string
    refreshToken: string
    /** Milliseconds since 1970. */
    expiresAt: number
}

export interface TokenStorage {
    read(): StoredSession | null
    write(session: StoredSession | null): void
}

type Locks = <Result>(body: () => Promise<Result>) => Promise<Result>

const key = "roost.session"
/** A token this close to its end is renewed before it is used. */
const marginMilliseconds = 30_000

export const localTokenStorage: TokenStorage = {
    read() {
        try {
            const text = localStorage.getItem(key)
            return text === null ? null : (JSON.parse(text) as StoredSession)
        } catch {
            return null
        }
    },
    write(session) {
        if (session === null) localStorage.removeItem(key)
        else localStorage.setItem(key, JSON.stringify(session))
    },
}

/** Web Locks exist only in secure contexts; over plain HTTP each tab guards itself alone. */
export const sharedLock: Locks = async (body) =>
    navigator.locks ? navigator.locks.request("roost.refresh", body) : body()

export class SessionTokens implements TokenSource {
    private renewing: Promise<string | null> | null = null

    constructor(
        private readonly storage: TokenStorage,
        private readonly refresh: (refreshToken: string) => Promise<SignedIn>,
        private readonly onEnded: () => void,
        private readonly lock: Locks = sharedLock,
        private readonly now: () => number = Date.now,
    ) {}

    get current(): StoredSession | null {
        return this.storage.read()
    }

    store(reply: SignedIn): void {
        this.storage.write({
            user: reply.user,
            accessToken: reply.accessToken,
            refreshToken: reply.refreshToken,
            expiresAt: this.now() + reply.expiresIn * 1000,
        })
    }

    storeUser(user: User): void {
        const session = this.storage.read()
        if (session) this.storage.write({ ...session, user })
    }

    clear(): void {
        this.storage.write(null)
    }

    async accessToken(): Promise<string | null> {
        const session = this.storage.read()
        if (!session) return null
        if (session.expiresAt - marginMilliseconds > this.now()) return session.accessToken
        return this.renew(session.accessToken)
    }

    renew(expired: string): Promise<string | null> {
        this.renewing ??= this.lock(() => this.renewLocked(expired)).finally(() => {
            this.renewing = null
        })
        return this.renewing
    }

    private async renewLocked(expired: string): Promise<string | null> {
        const session = this.storage.read()
        if (!session) return null
        if (session.accessToken !== expired) return session.accessToken
        try {
            const reply = await this.refresh(session.refreshToken)
            this.store(reply)
            return reply.accessToken
        } catch (error) {
            const failure = asApiError(error)
            if (!endsSession(failure)) throw failure
            this.clear()
            this.onEnded()
            return null
        }
    }
}

/** Only the server's clear refusal ends a session; a lost connection must not sign anybody out. */
function endsSession(error: ApiError): boolean {
    return error.status === 401 || error.status === 403 || error.status === 400 || error.status === 404
}
