// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { User } from "../../api/types"
import { Link, navigate } from "../../app/navigation"
import { errorText, t } from "../../i18n"
import { startPrivateChat } from "../../store/chatActions"
import { Icon } from "../../ui/Icon"
import { Screen } from "../../ui/Screen"
import { showToast } from "../../ui/toastStore"
import { PeoplePicker } from "./PeoplePicker"

/** Starts a chat with one person, or leads to a new group. */
export function NewChatScreen() {
    const [isBusy, setBusy] = useState(false)
    const start = async (user: User) => {
        if (isBusy) return
        setBusy(true)
        try {
            const chat = await startPrivateChat(user)
            navigate({ screen: "conversation", chatId: chat.id }, { replace: true })
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
            setBusy(false)
        }
    }
    return (
        <Screen title={t("new.title")}>
            <PeoplePicker
                onPick={(user) => void start(user)}
                before={
                    <ul className="rows rows-card">
                        <li>
                            <Link to={{ screen: "newGroup" }} className="row">
                                <span className="avatar avatar-medium avatar-action">
                                    <Icon name="group" />
                                </span>
                                <span className="row-main">
                                    <span className="row-title">{t("new.group")}</span>
                                    <span className="row-preview">{t("new.groupHint")}</span>
                                </span>
                            </Link>
                        </li>
                    </ul>
                }
            />
        </Screen>
    )
}
