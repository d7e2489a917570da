// SPDX-License-Identifier: Apache-2.0
/** The copies of one's data: the newest one, as the server last told of it. */
import type { DataExport } from "../api/types"
import { t } from "../i18n"
import { showToast } from "../ui/toastStore"
import { createStore } from "./createStore"
import { api } from "./session"

/** The copy that ended last, as the socket told. */
export const endedExportStore = createStore<DataExport | null>(null)

/** A copy is ready or failed, on whatever screen one is. */
export function receiveExport(ended: DataExport): void {
    endedExportStore.set(() => ended)
    if (ended.state === "READY") showToast({ tone: "plain", text: t("data.toast") })
}

/** Has the browser save a copy: its address works without a token, and for an hour only. */
export async function downloadExport(id: string): Promise<void> {
    const { url } = await api.exportAddress(id)
    const link = document.createElement("a")
    link.href = url
    link.download = ""
    link.click()
}
