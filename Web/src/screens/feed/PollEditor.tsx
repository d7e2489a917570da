// SPDX-License-Identifier: Apache-2.0
import { daysText, t } from "../../i18n"
import { maxAnswerLength, maxAnswers, pollDays, PollOfDraft } from "../../store/postDraft"
import { SelectField } from "../../ui/Field"
import { Switch } from "../../ui/Switch"

interface PollEditorProps {
    poll: PollOfDraft
    onChange(poll: PollOfDraft): void
}

export const emptyPoll: PollOfDraft = { options: ["", ""], days: 3, isMultiple: false }

/** The answers of a poll, and how long one may vote. */
export function PollEditor({ poll, onChange }: PollEditorProps) {
    const write = (index: number, text: string) =>
        onChange({ ...poll, options: poll.options.map((option, place) => (place === index ? text : option)) })
    return (
        <fieldset className="poll-editor">
            <legend className="visually-hidden">{t("poll.add")}</legend>
            {poll.options.map((option, index) => (
                <input
                    key={index}
                    value={option}
                    maxLength={maxAnswerLength}
                    aria-label={t("poll.answer", { number: index + 1 })}
                    placeholder={t("poll.answer", { number: index + 1 })}
                    dir="auto"
                    onChange={(event) => write(index, event.target.value)}
                />
            ))}
            {poll.options.length < maxAnswers && (
                <button
                    type="button"
                    className="quiet-button"
                    onClick={() => onChange({ ...poll, options: [...poll.options, ""] })}
                >
                    {t("poll.addAnswer")}
                </button>
            )}
            <SelectField
                label={t("poll.lasts")}
                value={String(poll.days)}
                options={pollDays.map((days) => ({ value: String(days), label: daysText(days) }))}
                onChange={(days) => onChange({ ...poll, days: Number(days) })}
            />
            <Switch
                label={t("poll.isMultiple")}
                isOn={poll.isMultiple}
                onChange={(isMultiple) => onChange({ ...poll, isMultiple })}
            />
        </fieldset>
    )
}
