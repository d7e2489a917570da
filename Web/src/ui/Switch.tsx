// SPDX-License-Identifier: Apache-2.0
import { useId } from "react"

interface SwitchProps {
    label: string
    hint?: string
    isOn: boolean
    onChange(isOn: boolean): void
}

/** On or off, at once. A native checkbox that looks and is spoken like a switch. */
export function Switch({ label, hint, isOn, onChange }: SwitchProps) {
    const id = useId()
    return (
        <div className="switch">
            <label htmlFor={id} className="switch-words">
                <span className="switch-label">{label}</span>
            </label>
            {hint && (
                <p id={`${id}-hint`} className="switch-hint">
                    {hint}
                </p>
            )}
            <input
                id={id}
                type="checkbox"
                role="switch"
                className="switch-input"
                checked={isOn}
                aria-describedby={hint ? `${id}-hint` : undefined}
                onChange={(event) => onChange(event.target.checked)}
            />
        </div>
    )
}
