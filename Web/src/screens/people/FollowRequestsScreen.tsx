// SPDX-License-Identifier: Apache-2.0
import { useEffect } from "react"
import type { FollowRequest } from "../../api/types"
import { Link } from "../../app/navigation"
import { agoText, t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { answerRequest, loadRequests, requestsStore } from "../../store/followRequests"
import { Avatar } from "../../ui/Avatar"
import { Button } from "../../ui/Button"
import { Screen } from "../../ui/Screen"
import { EmptyState, ErrorState, SkeletonRows } from "../../ui/States"

/** Who asks to follow oneself. */
export function FollowRequestsScreen() {
    const { items, load, error, cursor } = useStore(requestsStore)
    useEffect(() => void loadRequests(), [])
    return (
        <Screen title={t("requests.title")}>
            {items.length === 0 && load === "loading" && <SkeletonRows count={3} />}
            {items.length === 0 && load === "failed" && (
                <ErrorState title={t("requests.failed")} error={error} onRetry={() => void loadRequests()} />
            )}
            {items.length === 0 && load === "ready" && (
                <EmptyState icon="userAdd" title={t("requests.empty")} hint={t("requests.emptyHint")} />
            )}
            {items.length > 0 && (
                <ul className="rows rows-card">
                    {items.map((request) => (
                        <RequestRow key={request.user.id} request={request} />
                    ))}
                </ul>
            )}
            {cursor !== null && (
                <button type="button" className="more-rows" onClick={() => void loadRequests(cursor)}>
                    {t("action.loadMore")}
                </button>
            )}
        </Screen>
    )
}

function RequestRow({ request }: { request: FollowRequest }) {
    const { user } = request
    const name = user.displayName
    return (
        <li className="row-with-button row-wraps">
            <Link to={{ screen: "person", userId: user.id }} className="row">
                <Avatar id={user.id} name={name} url={user.avatarUrl} />
                <span className="row-main">
                    <span className="row-title">
                        <bdi>{name}</bdi>
                    </span>
                    <span className="row-preview">{t("requests.asked", { time: agoText(request.createdAt) })}</span>
                </span>
            </Link>
            <span className="row-buttons">
                <Button
                    look="primary"
                    isSmall
                    aria-label={t("requests.acceptLabel", { name })}
                    onClick={() => void answerRequest(request, true)}
                >
                    {t("requests.accept")}
                </Button>
                <Button
                    isSmall
                    aria-label={t("requests.declineLabel", { name })}
                    onClick={() => void answerRequest(request, false)}
                >
                    {t("requests.decline")}
                </Button>
            </span>
        </li>
    )
}
