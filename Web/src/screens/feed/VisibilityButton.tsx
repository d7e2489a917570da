// SPDX-License-Identifier: Apache-2.0
import { useCallback, useRef, useState } from "react"
import type { PostVisibility } from "../../api/types"
import { t } from "../../i18n"
import { Icon } from "../../ui/Icon"
import { Menu } from "../../ui/Menu"
import { visibilities, visibilityIcons } from "../posts/visibility"

interface VisibilityButtonProps {
    value: PostVisibility
    onChange(value: PostVisibility): void
}

/** Who may see what one writes: says it, and lets one choose. */
export function VisibilityButton({ value, onChange }: VisibilityButtonProps) {
    const button = useRef<HTMLButtonElement>(null)
    const [isOpen, setOpen] = useState(false)
    const close = useCallback(() => setOpen(false), [])
    return (
        <>
            <button
                ref={button}
                type="button"
                className="visibility-button"
                aria-haspopup="menu"
                aria-expanded={isOpen}
                aria-label={t("visibility.label", { value: t(`visibility.${value}`) })}
                onClick={() => setOpen(!isOpen)}
            >
                <Icon name={visibilityIcons[value]} />
                <span>{t(`visibility.${value}`)}</span>
                <Icon name="down" className="icon-small" />
            </button>
            {isOpen && button.current && (
                <Menu
                    label={t("visibility.choose")}
                    anchor={button.current}
                    items={visibilities.map((visibility) => ({
                        label: t(`visibility.${visibility}`),
                        hint: t(`visibility.hint.${visibility}`),
                        icon: visibilityIcons[visibility],
                        isOn: visibility === value,
                        run: () => onChange(visibility),
                    }))}
                    onClose={close}
                />
            )}
        </>
    )
}
