// SPDX-License-Identifier: Apache-2.0
/** What a screen shows when there is nothing to show: because it is empty, broken, or still on its way. */
import type { ReactNode } from "react"
import { errorText, t } from "../i18n"
import { Button } from "./Button"
import { Icon, IconName } from "./Icon"

interface EmptyProps {
    icon: IconName
    title: string
    hint: string
    children?: ReactNode
}

export function EmptyState({ icon, title, hint, children }: EmptyProps) {
    return (
        <div className="empty">
            <span className="empty-icon">
                <Icon name={icon} />
            </span>
            <p className="empty-title">{title}</p>
            <p className="empty-hint">{hint}</p>
            {children}
        </div>
    )
}

interface ErrorProps {
    title: string
    error?: unknown
    onRetry(): void
}

export function ErrorState({ title, error, onRetry }: ErrorProps) {
    return (
        <div className="empty" role="alert">
            <span className="empty-icon">
                <Icon name="warning" />
            </span>
            <p className="empty-title">{title}</p>
            <p className="empty-hint">{error === undefined ? t("error.unreachable") : errorText(error)}</p>
            <Button onClick={onRetry}>{t("action.retry")}</Button>
        </div>
    )
}

/** Grey rows in the shape of what is coming. */
export function SkeletonRows({ count }: { count: number }) {
    return (
        <div className="skeleton-rows" aria-hidden="true">
            {Array.from({ length: count }, (_, index) => (
                <div key={index} className="skeleton-row">
                    <span className="skeleton skeleton-avatar" />
                    <span className="skeleton-lines">
                        <span className="skeleton skeleton-line" />
                        <span className="skeleton skeleton-line skeleton-short" />
                    </span>
                </div>
            ))}
        </div>
    )
}

export function SkeletonPosts({ count }: { count: number }) {
    return (
        <div className="skeleton-posts" aria-hidden="true">
            {Array.from({ length: count }, (_, index) => (
                <div key={index} className="skeleton-post">
                    <span className="skeleton skeleton-avatar" />
                    <span className="skeleton-lines">
                        <span className="skeleton skeleton-line" />
                        <span className="skeleton skeleton-wide-line" />
                        <span className="skeleton skeleton-wide-line" />
                        <span className="skeleton skeleton-line skeleton-short" />
                    </span>
                </div>
            ))}
        </div>
    )
}

export function SkeletonBubbles() {
    return (
        <div className="skeleton-bubbles" aria-hidden="true">
            {["wide", "own", "narrow", "wide", "own", "own", "narrow"].map((kind, index) => (
                <span key={index} className={`skeleton skeleton-bubble skeleton-${kind}`} />
            ))}
        </div>
    )
}
