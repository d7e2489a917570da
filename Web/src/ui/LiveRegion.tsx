// SPDX-License-Identifier: Apache-2.0
import { useStore } from "../store/createStore"
import { announcements } from "../store/announcements"

/** Speaks what happens, without showing it. Always in the page: a region that appears with its text is not read. */
export function LiveRegion() {
    const announcement = useStore(announcements)
    return (
        <div className="visually-hidden" aria-live="polite">
            {announcement && <p key={announcement.id}>{announcement.text}</p>}
        </div>
    )
}
