// SPDX-License-Identifier: Apache-2.0
import type { User } from "../../api/types"
import { t } from "../../i18n"
import { Avatar } from "../../ui/Avatar"
import { IconButton } from "../../ui/Button"

/** The people chosen so far, each with a way to take them back. */
export function Chosen({ users, onRemove }: { users: readonly User[]; onRemove(user: User): void }) {
    if (users.length === 0) return null
    return (
        <ul className="chips" aria-label={t("new.selected")}>
            {users.map((user) => (
                <li key={user.id} className="chip">
                    <Avatar id={user.id} name={user.displayName} url={user.avatarUrl} size="small" />
                    <span>{user.displayName}</span>
                    <IconButton
                        icon="close"
                        label={t("new.remove", { name: user.displayName })}
                        onClick={() => onRemove(user)}
                    />
                </li>
            ))}
        </ul>
    )
}
