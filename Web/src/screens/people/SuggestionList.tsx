// SPDX-License-Identifier: Apache-2.0
import type { Suggestion } from "../../api/types"
import { Link } from "../../app/navigation"
import { errorText, t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { Avatar } from "../../ui/Avatar"
import { IconButton } from "../../ui/Button"
import { Handle } from "../../ui/Handle"
import { showToast } from "../../ui/toastStore"
import { FollowButton } from "./FollowButton"
import { putBack, takeOff } from "./useSuggestions"

interface SuggestionListProps {
    suggestions: readonly Suggestion[]
    /** Of people the server did not suggest it takes no dismissal. */
    isAnybody?: boolean
    /** In the narrow column beside a screen. */
    isCompact?: boolean
}

/** People one may want to follow, each with a way to follow them or to see them no more. */
export function SuggestionList({ suggestions, isAnybody = false, isCompact = false }: SuggestionListProps) {
    return (
        <ul className={isCompact ? "rows" : "rows rows-card"}>
            {suggestions.map(({ user, commonCount }) => (
                <li key={user.id} className="row-with-button">
                    <Link to={{ screen: "person", userId: user.id }} className="row">
                        <Avatar
                            id={user.id}
                            name={user.displayName}
                            url={user.avatarUrl}
                            size={isCompact ? "small" : "medium"}
                        />
                        <span className="row-main">
                            <span className="row-title">
                                <bdi>{user.displayName}</bdi>
                            </span>
                            <span className="row-preview">
                                {commonCount > 0 && !isCompact ? (
                                    t("people.common", { count: commonCount })
                                ) : (
                                    <Handle user={user} />
                                )}
                            </span>
                        </span>
                    </Link>
                    <FollowButton person={user} isSmall />
                    {!isCompact && !isAnybody && (
                        <IconButton
                            icon="close"
                            label={t("people.dismiss", { name: user.displayName })}
                            onClick={() => void dismiss(user.id)}
                        />
                    )}
                </li>
            ))}
        </ul>
    )
}

/** Gone at once, and back when the server does not hear of it. */
async function dismiss(userId: string): Promise<void> {
    const suggestion = takeOff(userId)
    if (!suggestion) return
    try {
        await requireAccount().api.dismissSuggestion(userId)
    } catch (error) {
        putBack(suggestion)
        showToast({ tone: "error", text: errorText(error) })
    }
}
