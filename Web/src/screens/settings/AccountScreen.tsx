// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { User } from "../../api/types"
import { ApiError } from "../../api/errors"
import { t } from "../../i18n"
import { api, endSession } from "../../store/session"
import { Button } from "../../ui/Button"
import { ConfirmDialog, Dialog } from "../../ui/Dialog"
import { Field } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { Screen } from "../../ui/Screen"

/** The ways out: hiding one's account until one comes back, and deleting it. */
export function AccountScreen({ me }: { me: User }) {
    const [dialog, setDialog] = useState<"hide" | "delete" | null>(null)
    const close = () => setDialog(null)
    return (
        <Screen title={t("account.title")}>
            <section className="card account-part">
                <p>{t("account.hideText")}</p>
                <Button onClick={() => setDialog("hide")}>{t("account.hide")}</Button>
            </section>
            <section className="card account-part">
                <p>{t("account.deleteText")}</p>
                <Button look="danger" onClick={() => setDialog("delete")}>
                    {t("account.delete")}
                </Button>
            </section>
            {dialog === "hide" && (
                <ConfirmDialog
                    title={t("account.hideTitle")}
                    text={t("account.hideText")}
                    confirm={t("account.hide")}
                    isDanger
                    run={async () => {
                        await api.hideAccount(me.id)
                        await endSession("none")
                    }}
                    onClose={close}
                />
            )}
            {dialog === "delete" && <DeleteDialog me={me} onClose={close} />}
        </Screen>
    )
}

/** Deleting an account takes more than a click: its name has to be typed. */
function DeleteDialog({ me, onClose }: { me: User; onClose(): void }) {
    const [name, setName] = useState("")
    const remove = async () => {
        if (name.trim().replace(/^@/, "").toLowerCase() !== me.username.toLowerCase()) {
            throw new ApiError("client.wrong_name", "", 0, [{ field: "name", message: t("account.wrongName") }])
        }
        await api.deleteAccount(me.id)
        await endSession("none")
    }
    return (
        <Dialog title={t("account.deleteTitle")} onClose={onClose}>
            <p>{t("account.deleteText")}</p>
            <Form fields={["name"]} onSubmit={remove}>
                {({ isBusy, problem }) => (
                    <>
                        <Field
                            label={t("account.typeName", { username: me.username })}
                            problem={problem("name") && t("account.wrongName")}
                            value={name}
                            autoComplete="off"
                            autoCapitalize="off"
                            spellCheck={false}
                            dir="ltr"
                            data-autofocus
                            onChange={(event) => setName(event.target.value)}
                        />
                        <div className="dialog-actions">
                            <Button onClick={onClose}>{t("action.cancel")}</Button>
                            <Button type="submit" look="danger" isBusy={isBusy}>
                                {t("account.delete")}
                            </Button>
                        </div>
                    </>
                )}
            </Form>
        </Dialog>
    )
}
