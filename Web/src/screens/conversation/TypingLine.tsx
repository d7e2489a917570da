// SPDX-License-Identifier: Apache-2.0
import { t } from "../../i18n"
import { isMe } from "../../store/account"
import { useStore } from "../../store/createStore"
import { membersStore, typingStore } from "../../store/state"

/** Who is writing right now. */
export function TypingLine({ chatId }: { chatId: string }) {
    const typing = useStore(typingStore, (state) => state[chatId])
    const members = useStore(membersStore, (state) => state[chatId])
    const names = (typing ?? [])
        .filter(({ userId }) => !isMe(userId))
        .map(({ userId }) => members?.find(({ user }) => user.id === userId)?.user.displayName)
        .filter((name): name is string => name !== undefined)
    return (
        <p className="typing-line" role="status">
            {names.length > 0 && (
                <>
                    <span className="typing-dots" aria-hidden="true">
                        <span />
                        <span />
                        <span />
                    </span>
                    {typingText(names)}
                </>
            )}
        </p>
    )
}

function typingText([name, other, ...more]: string[]): string {
    if (more.length > 0) return t("conversation.typingMany")
    if (other !== undefined) return t("conversation.typingTwo", { name: name ?? "", other })
    return t("conversation.typingOne", { name: name ?? "" })
}
