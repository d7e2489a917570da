// SPDX-License-Identifier: Apache-2.0
import { useId } from "react"
import { Icon, IconName } from "./Icon"

interface ChoiceProps<Value extends string> {
    label: string
    value: Value
    options: { value: Value; label: string; hint?: string; icon: IconName }[]
    onChange(value: Value): void
}

/** One of a few, as native radio buttons drawn as tiles: arrows move, screen readers count. */
export function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
    const name = useId()
    return (
        <fieldset className="choice">
            <legend className="visually-hidden">{label}</legend>
            {options.map((option) => (
                <label key={option.value} className="choice-tile">
                    <input
                        type="radio"
                        name={name}
                        value={option.value}
                        checked={option.value === value}
                        onChange={() => onChange(option.value)}
                    />
                    <Icon name={option.icon} />
                    <span className="choice-label">{option.label}</span>
                    {option.hint && <span className="choice-hint">{option.hint}</span>}
                </label>
            ))}
        </fieldset>
    )
}
