// SPDX-License-Identifier: Apache-2.0
import { FormEvent, KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react"
import type { NewPost } from "../../api/client"
import type { Picture, PostVisibility, User } from "../../api/types"
import { navigate } from "../../app/navigation"
import { errorText, fullTimeText, numberText, t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { publishStored, storeDraft } from "../../store/drafts"
import { leavingStore } from "../../store/leaving"
import { publish } from "../../store/postActions"
import { emptyDraft, maxPostLength, PostDraft, postDraftStore, postOf, savePostDraft } from "../../store/postDraft"
import { movePicture, postUploads, removePicture, replacePicture } from "../../store/uploads"
import { Avatar } from "../../ui/Avatar"
import { Button, IconButton } from "../../ui/Button"
import { Icon } from "../../ui/Icon"
import { showToast } from "../../ui/toastStore"
import { AltDialog } from "./AltDialog"
import { Attachments } from "./Attachments"
import { LaterButton } from "./LaterButton"
import { PictureButton } from "./PictureButton"
import { emptyPoll, PollEditor } from "./PollEditor"
import { ScheduleDialog } from "./ScheduleDialog"
import { useDroppedFiles } from "./useDroppedFiles"
import { VisibilityButton } from "./VisibilityButton"

interface PostComposerProps {
    me: User
    autoFocus?: boolean
    /** When what was written is out, planned or put away. */
    onDone?(): void
}

const maxWarningLength = 200
/** From here on the number left is spoken, not only shown. */
const nearLimit = 100

/** Where one writes a post. What is written stays until it is published, also over reloads. */
export function PostComposer({ me, autoFocus = false, onDone }: PostComposerProps) {
    const draft = useStore(postDraftStore)
    const [described, setDescribed] = useState<Picture | null>(null)
    const [isScheduling, setScheduling] = useState(false)
    const [isBusy, setBusy] = useState(false)
    const [problem, setProblem] = useState<string | null>(null)
    const area = useRef<HTMLTextAreaElement>(null)
    const problemId = useId()
    const isQuotedGone = useStore(leavingStore, (ids) => draft.quoted !== null && ids.has(draft.quoted.id))
    const addPictures = (files: readonly File[]) => postUploads.add(files)
    const dropped = useDroppedFiles(addPictures)
    const length = [...draft.text.trim()].length
    const left = maxPostLength - length
    const ready = postOf(draft)

    useLayoutEffect(() => {
        if (area.current) fitHeight(area.current)
    }, [draft.text])

    const submit = async (event?: FormEvent) => {
        event?.preventDefault()
        const wanted = postOf(draft)
        if (!wanted || isBusy) return
        if (postUploads.store.get().some(({ state }) => state !== "failed")) return setProblem(t("media.wait"))
        setBusy(true)
        setProblem(null)
        try {
            await (draft.publishAt === null ? publishNow(draft, wanted) : plan(draft, draft.publishAt))
            savePostDraft({ ...emptyDraft, visibility: draft.visibility })
            onDone?.()
        } catch (error) {
            setProblem(errorText(error))
        } finally {
            setBusy(false)
        }
    }
    const onKeyDown = (event: KeyboardEvent) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) void submit(event)
    }
    return (
        <>
            <form
                className={dropped.isTarget ? "post-composer drop-target" : "post-composer"}
                aria-label={t("post.new")}
                data-drop={t("media.drop")}
                onSubmit={(event) => void submit(event)}
                {...dropped.handlers}
            >
                <Avatar id={me.id} name={me.displayName} url={me.avatarUrl} />
                <div className="post-composer-main">
                    {draft.contentWarning !== null && (
                        <input
                            className="post-composer-warning"
                            value={draft.contentWarning}
                            maxLength={maxWarningLength}
                            aria-label={t("post.warning")}
                            placeholder={t("post.warning")}
                            dir="auto"
                            onChange={(event) => savePostDraft({ ...draft, contentWarning: event.target.value })}
                        />
                    )}
                    <textarea
                        ref={area}
                        rows={1}
                        value={draft.text}
                        data-autofocus={autoFocus || undefined}
                        dir="auto"
                        aria-label={t("post.write")}
                        aria-describedby={problem ? problemId : undefined}
                        placeholder={t("post.prompt")}
                        onChange={(event) => savePostDraft({ ...draft, text: event.target.value })}
                        onKeyDown={onKeyDown}
                    />
                    <Attachments
                        label={t("media.attached")}
                        media={draft.media}
                        queue={postUploads}
                        onDescribe={setDescribed}
                        onRemove={removePicture}
                        onMove={movePicture}
                    />
                    {draft.poll && <PollEditor poll={draft.poll} onChange={(poll) => savePostDraft({ ...draft, poll })} />}
                    {draft.quoted && (
                        <div className="post-composer-quote">
                            <span>{t("post.quoting", { name: draft.quoted.author.displayName })}</span>
                            <span className="post-quoted-text" dir="auto">
                                {isQuotedGone ? t("post.quotedGone") : draft.quoted.text}
                            </span>
                            <IconButton
                                icon="close"
                                label={t("post.noQuote")}
                                onClick={() => savePostDraft({ ...draft, quoted: null })}
                            />
                        </div>
                    )}
                    {problem && (
                        <p id={problemId} className="notice notice-error" role="alert">
                            {problem}
                        </p>
                    )}
                    {draft.group !== null && (
                        <p className="post-composer-plan">
                            <Icon name="groups" className="icon-small" />
                            <span>{t("groups.writingIn", { name: draft.group.name })}</span>
                            <IconButton
                                icon="close"
                                label={t("groups.notIn")}
                                onClick={() => savePostDraft({ ...draft, group: null })}
                            />
                        </p>
                    )}
                    {draft.publishAt !== null && (
                        <p className="post-composer-plan">
                            <Icon name="clock" className="icon-small" />
                            <span>{t("drafts.planned", { time: fullTimeText(draft.publishAt) })}</span>
                            <IconButton
                                icon="close"
                                label={t("schedule.remove")}
                                onClick={() => savePostDraft({ ...draft, publishAt: null })}
                            />
                        </p>
                    )}
                    <div className="post-composer-row">
                        {draft.group === null && (
                            <VisibilityButton
                                value={draft.visibility}
                                onChange={(visibility: PostVisibility) => savePostDraft({ ...draft, visibility })}
                            />
                        )}
                        <PictureButton label={t("media.add")} isMultiple onFiles={addPictures} />
                        <IconButton
                            icon="warning"
                            label={t("post.addWarning")}
                            aria-pressed={draft.contentWarning !== null}
                            onClick={() =>
                                savePostDraft({ ...draft, contentWarning: draft.contentWarning === null ? "" : null })
                            }
                        />
                        <IconButton
                            icon="chart"
                            label={t(draft.poll ? "poll.remove" : "poll.add")}
                            aria-pressed={draft.poll !== null}
                            onClick={() => savePostDraft({ ...draft, poll: draft.poll ? null : emptyPoll })}
                        />
                        <LaterButton
                            draft={draft}
                            isReady={ready !== null}
                            onSchedule={() => setScheduling(true)}
                            onAway={() => onDone?.()}
                        />
                        <Counter length={length} left={left} />
                        <Button type="submit" look="primary" isBusy={isBusy} aria-disabled={!ready || isBusy}>
                            {t(draft.publishAt === null ? "post.publish" : "schedule.publish")}
                        </Button>
                    </div>
                </div>
            </form>
            {described && (
                <AltDialog picture={described} onDescribed={replacePicture} onClose={() => setDescribed(null)} />
            )}
            {isScheduling && (
                <ScheduleDialog
                    value={draft.publishAt}
                    onChoose={(publishAt) => savePostDraft({ ...postDraftStore.get(), publishAt })}
                    onClose={() => setScheduling(false)}
                />
            )}
        </>
    )
}

async function publishNow(draft: PostDraft, wanted: NewPost): Promise<void> {
    const { draftId } = draft
    const post = await (draftId === null ? publish(wanted) : publishStored({ ...draft, draftId }))
    showToast({
        tone: "plain",
        text: t("post.published"),
        action: { label: t("post.show"), run: () => navigate({ screen: "post", postId: post.id }) },
    })
}

async function plan(draft: PostDraft, publishAt: string): Promise<void> {
    await storeDraft(draft)
    showToast({
        tone: "plain",
        text: t("schedule.done", { time: fullTimeText(publishAt) }),
        action: { label: t("post.show"), run: () => navigate({ screen: "drafts" }) },
    })
}

/** How much still fits; spoken when it gets tight. */
function Counter({ length, left }: { length: number; left: number }) {
    const isTight = left < nearLimit
    return (
        <span className={left < 0 ? "post-counter post-counter-over" : "post-counter"}>
            <span aria-hidden="true">{length > 0 && numberText(left)}</span>
            <span className="visually-hidden" role="status">
                {isTight && (left < 0 ? t("post.tooLong", { count: -left }) : t("post.left", { count: left }))}
            </span>
        </span>
    )
}

/** As many lines as the text has, up to a part of the window; then it scrolls. */
function fitHeight(area: HTMLTextAreaElement): void {
    area.style.height = "auto"
    area.style.height = `${Math.min(area.scrollHeight, innerHeight * 0.45)}px`
}
