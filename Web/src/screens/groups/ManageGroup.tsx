// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Group, GroupBan, GroupJoinRequest, GroupLogEntry } from "../../api/types"
import { agoText, errorText, fullTimeText, t } from "../../i18n"
import { loadGroup } from "../../store/groups"
import { api } from "../../store/session"
import { Button } from "../../ui/Button"
import { showToast } from "../../ui/toastStore"
import { usePages } from "../people/usePages"
import { Invites } from "./Invites"
import { ManagedList, PersonLine } from "./ManagedList"

const parts = ["requests", "invites", "bans", "log"] as const

/** For those who look after a group: who waits, who is invited, who is kept out, and what was done. */
export function ManageGroup({ group }: { group: Group }) {
    const [part, setPart] = useState<(typeof parts)[number]>("requests")
    return (
        <div className="padded">
            <div className="segments" role="group" aria-label={t("groups.manageParts")}>
                {parts.map((name) => (
                    <button key={name} type="button" aria-pressed={name === part} onClick={() => setPart(name)}>
                        {t(`groups.${name}`)}
                    </button>
                ))}
            </div>
            {part === "requests" && <Requests group={group} />}
            {part === "invites" && <Invites group={group} />}
            {part === "bans" && <Bans group={group} />}
            {part === "log" && <Log group={group} />}
        </div>
    )
}

function Requests({ group }: { group: Group }) {
    const pages = usePages<GroupJoinRequest>((cursor) => api.groupRequests(group.id, cursor), [group.id])
    const answer = async (request: GroupJoinRequest, accepts: boolean) => {
        const { id } = request.user
        pages.remove(({ user }) => user.id === id)
        try {
            await (accepts ? api.acceptGroupRequest(group.id, id) : api.refuseGroupRequest(group.id, id))
            if (accepts) await loadGroup(group.slug)
        } catch (error) {
            pages.prepend(request)
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    return (
        <ManagedList pages={pages} icon="userAdd" empty={t("groups.noRequests")} emptyHint={t("groups.noRequestsHint")}>
            {(request) => {
                const name = request.user.displayName
                return (
                    <PersonLine
                        key={request.user.id}
                        user={request.user}
                        note={
                            <>
                                {t("requests.asked", { time: agoText(request.createdAt) })}
                                {request.note !== "" && <bdi className="group-words">{request.note}</bdi>}
                            </>
                        }
                    >
                        <Button
                            look="primary"
                            isSmall
                            aria-label={t("groups.letInLabel", { name })}
                            onClick={() => void answer(request, true)}
                        >
                            {t("groups.letIn")}
                        </Button>
                        <Button
                            isSmall
                            aria-label={t("groups.refuseLabel", { name })}
                            onClick={() => void answer(request, false)}
                        >
                            {t("groups.refuse")}
                        </Button>
                    </PersonLine>
                )
            }}
        </ManagedList>
    )
}

function Bans({ group }: { group: Group }) {
    const pages = usePages<GroupBan>((cursor) => api.groupBans(group.id, cursor), [group.id])
    const end = async (ban: GroupBan) => {
        pages.remove(({ user }) => user.id === ban.user.id)
        const again = async () => {
            await api.banFromGroup(group.id, ban.user.id, { reason: ban.reason, until: ban.until })
            pages.prepend(ban)
        }
        try {
            await api.unbanFromGroup(group.id, ban.user.id)
            showToast({
                tone: "plain",
                text: t("groups.done"),
                action: {
                    label: t("action.undo"),
                    run: () => void again().catch((error) => showToast({ tone: "error", text: errorText(error) })),
                },
            })
        } catch (error) {
            pages.prepend(ban)
            showToast({ tone: "error", text: errorText(error) })
        }
    }
    return (
        <ManagedList pages={pages} icon="block" empty={t("groups.noBans")} emptyHint={t("groups.noBansHint")}>
            {(ban) => (
                <PersonLine
                    key={ban.user.id}
                    user={ban.user}
                    note={
                        <>
                            {t("groups.bannedBy", { name: ban.by.displayName })}
                            {ban.until !== null && ` · ${t("groups.linkEnds", { time: agoText(ban.until) })}`}
                            {ban.reason !== "" && <bdi className="group-words">{ban.reason}</bdi>}
                        </>
                    }
                >
                    <Button
                        isSmall
                        aria-label={t("groups.unbanLabel", { name: ban.user.displayName })}
                        onClick={() => void end(ban)}
                    >
                        {t("groups.unban")}
                    </Button>
                </PersonLine>
            )}
        </ManagedList>
    )
}

function Log({ group }: { group: Group }) {
    const pages = usePages<GroupLogEntry>((cursor) => api.groupLog(group.id, cursor), [group.id])
    return (
        <ManagedList pages={pages} icon="clock" empty={t("groups.noLog")} emptyHint={t("groups.noLogHint")}>
            {(entry) => (
                <li key={entry.id} className="log-entry">
                    <span>
                        {t(`groups.log.${entry.action}`, {
                            actor: entry.actor.displayName,
                            person: entry.person?.displayName ?? t("chats.someone"),
                        })}
                    </span>
                    <time dateTime={entry.at} title={fullTimeText(entry.at)}>
                        {agoText(entry.at)}
                    </time>
                </li>
            )}
        </ManagedList>
    )
}
