// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import { t } from "../../i18n"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { Field } from "../../ui/Field"

interface ScheduleDialogProps {
    /** The time chosen before. */
    value: string | null
    onChoose(publishAt: string): void
    onClose(): void
}

const millisecondsPerMinute = 60_000
/** The server takes a minute; one more is for whoever still looks the post over. */
const soonestMinutes = 2
const latestMinutes = 365 * 24 * 60

/** When a post is to publish itself. */
export function ScheduleDialog({ value, onChoose, onClose }: ScheduleDialogProps) {
    const [text, setText] = useState(() => localText(value ? new Date(value) : tomorrowMorning(new Date())))
    const [isWrong, setWrong] = useState(false)
    const choose = () => {
        const time = new Date(text).getTime()
        const minutes = (time - Date.now()) / millisecondsPerMinute
        if (!(minutes >= soonestMinutes && minutes <= latestMinutes)) return setWrong(true)
        onChoose(new Date(time).toISOString())
        onClose()
    }
    const now = Date.now()
    return (
        <Dialog title={t("schedule.title")} onClose={onClose}>
            <Field
                label={t("schedule.when")}
                hint={t("schedule.hint")}
                problem={isWrong ? t("schedule.badTime") : undefined}
                type="datetime-local"
                value={text}
                min={localText(new Date(now + soonestMinutes * millisecondsPerMinute))}
                max={localText(new Date(now + latestMinutes * millisecondsPerMinute))}
                data-autofocus
                onChange={(event) => {
                    setText(event.target.value)
                    setWrong(false)
                }}
            />
            <div className="dialog-actions">
                <Button onClick={onClose}>{t("action.cancel")}</Button>
                <Button look="primary" onClick={choose}>
                    {t("schedule.choose")}
                </Button>
            </div>
        </Dialog>
    )
}

function tomorrowMorning(now: Date): Date {
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9)
}

/** "2026-03-02T09:00", as the field for times wants it: in the time of this device. */
function localText(date: Date): string {
    const shifted = new Date(date.getTime() - date.getTimezoneOffset() * millisecondsPerMinute)
    return shifted.toISOString().slice(0, 16)
}
