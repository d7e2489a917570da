// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Relationship } from "../../api/types"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { follow, Named, peopleStore, unfollow } from "../../store/people"
import { Button } from "../../ui/Button"

interface FollowButtonProps {
    person: Named
    isSmall?: boolean
}

/** Follows somebody, or says that one does and ends it. Changes under the finger. */
export function FollowButton({ person, isSmall = false }: FollowButtonProps) {
    const known = useStore(peopleStore, (people) => people[person.id]?.relationship)
    // In lists only the person is known, not what is between the two: then it is what one has just done.
    const [done, setDone] = useState(false)
    const follows = known?.following ?? done
    const asks = known?.requested ?? false
    const toggle = async () => {
        const next = !(follows || asks)
        setDone(next)
        const isDone = await (next ? follow(person) : unfollow(person))
        if (!isDone) setDone(!next)
    }
    const label = textFor(known, follows)
    return (
        <Button
            look={follows || asks ? "plain" : "primary"}
            isSmall={isSmall}
            aria-pressed={follows || asks}
            aria-label={t("person.followLabel", { action: label, name: person.displayName })}
            onClick={() => void toggle()}
        >
            {label}
        </Button>
    )
}

function textFor(relationship: Relationship | undefined, follows: boolean): string {
    if (follows) return t("person.following")
    if (relationship?.requested) return t("person.requested")
    return relationship?.followedBy ? t("person.followBack") : t("person.follow")
}
