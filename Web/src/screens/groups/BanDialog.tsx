// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Group, User } from "../../api/types"
import { daysText, t } from "../../i18n"
import { loadGroup } from "../../store/groups"
import { api } from "../../store/session"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { SelectField, TextArea } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { showToast } from "../../ui/toastStore"

interface BanDialogProps {
    group: Group
    user: User
    onBanned(): void
    onClose(): void
}

const lengths = [1, 7, 30, 365]
const maxReasonLength = 300
const millisecondsPerDay = 86_400_000

/** Keeps somebody out of a group, for a while or for good. */
export function BanDialog({ group, user, onBanned, onClose }: BanDialogProps) {
    const [reason, setReason] = useState("")
    const [days, setDays] = useState("")
    const ban = async () => {
        const until = days === "" ? null : new Date(Date.now() + Number(days) * millisecondsPerDay).toISOString()
        await api.banFromGroup(group.id, user.id, { reason: reason.trim(), until })
        showToast({ tone: "plain", text: t("groups.done") })
        onBanned()
        onClose()
        await loadGroup(group.slug)
    }
    return (
        <Dialog title={t("groups.banTitle", { name: user.displayName })} onClose={onClose}>
            <Form fields={["reason"]} onSubmit={ban}>
                {({ isBusy, problem }) => (
                    <>
                        <TextArea
                            label={t("groups.banReason")}
                            problem={problem("reason")}
                            value={reason}
                            rows={2}
                            maxLength={maxReasonLength}
                            dir="auto"
                            onChange={(event) => setReason(event.target.value)}
                        />
                        <SelectField
                            label={t("groups.banFor")}
                            value={days}
                            options={[
                                { value: "", label: t("groups.banForever") },
                                ...lengths.map((count) => ({ value: String(count), label: daysText(count) })),
                            ]}
                            onChange={setDays}
                        />
                        <div className="dialog-actions">
                            <Button onClick={onClose}>{t("action.cancel")}</Button>
                            <Button type="submit" look="danger" isBusy={isBusy}>
                                {t("groups.ban")}
                            </Button>
                        </div>
                    </>
                )}
            </Form>
        </Dialog>
    )
}
