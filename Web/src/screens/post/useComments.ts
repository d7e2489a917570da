// SPDX-License-Identifier: Apache-2.0
import type { Comment, Picture } from "../../api/types"
import { t } from "../../i18n"
import { requireAccount } from "../../store/account"
import { leave } from "../../store/leaving"
import { patchPost } from "../../store/posts"
import { showToast } from "../../ui/toastStore"
import { Pages, usePages } from "../people/usePages"

/** What one says: words, a picture, or both. */
export interface CommentWords {
    text: string
    mediaId?: string
}

export interface Comments {
    pages: Pages<Comment>
    send(words: CommentWords): Promise<void>
    edit(comment: Comment, text: string): Promise<void>
    /** Puts the picture of a comment, with its new words, in the place of what it was. */
    describe(comment: Comment, picture: Picture): void
    /** It can be had back while the note about it is there. */
    remove(comment: Comment): void
}

/** The comments on a post or the answers to one of them, oldest first; what one says stands at the end. */
export function useComments(postId: string, parentId: string | null): Comments {
    const pages = usePages<Comment>(
        (cursor) => requireAccount().api.comments(postId, parentId ?? undefined, cursor),
        [postId, parentId],
    )
    const count = (difference: number) =>
        patchPost(postId, (post) => ({ ...post, commentCount: Math.max(0, post.commentCount + difference) }))
    return {
        pages,
        send: async (words) => {
            const answer = parentId === null ? {} : { parentId }
            pages.append(await requireAccount().api.comment(postId, { ...words, ...answer }))
            count(1)
        },
        edit: async (comment, text) => {
            if (text === comment.text) return
            // Answers are counted live; an edit says nothing new of them.
            const { text: next, editedAt } = await requireAccount().api.editComment(comment.id, text)
            pages.replace({ ...comment, text: next, editedAt })
            showToast({ tone: "plain", text: t("comment.changed") })
        },
        describe: (comment, picture) => pages.replace({ ...comment, media: [picture] }),
        remove: (comment) => {
            const { api } = requireAccount()
            count(-1)
            leave({
                id: comment.id,
                text: t("comment.deleted"),
                run: () => api.deleteComment(comment.id),
                // With answers below, the place of a comment stays and only its words go.
                onGone: () =>
                    comment.replyCount > 0
                        ? pages.replace({ ...comment, text: "", media: [], isDeleted: true })
                        : pages.remove(({ id }) => id === comment.id),
                onBack: () => count(1),
            })
        },
    }
}
