// SPDX-License-Identifier: Apache-2.0
/** Entwürfe, geplante Beiträge, frühere Fassungen und wem ein Beitrag gefällt, auf Deutsch. */
import type { CatalogPart } from "../catalog"
import type { writing as english } from "../en/writing"

export const writing: CatalogPart<typeof english> = {
    "likes.count": { one: "Gefällt {count} Person", other: "Gefällt {count} Personen" },
    "likes.title": "Gefällt",
    "likes.empty": "Noch gefällt es niemandem",
    "likes.emptyHint": "Wem dieser Beitrag gefällt, steht hier.",
    "likes.failed": "Wem das gefällt, ließ sich nicht laden",

    "edits.title": "Frühere Fassungen",
    "edits.open": "Bearbeitet: frühere Fassungen zeigen",
    "edits.now": "Wie er jetzt lautet",
    "edits.until": "Bis {time}",
    "edits.legend": "Hinzugefügtes ist unterstrichen, Entferntes durchgestrichen.",
    "edits.warning": "Inhaltswarnung: {text}",
    "edits.failed": "Die früheren Fassungen ließen sich nicht laden",

    "comment.edit": "Bearbeiten",
    "comment.editLabel": "Deinen Kommentar ändern",
    "comment.changed": "Dein Kommentar ist geändert.",

    "post.reposted": "An deine Follower weitergegeben.",
    "post.unreposted": "Du gibst den Beitrag nicht mehr weiter.",

    "drafts.title": "Entwürfe",
    "drafts.menu": "Entwürfe und Planung",
    "drafts.save": "Als Entwurf sichern",
    "drafts.saved": "In deinen Entwürfen gesichert.",
    "drafts.keptOther": "Was du gerade geschrieben hast, liegt bei deinen Entwürfen.",
    "drafts.show": "Entwürfe zeigen",
    "drafts.empty": "Keine Entwürfe",
    "drafts.emptyHint": "Beim Schreiben legt die Uhr unter dem Beitrag ihn für später hierher oder plant ihn für eine Zeit.",
    "drafts.failed": "Deine Entwürfe ließen sich nicht laden",
    "drafts.write": "Weiterschreiben",
    "drafts.publish": "Jetzt veröffentlichen",
    "drafts.delete": "Entwurf löschen",
    "drafts.deleted": "Der Entwurf ist gelöscht.",
    "drafts.changed": "Geändert {time}",
    "drafts.planned": "Erscheint {time}",
    "drafts.hasPoll": "Mit Umfrage",
    "drafts.isQuote": "Mit Zitat",
    "drafts.notPublished": "Er ist nicht zu seiner Zeit erschienen. Öffne ihn, sieh ihn durch und veröffentliche ihn neu.",

    "schedule.title": "Später veröffentlichen",
    "schedule.when": "Tag und Uhrzeit",
    "schedule.hint": "In der Zeit dieses Geräts. Bis dahin kannst du es ändern oder absagen.",
    "schedule.choose": "Diese Zeit nehmen",
    "schedule.publish": "Planen",
    "schedule.remove": "Doch sofort veröffentlichen",
    "schedule.done": "Dein Beitrag erscheint {time}.",
    "schedule.badTime": "Wähle eine Zeit zwischen zwei Minuten und einem Jahr ab jetzt.",

    "error.draftGone": "Diesen Entwurf gibt es nicht mehr. Vielleicht ist er schon erschienen.",
    "error.tooManyDrafts": "Du hast so viele Entwürfe wie möglich. Lösche zuerst welche.",
    "post.removePreview": "Vorschau des Links entfernen",
    "post.previewRemoved": "Die Vorschau ist weg, der Link ist noch da.",
}
