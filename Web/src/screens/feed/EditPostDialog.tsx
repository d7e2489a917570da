// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Post } from "../../api/types"
import { t } from "../../i18n"
import { changePost } from "../../store/postActions"
import { maxPostLength } from "../../store/postDraft"
import { Button } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { TextArea } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { showToast } from "../../ui/toastStore"

/** Changes what a post says. Readers see that it was changed, and when. */
export function EditPostDialog({ post, onClose }: { post: Post; onClose(): void }) {
    const [text, setText] = useState(post.text)
    const save = async () => {
        if (text.trim() === "") return
        if (text.trim() !== post.text) {
            await changePost(post, { text: text.trim() })
            showToast({ tone: "plain", text: t("post.changed") })
        }
        onClose()
    }
    return (
        <Dialog title={t("post.edit")} onClose={onClose}>
            <Form fields={["text"]} onSubmit={save}>
                {({ isBusy, problem }) => (
                    <>
                        <TextArea
                            label={t("post.write")}
                            problem={problem("text")}
                            value={text}
                            rows={6}
                            maxLength={maxPostLength}
                            dir="auto"
                            onChange={(event) => setText(event.target.value)}
                        />
                        <div className="dialog-actions">
                            <Button onClick={onClose}>{t("action.cancel")}</Button>
                            <Button type="submit" look="primary" isBusy={isBusy}>
                                {t("action.save")}
                            </Button>
                        </div>
                    </>
                )}
            </Form>
        </Dialog>
    )
}
