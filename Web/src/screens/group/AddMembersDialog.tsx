// SPDX-License-Identifier: Apache-2.0
import { useMemo, useState } from "react"
import type { Chat, User } from "../../api/types"
import { errorText, t } from "../../i18n"
import { addToChat } from "../../store/chatActions"
import { membersStore } from "../../store/state"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { showToast } from "../../ui/toastStore"
import { Chosen } from "../new/Chosen"
import { toggled } from "../new/NewGroupScreen"
import { PeoplePicker } from "../new/PeoplePicker"

/** Chooses people who are not in the group yet. */
export function AddMembersDialog({ chat, onClose }: { chat: Chat; onClose(): void }) {
    const [chosen, setChosen] = useState<readonly User[]>([])
    const [problem, setProblem] = useState<string | null>(null)
    const [isBusy, setBusy] = useState(false)
    const excluded = useMemo(() => new Set(membersStore.get()[chat.id]?.map(({ user }) => user.id)), [chat.id])
    const add = async () => {
        if (chosen.length === 0) return setProblem(t("new.chooseSome"))
        setBusy(true)
        try {
            await addToChat(chat, chosen)
            showToast({ tone: "plain", text: t("group.added", { count: chosen.length }) })
            onClose()
        } catch (error) {
            setProblem(errorText(error))
            setBusy(false)
        }
    }
    const toggle = (user: User) => setChosen(toggled(chosen, user))
    return (
        <Dialog title={t("group.add")} onClose={onClose}>
            <Chosen users={chosen} onRemove={toggle} />
            <div className="dialog-scroll">
                <PeoplePicker chosen={chosen} excluded={excluded} onPick={toggle} />
            </div>
            <div role="alert">{problem && <p className="notice notice-error">{problem}</p>}</div>
            <div className="dialog-actions">
                <Button onClick={onClose}>{t("action.cancel")}</Button>
                <Button look="primary" isBusy={isBusy} onClick={() => void add()}>
                    {chosen.length === 0 ? t("group.add") : t("group.addChosen", { count: chosen.length })}
                </Button>
            </div>
        </Dialog>
    )
}
