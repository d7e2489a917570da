// SPDX-License-Identifier: Apache-2.0
import { FormEvent, KeyboardEvent, RefObject, useEffect, useLayoutEffect, useState } from "react"
import type { Chat, Message } from "../../api/types"
import { errorText, t } from "../../i18n"
import { isMe, requireAccount } from "../../store/account"
import { editMessage, maxMessageLength, notifyTyping, saveDraft, sendText } from "../../store/compose"
import { draftsStore, windowsStore } from "../../store/state"
import { oneLine } from "../../text/links"
import { IconButton } from "../../ui/Button"
import { Icon } from "../../ui/Icon"
import { showToast } from "../../ui/toastStore"
import type { Editing } from "./editing"

interface ComposerProps {
    chat: Chat
    inputRef: RefObject<HTMLTextAreaElement>
    editing: Editing | null
    onEditing(editing: Editing | null): void
}

const hasMouse = () => matchMedia("(hover: hover) and (pointer: fine)").matches

/** The place to write. What is written stays as a draft until it is sent. */
export function Composer({ chat, inputRef, editing, onEditing }: ComposerProps) {
    const [text, setText] = useState(() => draftsStore.get()[chat.id]?.text ?? "")
    useRestoredReply(chat.id, onEditing)
    useLayoutEffect(() => {
        if (inputRef.current) fitHeight(inputRef.current)
    }, [text, inputRef])
    useEffect(() => {
        // On a phone the keyboard would cover half of what one came to read.
        if (hasMouse()) inputRef.current?.focus()
        return () => notifyTyping(chat.id, false)
    }, [chat.id])
    useEffect(() => {
        if (editing?.kind === "edit") setText(editing.message.content)
    }, [editing])

    const replyToId = editing?.kind === "reply" ? editing.message.id : null
    const isEdit = editing?.kind === "edit"
    useEffect(() => {
        if (!isEdit) saveDraft({ chatId: chat.id, text, replyToId })
    }, [text, replyToId, isEdit, chat.id])

    const stopEditing = () => {
        if (isEdit) setText(draftsStore.get()[chat.id]?.text ?? "")
        onEditing(null)
        inputRef.current?.focus()
    }
    const trimmed = text.trim()
    const excess = trimmed.length - maxMessageLength
    const submit = (event?: FormEvent) => {
        event?.preventDefault()
        if (trimmed === "" || excess > 0) return
        if (isEdit) {
            if (trimmed !== editing.message.content) void saveEdit(editing.message, trimmed)
            return stopEditing()
        }
        if (requireAccount().outbox.isFull) return showToast({ tone: "error", text: t("conversation.outboxFull") })
        notifyTyping(chat.id, false)
        void sendText(chat.id, trimmed, replyToId)
        setText("")
        onEditing(null)
        inputRef.current?.focus()
    }
    const onKeyDown = (event: KeyboardEvent) => {
        // While an input method is composing, Enter chooses a word.
        if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing && hasMouse()) submit(event)
        else if (event.key === "Escape" && editing) stopEditing()
        else if (event.key === "ArrowUp" && text === "") editLastOwn(chat.id, onEditing)
    }
    return (
        <form className="composer" onSubmit={submit}>
            {editing && <EditingLine editing={editing} onStop={stopEditing} />}
            {excess > 0 && (
                <p className="composer-problem" role="alert">
                    {t("conversation.tooLong", { count: excess })}
                </p>
            )}
            <div className="composer-row">
                <textarea
                    ref={inputRef}
                    rows={1}
                    value={text}
                    aria-label={t("conversation.write")}
                    aria-description={hasMouse() ? t("conversation.sendHint") : undefined}
                    placeholder={t("conversation.write")}
                    {...{ enterKeyHint: hasMouse() ? "send" : "enter" }}
                    onChange={(event) => {
                        setText(event.target.value)
                        if (!isEdit) notifyTyping(chat.id, event.target.value.trim() !== "")
                    }}
                    onKeyDown={onKeyDown}
                />
                <IconButton
                    type="submit"
                    icon={isEdit ? "check" : "send"}
                    label={isEdit ? t("conversation.saveEdit") : t("conversation.send")}
                    className="composer-send"
                    aria-disabled={trimmed === "" || excess > 0}
                />
            </div>
        </form>
    )
}

function EditingLine({ editing, onStop }: { editing: Editing; onStop(): void }) {
    const isEdit = editing.kind === "edit"
    const name = editing.message.sender.displayName
    return (
        <div className="composer-about">
            <Icon name={isEdit ? "edit" : "reply"} />
            <p>
                <strong>{isEdit ? t("conversation.editing") : t("conversation.replyingTo", { name })}</strong>
                <span>{oneLine(editing.message.content)}</span>
            </p>
            <IconButton
                icon="close"
                label={isEdit ? t("conversation.cancelEdit") : t("conversation.cancelReply")}
                onClick={onStop}
            />
        </div>
    )
}

async function saveEdit(message: Message, text: string): Promise<void> {
    try {
        await editMessage(message, text)
    } catch (error) {
        showToast({ tone: "error", text: errorText(error, t("conversation.editFailed")) })
    }
}

function editLastOwn(chatId: string, onEditing: (editing: Editing) => void): void {
    const messages = windowsStore.get()[chatId]?.messages ?? []
    const last = [...messages].reverse().find((message) => isMe(message.sender) && !message.isDeleted)
    if (last) onEditing({ kind: "edit", message: last })
}

/** A draft may have been an answer to something. */
function useRestoredReply(chatId: string, onEditing: (editing: Editing) => void): void {
    useEffect(() => {
        const replyToId = draftsStore.get()[chatId]?.replyToId
        const message = windowsStore.get()[chatId]?.messages.find(({ id }) => id === replyToId)
        if (message) onEditing({ kind: "reply", message })
    }, [chatId])
}

const tallestPixels = 180

/** As many lines as the text has, up to a limit; then it scrolls. */
function fitHeight(area: HTMLTextAreaElement): void {
    area.style.height = "auto"
    area.style.height = `${Math.min(area.scrollHeight, tallestPixels)}px`
}
