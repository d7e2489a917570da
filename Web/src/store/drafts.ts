// SPDX-License-Identifier: Apache-2.0
/** Drafts on the server: what one keeps for later, and what publishes itself at a time. */
import { picturesOf } from "../api/pictures"
import type { Post, StoredDraft } from "../api/types"
import { t } from "../i18n"
import { showToast } from "../ui/toastStore"
import { requireAccount } from "./account"
import { showOwnPost } from "./postActions"
import { draftBodyOf, emptyDraft, isEmptyDraft, PostDraft, postDraftStore, savePostDraft, writtenFrom } from "./postDraft"
import { postsStore } from "./posts"

/** Keeps what is being written, as a new draft or as the one it came from. */
export async function storeDraft(draft: PostDraft): Promise<StoredDraft | null> {
    const { api } = requireAccount()
    const body = draftBodyOf(draft)
    if (!body) return null
    return draft.draftId === null ? api.createDraft(body) : api.replaceDraft(draft.draftId, body)
}

/** Publishes what is being written in the place of the draft it came from. */
export async function publishStored(draft: PostDraft & { draftId: string }): Promise<Post> {
    const { api } = requireAccount()
    const body = draftBodyOf({ ...draft, publishAt: null })
    // A poll runs from now on, so the draft is renewed even when nobody changed it.
    if (body) await api.replaceDraft(draft.draftId, body)
    const post = await api.publishDraft(draft.draftId)
    showOwnPost(post)
    return post
}

/** Goes on writing a draft. What was being written before is kept as a draft of its own. */
export async function openStored(stored: StoredDraft): Promise<void> {
    const current = postDraftStore.get()
    if (current.draftId !== stored.id && !isEmptyDraft(current) && (await storeDraft(current))) {
        showToast({ tone: "plain", text: t("drafts.keptOther") })
    }
    savePostDraft(await written(stored))
}

export async function publishNow(stored: StoredDraft): Promise<Post> {
    const post = await publishStored({ ...(await written(stored)), draftId: stored.id })
    if (postDraftStore.get().draftId === stored.id) savePostDraft(emptyDraft)
    return post
}

export async function deleteStored({ id }: StoredDraft): Promise<void> {
    await requireAccount().api.deleteDraft(id)
    const current = postDraftStore.get()
    // What is open in the composer stays there, as something new.
    if (current.draftId === id) savePostDraft({ ...current, draftId: null })
}

/** Keeps a deleted draft again, under another id. */
export async function restoreStored({ post, publishAt }: StoredDraft): Promise<StoredDraft> {
    const { text, visibility, groupId, contentWarning, quotedId, poll } = post
    const mediaIds = picturesOf(post).map(({ id }) => id)
    const draft = { text, visibility, groupId, contentWarning, quotedId, poll, mediaIds }
    return requireAccount().api.createDraft({ post: draft, publishAt })
}

async function written(stored: StoredDraft): Promise<PostDraft> {
    const { quotedId, groupId } = stored.post
    const { api } = requireAccount()
    // A quoted post that is gone is left out; without its group a post would be for other readers, so that fails.
    const quoted = quotedId && (postsStore.get()[quotedId] ?? (await api.post(quotedId).catch(() => null)))
    return writtenFrom(stored, quoted || null, groupId ? await api.group(groupId) : null)
}
