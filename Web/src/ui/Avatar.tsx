// SPDX-License-Identifier: Apache-2.0
import type { UserStatus } from "../api/types"
import { t } from "../i18n"
import { hueOf, initials } from "../text/names"
import { Icon } from "./Icon"

interface AvatarProps {
    id: string
    name: string
    url?: string | null
    size?: "small" | "medium" | "large"
    isGroup?: boolean
    /** Drawn as a dot; spoken too, unless the status is written beside it. */
    status?: UserStatus | undefined
}

/** A picture, or initials on a colour that belongs to the id. */
export function Avatar({ id, name, url, size = "medium", isGroup = false, status }: AvatarProps) {
    return (
        <span className={`avatar avatar-${size} hue-${hueOf(id)} ${isGroup ? "avatar-group" : ""}`}>
            {isOwnAddress(url) ? (
                <img src={size === "large" ? url.replace(/\/128$/, "/400") : url} alt="" loading="lazy" />
            ) : (
                <AvatarLetters name={name} isGroup={isGroup} />
            )}
            {status && status !== "OFFLINE" && (
                <span className={`status-dot status-${status}`} role="img" aria-label={t(`status.${status}`)} />
            )}
        </span>
    )
}

function AvatarLetters({ name, isGroup }: { name: string; isGroup: boolean }) {
    if (isGroup && name.trim() === "") return <Icon name="group" />
    return <span aria-hidden="true">{initials(name)}</span>
}

/** Pictures come from this server only; the content security policy would refuse any other. */
function isOwnAddress(url: string | null | undefined): url is string {
    return typeof url === "string" && url.startsWith("/") && !url.startsWith("//")
}
