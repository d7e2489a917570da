// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Group, User } from "../../api/types"
import { errorText, t } from "../../i18n"
import { api } from "../../store/session"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { showToast } from "../../ui/toastStore"
import { Chosen } from "../new/Chosen"
import { toggled } from "../new/NewGroupScreen"
import { PeoplePicker } from "../new/PeoplePicker"

interface InviteDialogProps {
    group: Group
    onClose(): void
    onInvited?(): void
}

/** Chooses people and invites them. Who cannot be invited stays chosen, and it is said why. */
export function InviteDialog({ group, onClose, onInvited }: InviteDialogProps) {
    const [chosen, setChosen] = useState<readonly User[]>([])
    const [problem, setProblem] = useState<string | null>(null)
    const [isBusy, setBusy] = useState(false)
    const toggle = (user: User) => setChosen(toggled(chosen, user))
    const invite = async () => {
        if (chosen.length === 0) return setProblem(t("new.chooseSome"))
        setBusy(true)
        setProblem(null)
        const left: User[] = []
        let reason: string | null = null
        for (const user of chosen) {
            try {
                await api.inviteToGroup(group.id, user.id)
            } catch (error) {
                left.push(user)
                reason = `${user.displayName}: ${errorText(error)}`
            }
        }
        const count = chosen.length - left.length
        if (count > 0) {
            showToast({ tone: "plain", text: t("groups.invited", { count }) })
            onInvited?.()
        }
        if (left.length === 0) return onClose()
        setChosen(left)
        setProblem(reason)
        setBusy(false)
    }
    return (
        <Dialog title={t("groups.invite")} onClose={onClose}>
            <Chosen users={chosen} onRemove={toggle} />
            <div className="dialog-scroll">
                <PeoplePicker chosen={chosen} onPick={toggle} />
            </div>
            <div role="alert">{problem && <p className="notice notice-error">{problem}</p>}</div>
            <div className="dialog-actions">
                <Button onClick={onClose}>{t("action.cancel")}</Button>
                <Button look="primary" isBusy={isBusy} onClick={() => void invite()}>
                    {chosen.length === 0 ? t("groups.invite") : t("groups.inviteChosen", { count: chosen.length })}
                </Button>
            </div>
        </Dialog>
    )
}
