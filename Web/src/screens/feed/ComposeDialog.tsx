// SPDX-License-Identifier: Apache-2.0
import type { User } from "../../api/types"
import { t } from "../../i18n"
import { IconButton } from "../../ui/Button"
import { Dialog } from "../../ui/Dialog"
import { PostComposer } from "./PostComposer"

/** The composer from anywhere: for phones, for the key `n`, and for the button in the navigation. */
export function ComposeDialog({ me, onClose }: { me: User; onClose(): void }) {
    return (
        <Dialog title={t("post.new")} onClose={onClose}>
            <IconButton icon="close" label={t("action.close")} className="dialog-close" onClick={onClose} />
            <PostComposer me={me} autoFocus onDone={onClose} />
        </Dialog>
    )
}
