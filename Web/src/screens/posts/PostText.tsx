// SPDX-License-Identifier: Apache-2.0
import { memo } from "react"
import { Link } from "../../app/navigation"
import { postPieces } from "../../text/postText"

/** Text of a post or a comment with its lines, addresses and tags. Never HTML: React writes it as text. */
export const PostText = memo(function PostText({ text, className = "post-text" }: { text: string; className?: string }) {
    return (
        <p className={className} dir="auto">
            {postPieces(text).map((piece, index) => {
                switch (piece.kind) {
                    case "link":
                        return (
                            <a key={index} href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
                                {piece.text}
                            </a>
                        )
                    case "tag":
                        return (
                            <Link key={index} to={{ screen: "tag", tag: piece.tag }}>
                                {piece.text}
                            </Link>
                        )
                    case "mention":
                        return (
                            <Link key={index} to={{ screen: "handle", username: piece.username }}>
                                <bdi dir="ltr">{piece.text}</bdi>
                            </Link>
                        )
                    default:
                        return piece.text
                }
            })}
        </p>
    )
})
