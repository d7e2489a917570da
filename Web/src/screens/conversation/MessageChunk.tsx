// SPDX-License-Identifier: Apache-2.0
import { Fragment, memo, RefObject, useEffect, useLayoutEffect, useRef, useState } from "react"
import type { Chat, Message } from "../../api/types"
import { dayText, isSameDay, t } from "../../i18n"
import type { Chunk } from "../../store/messages"
import { MessageItem } from "./MessageItem"
import type { MenuTarget } from "./MessageMenu"

interface MessageChunkProps {
    chunk: Chunk
    chat: Chat
    messages: readonly Message[]
    unreadFrom: number | null
    wanted: number
    root: RefObject<HTMLElement>
    onMenu(target: MenuTarget): void
    onResize(bottom: number, difference: number): void
}

/** How far outside the window a chunk is still drawn. */
const marginPixels = 1600

/**
 * A run of neighbouring messages. Far from the window it leaves only its height behind, so a chat of
 * thousands of messages costs no more than one of a hundred.
 */
export const MessageChunk = memo(
    function MessageChunk({ chunk, chat, messages, unreadFrom, wanted, root, onMenu, onResize }: MessageChunkProps) {
        const element = useRef<HTMLDivElement>(null)
        const [isNear, setNear] = useState(true)
        const height = useRef(0)

        useEffect(() => {
            if (!element.current) return
            const observer = new IntersectionObserver(
                (entries) => setNear(entries[entries.length - 1]?.isIntersecting ?? true),
                { root: root.current, rootMargin: `${marginPixels}px 0px` },
            )
            observer.observe(element.current)
            return () => observer.disconnect()
        }, [root])

        useLayoutEffect(() => {
            if (!isNear || !element.current) return
            const { offsetTop, offsetHeight } = element.current
            const difference = offsetHeight - height.current
            if (height.current > 0 && difference !== 0) onResize(offsetTop + height.current, difference)
            height.current = offsetHeight
        })

        if (!isNear) return <div ref={element} style={{ height: height.current }} />
        return (
            <div ref={element} className="chunk-frame">
                <ol className="chunk">
                    {chunk.messages.map((message, index) => {
                        const previous = chunk.messages[index - 1] ?? chunk.previous
                        const isFirstOfDay = !previous || !isSameDay(previous.createdAt, message.createdAt)
                        const isApart = isFirstOfDay || message.seq === unreadFrom
                        return (
                            <Fragment key={message.id}>
                                {isFirstOfDay && <DaySeparator at={message.createdAt} />}
                                {message.seq === unreadFrom && (
                                    <li className="unread-line" data-unread="">
                                        <span>{t("conversation.unread")}</span>
                                    </li>
                                )}
                                <MessageItem
                                    message={message}
                                    chat={chat}
                                    original={originalOf(message, messages)}
                                    continues={!isApart && continues(previous, message)}
                                    isWanted={message.seq === wanted}
                                    isLast={message === messages[messages.length - 1]}
                                    onMenu={onMenu}
                                />
                            </Fragment>
                        )
                    })}
                </ol>
            </div>
        )
    },
    (a, b) =>
        a.chunk === b.chunk &&
        a.unreadFrom === b.unreadFrom &&
        a.onResize === b.onResize &&
        a.chat.id === b.chat.id &&
        endsWith(a) === endsWith(b),
)

/** Whether this is the chunk with the newest message, which alone is in the tab order. */
function endsWith({ chunk, messages }: MessageChunkProps): boolean {
    return chunk.messages[chunk.messages.length - 1] === messages[messages.length - 1]
}

function DaySeparator({ at }: { at: string }) {
    return (
        <li className="day">
            <time dateTime={at.slice(0, 10)}>{dayText(at)}</time>
        </li>
    )
}

const groupMilliseconds = 5 * 60_000

/** Messages of one sender in a row stand together, with one name and one picture. */
function continues(previous: Message | undefined, message: Message): boolean {
    return (
        previous !== undefined &&
        previous.sender.id === message.sender.id &&
        Date.parse(message.createdAt) - Date.parse(previous.createdAt) < groupMilliseconds
    )
}

function originalOf(message: Message, messages: readonly Message[]): Message | null {
    if (message.replyToId === null) return null
    return messages.find(({ id }) => id === message.replyToId) ?? null
}
