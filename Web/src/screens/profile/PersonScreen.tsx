// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from "react"
import { asApiError } from "../../api/errors"
import type { User } from "../../api/types"
import { Link, navigate } from "../../app/navigation"
import { dateText, errorText, t } from "../../i18n"
import { isMe, requireAccount } from "../../store/account"
import { receiveUser } from "../../store/changes"
import { startPrivateChat } from "../../store/chatActions"
import { useStore } from "../../store/createStore"
import { watchPresence } from "../../store/presence"
import { api } from "../../store/session"
import { membersStore, presenceStore } from "../../store/state"
import { Avatar } from "../../ui/Avatar"
import { Button } from "../../ui/Button"
import { Handle } from "../../ui/Handle"
import { Icon } from "../../ui/Icon"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { showToast } from "../../ui/toastStore"
import { useAsync } from "../../ui/useAsync"
import { presenceText } from "../conversation/ConversationHeader"

/** Who someone is. What is known from chats is shown until, or instead of, what the server says. */
export function PersonScreen({ userId }: { userId: string }) {
    const [loaded, retry] = useAsync(async () => {
        const user = await api.user(userId)
        receiveUser(requireAccount(), user)
        return user
    }, [userId])
    const known = useStore(
        membersStore,
        (state) => Object.values(state).flat().find(({ user }) => user.id === userId)?.user,
    )
    const user = loaded.state === "ready" ? loaded.value : known
    const title = isMe(userId) ? t("profile.yours") : t("profile.title")
    return (
        <Screen title={title}>
            {user ? (
                <Person user={user} />
            ) : loaded.state !== "failed" ? (
                <SkeletonRows count={1} />
            ) : asApiError(loaded.error).isMissing ? (
                <EmptyState icon="person" title={t("profile.gone")} hint={t("profile.goneHint")} />
            ) : (
                <ErrorState title={t("profile.failed")} error={loaded.error} onRetry={retry} />
            )}
        </Screen>
    )
}

function Person({ user }: { user: User }) {
    const presence = useStore(presenceStore, (state) => state[user.id])
    const own = isMe(user)
    useEffect(() => {
        watchPresence("person", [user.id])
        return () => watchPresence("person", [])
    }, [user.id])
    return (
        <div className="card card-head">
            <Avatar id={user.id} name={user.displayName} url={user.avatarUrl} size="large" status={presence?.status} />
            <p className="card-title">{user.displayName}</p>
            <p className="card-note"><Handle user={user} /></p>
            {presence && <p className="card-note">{presenceText(presence)}</p>}
            <p className={user.bio ? "card-text" : "card-note"}>
                {user.bio || (own ? t("profile.noBioYours") : t("profile.noBio"))}
            </p>
            <p className="card-note">{t("profile.since", { date: dateText(user.createdAt) })}</p>
            {own ? (
                <Link to={{ screen: "editProfile" }} className="button button-primary">
                    <Icon name="edit" />
                    <span>{t("profile.edit")}</span>
                </Link>
            ) : (
                <MessageButton user={user} />
            )}
        </div>
    )
}

function MessageButton({ user }: { user: User }) {
    const [isBusy, setBusy] = useState(false)
    const open = async () => {
        setBusy(true)
        try {
            const chat = await startPrivateChat(user)
            navigate({ screen: "conversation", chatId: chat.id })
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
            setBusy(false)
        }
    }
    return (
        <Button look="primary" icon="chats" isBusy={isBusy} onClick={() => void open()}>
            {t("profile.message")}
        </Button>
    )
}
