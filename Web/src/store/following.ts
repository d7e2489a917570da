// SPDX-License-Identifier: Apache-2.0
/** Follows the network, the page's visibility and the other tabs while someone is signed in. */
import { localTokenStorage } from "../api/tokens"
import type { Account } from "./account"
import { settleLeaving } from "./leaving"
import { connectionStore, typingStore } from "./state"
import { endSession } from "./session"

const typingSweepMilliseconds = 1000
/** A cursor that lags behind the live events only makes the next catching up longer. */
const catchUpEveryMilliseconds = 5 * 60_000

/** Starts listening; the result stops it. */
export function startFollowing(account: Account, synchronize: () => Promise<void>): () => void {
    const setOffline = (isOffline: boolean) => connectionStore.set((state) => ({ ...state, isOffline }))
    const online = () => {
        setOffline(false)
        account.socket.wake()
        void synchronize()
    }
    const offline = () => {
        setOffline(true)
        account.socket.lose()
    }
    const visible = () => {
        if (document.visibilityState === "visible") return account.socket.wake()
        // Perhaps the page never comes back, and nobody can take back what they do not see.
        void settleLeaving()
    }
    // Another tab signed out, or in as someone else.
    const stored = () => {
        if (localTokenStorage.read()?.user.id !== account.id) void endSession("none")
    }

    const leaves = () => void settleLeaving()

    setOffline(navigator.onLine === false)
    addEventListener("online", online)
    addEventListener("offline", offline)
    addEventListener("storage", stored)
    document.addEventListener("visibilitychange", visible)
    addEventListener("pagehide", leaves)
    const sweep = setInterval(sweepTyping, typingSweepMilliseconds)
    const regularly = setInterval(() => {
        if (account.socket.isOnline && document.visibilityState === "visible") void synchronize()
    }, catchUpEveryMilliseconds)
    return () => {
        removeEventListener("online", online)
        removeEventListener("offline", offline)
        removeEventListener("storage", stored)
        removeEventListener("pagehide", leaves)
        document.removeEventListener("visibilitychange", visible)
        clearInterval(sweep)
        clearInterval(regularly)
    }
}

/** Someone whose connection broke never says that they stopped typing. */
function sweepTyping(): void {
    const now = Date.now()
    const current = typingStore.get()
    if (!Object.values(current).some((entries) => entries.some(({ until }) => until <= now))) return
    typingStore.set(
        Object.fromEntries(
            Object.entries(current)
                .map(([chatId, entries]) => [chatId, entries.filter(({ until }) => until > now)] as const)
                .filter(([, entries]) => entries.length > 0),
        ),
    )
}
