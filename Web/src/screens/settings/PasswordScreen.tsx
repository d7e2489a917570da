// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import { ApiError } from "../../api/errors"
import { goBack } from "../../app/navigation"
import { t } from "../../i18n"
import { api } from "../../store/session"
import { Button } from "../../ui/Button"
import { PasswordField } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { Screen } from "../../ui/Screen"
import { showToast } from "../../ui/toastStore"

/** Changes the password, which ends all other sessions. */
export function PasswordScreen() {
    const [currentPassword, setCurrent] = useState("")
    const [newPassword, setNew] = useState("")
    const save = async () => {
        try {
            await api.changePassword({ currentPassword, newPassword })
        } catch (error) {
            if (!(error instanceof ApiError) || error.code !== "auth.wrong_password") throw error
            const details = [{ field: "currentPassword", message: t("error.wrongPassword") }]
            throw new ApiError(error.code, error.message, error.status, details)
        }
        showToast({ tone: "plain", text: t("password.changed") })
        goBack()
    }
    return (
        <Screen title={t("password.title")}>
            <Form fields={["currentPassword", "newPassword"]} onSubmit={save}>
                {({ isBusy, problem }) => (
                    <>
                        <PasswordField
                            label={t("password.current")}
                            problem={problem("currentPassword")}
                            value={currentPassword}
                            autoComplete="current-password"
                            onChange={(event) => setCurrent(event.target.value)}
                        />
                        <PasswordField
                            label={t("password.new")}
                            hint={t("auth.passwordHint")}
                            problem={problem("newPassword")}
                            value={newPassword}
                            autoComplete="new-password"
                            onChange={(event) => setNew(event.target.value)}
                        />
                        <div className="button-row">
                            <Button type="submit" look="primary" isBusy={isBusy}>
                                {t("password.change")}
                            </Button>
                            <Button onClick={goBack}>{t("action.cancel")}</Button>
                        </div>
                    </>
                )}
            </Form>
        </Screen>
    )
}
