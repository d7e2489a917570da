// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { User } from "../../api/types"
import { navigate } from "../../app/navigation"
import { errorText, t } from "../../i18n"
import { createGroup } from "../../store/chatActions"
import { Button } from "../../ui/Button"
import { Field } from "../../ui/Field"
import { Screen } from "../../ui/Screen"
import { Chosen } from "./Chosen"
import { PeoplePicker } from "./PeoplePicker"

/** Names a group and chooses who is in it. */
export function NewGroupScreen() {
    const [name, setName] = useState("")
    const [chosen, setChosen] = useState<readonly User[]>([])
    const [problems, setProblems] = useState<{ name?: string; people?: string; server?: string }>({})
    const [isBusy, setBusy] = useState(false)

    const create = async () => {
        const found = {
            ...(name.trim() === "" ? { name: t("new.needName") } : {}),
            ...(chosen.length === 0 ? { people: t("new.chooseSome") } : {}),
        }
        setProblems(found)
        if (Object.keys(found).length > 0) return
        setBusy(true)
        try {
            const chat = await createGroup(name.trim(), chosen)
            navigate({ screen: "conversation", chatId: chat.id }, { replace: true })
        } catch (error) {
            setProblems({ server: errorText(error) })
            setBusy(false)
        }
    }
    return (
        <Screen
            title={t("new.group")}
            actions={
                <Button look="primary" isBusy={isBusy} onClick={() => void create()}>
                    {t("new.create")}
                </Button>
            }
        >
            <Field
                label={t("new.groupName")}
                problem={problems.name}
                value={name}
                maxLength={100}
                onChange={(event) => setName(event.target.value)}
            />
            <Chosen users={chosen} onRemove={(user) => setChosen(toggled(chosen, user))} />
            <div role="alert">
                {(problems.people ?? problems.server) && (
                    <p className="notice notice-error">{problems.people ?? problems.server}</p>
                )}
            </div>
            <PeoplePicker chosen={chosen} onPick={(user) => setChosen(toggled(chosen, user))} />
        </Screen>
    )
}

export function toggled(users: readonly User[], user: User): readonly User[] {
    const others = users.filter(({ id }) => id !== user.id)
    return others.length === users.length ? [...users, user] : others
}
