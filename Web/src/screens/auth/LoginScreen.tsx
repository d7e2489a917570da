// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { login } from "../../store/session"
import { Button } from "../../ui/Button"
import { Field, PasswordField } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { AuthLayout } from "./AuthLayout"

export function LoginScreen() {
    const [name, setName] = useState("")
    const [password, setPassword] = useState("")
    return (
        <AuthLayout title={t("auth.welcome")} hint={t("auth.welcomeHint")}>
            <Form fields={["login", "password"]} onSubmit={() => login({ login: name.trim(), password })}>
                {({ isBusy, problem }) => (
                    <>
                        <Field
                            label={t("auth.login")}
                            problem={problem("login")}
                            value={name}
                            onChange={(event) => setName(event.target.value)}
                            name="username"
                            autoComplete="username"
                            autoCapitalize="none"
                            spellCheck={false}
                            required
                        />
                        <PasswordField
                            label={t("auth.password")}
                            problem={problem("password")}
                            value={password}
                            onChange={(event) => setPassword(event.target.value)}
                            name="password"
                            autoComplete="current-password"
                            required
                        />
                        <Button type="submit" look="primary" isBusy={isBusy} isWide>
                            {t("auth.signIn")}
                        </Button>
                    </>
                )}
            </Form>
            <p className="auth-other">
                {t("auth.noAccount")} <Link to={{ screen: "register" }}>{t("auth.join")}</Link>
            </p>
        </AuthLayout>
    )
}
