// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react"
import { navigate } from "../../app/navigation"
import { t } from "../../i18n"
import { api } from "../../store/session"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { useAsync } from "../../ui/useAsync"

/** An address with an @username in it, as texts mention people: leads on to the person. */
export function HandleScreen({ username }: { username: string }) {
    const [loaded, retry] = useAsync(async () => {
        const { items } = await api.searchPeople(username)
        return items.find((user) => user.username === username.toLowerCase()) ?? null
    }, [username])
    const found = loaded.state === "ready" ? loaded.value : null
    useEffect(() => {
        if (found) navigate({ screen: "person", userId: found.id }, { replace: true })
    }, [found])
    return (
        <Screen title={`@${username}`}>
            {loaded.state === "failed" ? (
                <ErrorState title={t("profile.failed")} error={loaded.error} onRetry={retry} />
            ) : loaded.state === "ready" && !found ? (
                <EmptyState icon="person" title={t("profile.gone")} hint={t("profile.goneHint")} />
            ) : (
                <SkeletonRows count={1} />
            )}
        </Screen>
    )
}
