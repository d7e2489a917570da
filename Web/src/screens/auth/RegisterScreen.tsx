// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import { Link } from "../../app/navigation"
import { ApiError } from "../../api/errors"
import { errorText, t } from "../../i18n"
import { register } from "../../store/session"
import { Button } from "../../ui/Button"
import { Field, PasswordField } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { AuthLayout } from "./AuthLayout"

const emptyForm = { email: "", username: "", displayName: "", password: "" }

export function RegisterScreen() {
    const [form, setForm] = useState(emptyForm)
    const bind = (field: keyof typeof emptyForm) => ({
        name: field,
        value: form[field],
        onChange: (event: { target: { value: string } }) => setForm({ ...form, [field]: event.target.value }),
    })
    return (
        <AuthLayout title={t("auth.join")} hint={t("auth.joinHint")}>
            <Form fields={["email", "username", "displayName", "password"]} onSubmit={() => submit(form)}>
                {({ isBusy, problem }) => (
                    <>
                        <Field
                            {...bind("displayName")}
                            label={t("auth.displayName")}
                            hint={t("auth.displayNameHint")}
                            problem={problem("displayName")}
                            autoComplete="name"
                        />
                        <Field
                            {...bind("username")}
                            label={t("auth.username")}
                            hint={t("auth.usernameHint")}
                            problem={problem("username")}
                            autoComplete="username"
                            autoCapitalize="none"
                            spellCheck={false}
                            required
                        />
                        <Field
                            {...bind("email")}
                            type="email"
                            label={t("auth.email")}
                            problem={problem("email")}
                            autoComplete="email"
                            required
                        />
                        <PasswordField
                            {...bind("password")}
                            label={t("auth.password")}
                            hint={t("auth.passwordHint")}
                            problem={problem("password")}
                            autoComplete="new-password"
                            required
                        />
                        <Button type="submit" look="primary" isBusy={isBusy} isWide>
                            {t("auth.signUp")}
                        </Button>
                    </>
                )}
            </Form>
            <p className="auth-other">
                {t("auth.haveAccount")} <Link to={{ screen: "login" }}>{t("auth.signIn")}</Link>
            </p>
        </AuthLayout>
    )
}

const fieldOfCode: Record<string, string> = { "auth.email_taken": "email", "auth.username_taken": "username" }

/** Names that are taken are a matter of one field; the server's code says which. */
async function submit(form: typeof emptyForm): Promise<void> {
    const displayName = form.displayName.trim()
    try {
        await register({
            email: form.email.trim(),
            username: form.username.trim().toLowerCase(),
            password: form.password,
            ...(displayName === "" ? {} : { displayName }),
        })
    } catch (error) {
        const field = error instanceof ApiError ? fieldOfCode[error.code] : undefined
        if (!(error instanceof ApiError) || field === undefined) throw error
        throw new ApiError(error.code, error.message, error.status, [{ field, message: errorText(error) }])
    }
}
