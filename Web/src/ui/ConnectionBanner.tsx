// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from "react"
import { t } from "../i18n"
import { useStore } from "../store/createStore"
import { connectionStore } from "../store/state"
import { Icon } from "./Icon"

/** A connection that is back within this time was not worth a word. */
const patienceMilliseconds = 2500

/** Says that there is no connection, and what becomes of what one writes meanwhile. */
export function ConnectionBanner() {
    const { socket, isOffline } = useStore(connectionStore)
    const isOnline = socket === "online"
    const [isLong, setLong] = useState(false)
    const wasLost = useRef(false)
    useEffect(() => {
        if (isOnline) {
            setLong(false)
            return
        }
        const timer = setTimeout(() => setLong(true), patienceMilliseconds)
        return () => clearTimeout(timer)
    }, [isOnline])

    const isShown = isOffline || (isLong && !isOnline)
    if (isShown) wasLost.current = true
    return (
        <div className="banner-place" role="status">
            {isShown ? (
                <p className="banner">
                    <Icon name="offline" />
                    {isOffline ? t("connection.offline") : t("connection.lost")}
                </p>
            ) : (
                wasLost.current && isOnline && <p className="visually-hidden">{t("connection.back")}</p>
            )}
        </div>
    )
}
