// SPDX-License-Identifier: Apache-2.0
import { ButtonHTMLAttributes, forwardRef } from "react"
import { Icon, IconName } from "./Icon"

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
    look?: "primary" | "plain" | "danger" | "quiet"
    icon?: IconName
    isBusy?: boolean
    isWide?: boolean
    isSmall?: boolean
}

/** A button with words. While busy it keeps its place and its focus, and does nothing. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
    { look = "plain", icon, isBusy, isWide, isSmall, children, onClick, type = "button", ...rest },
    ref,
) {
    return (
        <button
            {...rest}
            ref={ref}
            type={type}
            className={`button button-${look} ${isWide ? "button-wide" : ""} ${isSmall ? "button-small" : ""}`}
            aria-busy={isBusy || undefined}
            aria-disabled={isBusy || rest["aria-disabled"] || undefined}
            onClick={(event) => {
                if (isBusy) event.preventDefault()
                else onClick?.(event)
            }}
        >
            {isBusy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon name={icon} />}
            <span>{children}</span>
        </button>
    )
})

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
    icon: IconName
    label: string
}

/** A button with a picture; its label is spoken and shown as a tooltip. */
export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
    { icon, label, className = "", type = "button", ...rest },
    ref,
) {
    return (
        <button title={label} {...rest} ref={ref} type={type} className={`icon-button ${className}`} aria-label={label}>
            <Icon name={icon} />
        </button>
    )
})
