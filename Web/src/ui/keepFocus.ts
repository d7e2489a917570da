// SPDX-License-Identifier: Apache-2.0
/**
 * The focus does not get lost when what has it leaves the page: a deleted comment, the button that removed a picture, a
 * note with "Undo". Without this the next Tab would begin at the top of the page, and a screen reader fall silent.
 *
 * It goes to what came in its place, or stood before it, in the smallest part of the screen that is still there. From a
 * note it goes back to where one was before. Screens and dialogs that close look after the focus themselves.
 */

interface Step {
    parent: Element
    /** Which of the parent's children one was in. */
    index: number
}

interface Place {
    element: HTMLElement
    /** From the element outwards, up to the screen or dialog it is in. */
    steps: readonly Step[]
    isInNote: boolean
}

const focusable = "a[href], button, input, select, textarea, [tabindex]"

/** Follows the focus; the result stops it. */
export function keepFocus(): () => void {
    let last: Place | null = null
    let beforeNote: Place | null = null
    const onFocus = ({ target }: FocusEvent) => {
        if (!(target instanceof HTMLElement)) return
        last = placeOf(target)
        if (!last.isInNote) beforeNote = last
    }
    const settle = () => {
        if (!last || last.element.isConnected || !isNowhere(document.activeElement)) return
        const target = last.isInNote ? beforeNote && targetFor(beforeNote) : targetFor(last)
        last = null
        target?.focus({ preventScroll: true })
    }
    // Later: who closes a screen or dialog says first where the focus goes.
    const observer = new MutationObserver(() => {
        if (last && !last.element.isConnected) setTimeout(settle)
    })
    observer.observe(document.body, { childList: true, subtree: true })
    document.addEventListener("focusin", onFocus)
    return () => {
        observer.disconnect()
        document.removeEventListener("focusin", onFocus)
    }
}

function isNowhere(element: Element | null): boolean {
    return element === null || element === document.body
}

function placeOf(element: HTMLElement): Place {
    const steps: Step[] = []
    // What a dialog in a screen belonged to may go with it; then the screen is what is left.
    const end = element.closest(".screen") ?? element.closest("dialog")
    for (let child: Element = element; child !== end && child.parentElement; child = child.parentElement) {
        steps.push({ parent: child.parentElement, index: [...child.parentElement.children].indexOf(child) })
    }
    return { element, steps: end ? steps : [], isInNote: element.closest(".toasts") !== null }
}

function targetFor({ element, steps }: Place): HTMLElement | null {
    if (element.isConnected) return element
    const left = steps.slice(Math.max(0, steps.findIndex(({ parent }) => parent.isConnected)))
    for (const { parent, index } of left) {
        if (!parent.isConnected) return null
        const children = [...parent.children]
        // What came in its place, then what stood before, the nearest first.
        for (const child of [...children.slice(index), ...children.slice(0, index).reverse()]) {
            const target = inside(child, element)
            if (target) return target
        }
    }
    return null
}

/** The same button of the neighbour, so that several can be removed in a row; else the first thing in it. */
function inside(part: Element, gone: HTMLElement): HTMLElement | null {
    const all = [part, ...part.querySelectorAll(focusable)].filter(canHaveFocus)
    return all.find((other) => other.tagName === gone.tagName && other.className === gone.className) ?? all[0] ?? null
}

function canHaveFocus(element: Element): element is HTMLElement {
    return (
        element instanceof HTMLElement &&
        element.matches(focusable) &&
        element.tabIndex >= 0 &&
        !element.matches(":disabled") &&
        element.getClientRects().length > 0
    )
}
