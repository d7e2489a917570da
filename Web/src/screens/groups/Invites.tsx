// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Group, GroupInvitation, GroupInviteLink } from "../../api/types"
import { pathTo } from "../../app/router"
import { agoText, errorText, t } from "../../i18n"
import { api } from "../../store/session"
import { Button, IconButton } from "../../ui/Button"
import { showToast } from "../../ui/toastStore"
import { usePages } from "../people/usePages"
import { InviteDialog } from "./InviteDialog"
import { ManagedList, PersonLine } from "./ManagedList"

const linkLastsMilliseconds = 7 * 86_400_000

/** Who is invited, and the links that invite whoever has them. */
export function Invites({ group }: { group: Group }) {
    const [isInviting, setInviting] = useState(false)
    const pages = usePages<GroupInvitation>((cursor) => api.groupInvitations(group.id, cursor), [group.id])
    const withdraw = async (invitation: GroupInvitation) => {
        pages.remove(({ user }) => user.id === invitation.user.id)
        try {
            await api.withdrawInvitation(group.id, invitation.user.id)
        } catch (error) {
            pages.prepend(invitation)
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    return (
        <>
            <div className="button-row">
                <Button look="primary" icon="userAdd" onClick={() => setInviting(true)}>
                    {t("groups.invite")}
                </Button>
            </div>
            <ManagedList pages={pages} icon="userAdd" empty={t("groups.noInvites")} emptyHint={t("groups.noInvitesHint")}>
                {(invitation) => (
                    <PersonLine
                        key={invitation.user.id}
                        user={invitation.user}
                        note={t("groups.linkEnds", { time: agoText(invitation.expiresAt) })}
                    >
                        <Button
                            isSmall
                            aria-label={t("groups.withdrawLabel", { name: invitation.user.displayName })}
                            onClick={() => void withdraw(invitation)}
                        >
                            {t("groups.withdraw")}
                        </Button>
                    </PersonLine>
                )}
            </ManagedList>
            <Links group={group} />
            {isInviting && <InviteDialog group={group} onInvited={pages.retry} onClose={() => setInviting(false)} />}
        </>
    )
}

function Links({ group }: { group: Group }) {
    const pages = usePages<GroupInviteLink>((cursor) => api.inviteLinks(group.id, cursor), [group.id])
    const attempt = async (action: () => Promise<void>) => {
        try {
            await action()
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    const create = () =>
        attempt(async () => {
            const ends = new Date(Date.now() + linkLastsMilliseconds).toISOString()
            pages.prepend(await api.createInviteLink(group.id, ends))
        })
    const copy = (link: GroupInviteLink) =>
        attempt(async () => {
            await navigator.clipboard.writeText(addressOf(link))
            showToast({ tone: "plain", text: t("post.linkCopied") })
        })
    const end = (link: GroupInviteLink) =>
        attempt(async () => {
            await api.revokeInviteLink(group.id, link.id)
            pages.remove(({ id }) => id === link.id)
            showToast({ tone: "plain", text: t("groups.linkEnded") })
        })
    return (
        <>
            <div className="search-recent-head">
                <h2 className="section-title">{t("groups.links")}</h2>
                <Button isSmall icon="plus" onClick={() => void create()}>
                    {t("groups.newLink")}
                </Button>
            </div>
            {pages.items.length > 0 && (
                <ul className="rows rows-card">
                    {pages.items.map((link) => (
                        <li key={link.id} className="log-entry">
                            <span className="group-link" dir="ltr">
                                {addressOf(link)}
                            </span>
                            <span className="group-link-row">
                                <span className="group-note">
                                    {t("groups.linkUses", { count: link.useCount })}
                                    {link.expiresAt !== null &&
                                        ` · ${t("groups.linkEnds", { time: agoText(link.expiresAt) })}`}
                                </span>
                                <IconButton icon="copy" label={t("groups.copyLink")} onClick={() => void copy(link)} />
                                <IconButton icon="trash" label={t("groups.endLink")} onClick={() => void end(link)} />
                            </span>
                        </li>
                    ))}
                </ul>
            )}
        </>
    )
}

function addressOf({ code }: GroupInviteLink): string {
    return location.origin + pathTo({ screen: "groupInvite", code })
}
