// SPDX-License-Identifier: Apache-2.0
import { useCallback, useRef, useState } from "react"
import type { User, UserProfile } from "../../api/types"
import { Link, navigate } from "../../app/navigation"
import { errorText, t } from "../../i18n"
import { isMe } from "../../store/account"
import { startPrivateChat } from "../../store/chatActions"
import { block, mute, unblock, unmute } from "../../store/people"
import { Button, IconButton } from "../../ui/Button"
import { Icon } from "../../ui/Icon"
import { Menu, MenuItem } from "../../ui/Menu"
import { showToast } from "../../ui/toastStore"
import { FollowButton } from "../people/FollowButton"

interface ProfileActionsProps {
    user: User
    /** Undefined until it is known what is between the two. */
    profile: UserProfile | undefined
}

/** What one can do with a person: follow, write, mute, block; or with oneself: edit. */
export function ProfileActions({ user, profile }: ProfileActionsProps) {
    if (isMe(user)) {
        return (
            <div className="profile-actions">
                <Link to={{ screen: "drafts" }} className="button button-plain">
                    {t("drafts.title")}
                </Link>
                <Link to={{ screen: "editProfile" }} className="button button-plain">
                    <Icon name="edit" />
                    <span>{t("profile.edit")}</span>
                </Link>
            </div>
        )
    }
    const isBlocked = profile?.relationship.blocking ?? false
    return (
        <div className="profile-actions">
            {profile && <MoreButton profile={profile} />}
            {!isBlocked && <MessageButton user={user} />}
            {profile && !isBlocked && <FollowButton person={profile} />}
        </div>
    )
}

function MoreButton({ profile }: { profile: UserProfile }) {
    const button = useRef<HTMLButtonElement>(null)
    const [isOpen, setOpen] = useState(false)
    const close = useCallback(() => setOpen(false), [])
    const { displayName: name, relationship } = profile
    const items: MenuItem[] = [
        relationship.muting
            ? { label: t("person.unmute", { name }), icon: "mute", run: () => void unmute(profile) }
            : { label: t("person.mute", { name }), icon: "mute", run: () => void mute(profile) },
        relationship.blocking
            ? { label: t("person.unblock", { name }), icon: "block", run: () => void unblock(profile) }
            : { label: t("person.block", { name }), icon: "block", isDanger: true, run: () => void block(profile) },
    ]
    return (
        <>
            <IconButton
                ref={button}
                icon="more"
                label={t("person.menu", { name })}
                title=""
                className="icon-button-framed"
                aria-haspopup="menu"
                aria-expanded={isOpen}
                onClick={() => setOpen(true)}
            />
            {isOpen && button.current && (
                <Menu label={t("person.menu", { name })} items={items} anchor={button.current} onClose={close} />
            )}
        </>
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
        <Button icon="chats" data-compact isBusy={isBusy} title={t("profile.message")} onClick={() => void open()}>
            {t("profile.message")}
        </Button>
    )
}
