// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Chat } from "../../api/types"
import { t } from "../../i18n"
import { changeChat } from "../../store/chatActions"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { Field, TextArea } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { showToast } from "../../ui/toastStore"

/** Changes what a group is called and what it is about. */
export function EditGroupDialog({ chat, onClose }: { chat: Chat; onClose(): void }) {
    const [name, setName] = useState(chat.name ?? "")
    const [description, setDescription] = useState(chat.description ?? "")
    const [isEmpty, setEmpty] = useState(false)
    const save = async () => {
        setEmpty(name.trim() === "")
        if (name.trim() === "") return
        await changeChat(chat, { name: name.trim(), description: description.trim() })
        showToast({ tone: "plain", text: t("group.saved") })
        onClose()
    }
    return (
        <Dialog title={t("group.rename")} onClose={onClose}>
            <Form fields={["name", "description"]} onSubmit={save}>
                {({ isBusy, problem }) => (
                    <>
                        <Field
                            label={t("group.name")}
                            problem={isEmpty ? t("new.needName") : problem("name")}
                            value={name}
                            maxLength={100}
                            onChange={(event) => setName(event.target.value)}
                        />
                        <TextArea
                            label={t("group.description")}
                            problem={problem("description")}
                            value={description}
                            rows={3}
                            maxLength={500}
                            onChange={(event) => setDescription(event.target.value)}
                        />
                        <div className="dialog-actions">
                            <Button onClick={onClose}>{t("action.cancel")}</Button>
                            <Button type="submit" look="primary" isBusy={isBusy}>
                                {t("action.save")}
                            </Button>
                        </div>
                    </>
                )}
            </Form>
        </Dialog>
    )
}
