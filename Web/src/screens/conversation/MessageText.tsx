// SPDX-License-Identifier: Apache-2.0
import { memo } from "react"
import { pieces } from "../../text/links"

/** Message text with its line breaks and its links. Never HTML: React writes it as text. */
export const MessageText = memo(function MessageText({ text }: { text: string }) {
    return (
        <p className="bubble-text" dir="auto">
            {pieces(text).map((piece, index) =>
                piece.kind === "link" ? (
                    <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
                        {piece.text}
                    </a>
                ) : (
                    piece.text
                ),
            )}
        </p>
    )
})
