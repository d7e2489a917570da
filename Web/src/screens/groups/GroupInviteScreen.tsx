// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import { asApiError } from "../../api/errors"
import { Link, navigate } from "../../app/navigation"
import { errorText, t } from "../../i18n"
import { joinedText, putGroup } from "../../store/groups"
import { api } from "../../store/session"
import { Avatar } from "../../ui/Avatar"
import { Button } from "../../ui/Button"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"
import { showToast } from "../../ui/toastStore"
import { useAsync } from "../../ui/useAsync"

/** Where an invite link leads: which group it is, and the way in. */
export function GroupInviteScreen({ code }: { code: string }) {
    const [loaded, retry] = useAsync(() => api.groupByInvite(code), [code])
    const [isBusy, setBusy] = useState(false)
    const join = async () => {
        setBusy(true)
        try {
            const group = await api.joinByInvite(code)
            putGroup(group)
            showToast({ tone: "plain", text: joinedText(group) })
            navigate({ screen: "group", slug: group.slug }, { replace: true })
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
            setBusy(false)
        }
    }
    return (
        <Screen title={t("groups.inviteTitle")}>
            {loaded.state === "loading" && <SkeletonRows count={2} />}
            {loaded.state === "failed" &&
                (asApiError(loaded.error).isMissing ? (
                    <EmptyState icon="groups" title={t("groups.inviteGone")} hint={t("groups.inviteGoneHint")}>
                        <Link to={{ screen: "findGroups" }} className="button button-plain">
                            {t("groups.browse")}
                        </Link>
                    </EmptyState>
                ) : (
                    <ErrorState title={t("groups.groupFailed")} error={loaded.error} onRetry={retry} />
                ))}
            {loaded.state === "ready" && (
                <div className="card card-head">
                    <Avatar id={loaded.value.id} name={loaded.value.name} url={loaded.value.avatarUrl} size="large" isGroup />
                    <h2 className="card-title">
                        <bdi>{loaded.value.name}</bdi>
                    </h2>
                    <p className="card-note">{t("groups.people", { count: loaded.value.memberCount })}</p>
                    <p className="card-text" dir="auto">
                        {loaded.value.description}
                    </p>
                    {loaded.value.membership.role === null ? (
                        <Button look="primary" isBusy={isBusy} onClick={() => void join()}>
                            {t("groups.join")}
                        </Button>
                    ) : (
                        <Link to={{ screen: "group", slug: loaded.value.slug }} className="button button-primary">
                            {t("post.show")}
                        </Link>
                    )}
                </div>
            )}
        </Screen>
    )
}
