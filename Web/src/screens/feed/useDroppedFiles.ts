// SPDX-License-Identifier: Apache-2.0
import { ClipboardEvent, DragEvent, useState } from "react"
import { picturesStore } from "../../store/uploads"

interface DroppedFiles {
    /** Files are held over the element. */
    isTarget: boolean
    handlers: {
        onPaste(event: ClipboardEvent): void
        onDragOver(event: DragEvent): void
        onDragLeave(event: DragEvent): void
        onDrop(event: DragEvent): void
    }
}

/** Takes files that are pasted into an element or dropped on it; text goes where it always goes. */
export function useDroppedFiles(onFiles: (files: readonly File[]) => void): DroppedFiles {
    const [isTarget, setTarget] = useState(false)
    const take = (event: { preventDefault(): void }, data: DataTransfer) => {
        const files = [...data.files]
        if (files.length === 0 || !picturesStore.get()) return
        event.preventDefault()
        onFiles(files)
    }
    return {
        isTarget,
        handlers: {
            onPaste: (event) => take(event, event.clipboardData),
            onDragOver: (event) => {
                if (!picturesStore.get() || !event.dataTransfer.types.includes("Files")) return
                event.preventDefault()
                setTarget(true)
            },
            onDragLeave: (event) => {
                if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setTarget(false)
            },
            onDrop: (event) => {
                setTarget(false)
                take(event, event.dataTransfer)
            },
        },
    }
}
