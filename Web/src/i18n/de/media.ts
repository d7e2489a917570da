// SPDX-License-Identifier: Apache-2.0
/** Bilder: hinzufügen, beschreiben und ansehen, auf Deutsch. */
import type { CatalogPart } from "../catalog"
import type { media as english } from "../en/media"

export const media: CatalogPart<typeof english> = {
    "media.add": "Bilder hinzufügen",
    "media.attached": "Bilder deines Beitrags",
    "media.uploading": "{name}: wird hochgeladen",
    "media.waiting": "Wartet",
    "media.retry": "{name} noch einmal hochladen",
    "media.remove": "Bild {number} entfernen",
    "media.cancel": "{name} nicht hochladen",
    "media.earlier": "Bild {number} nach vorn",
    "media.later": "Bild {number} nach hinten",
    "media.describe": "Bild {number} beschreiben",
    "media.described": "Bild {number} ist beschrieben. Ändern",
    "media.altTitle": "Was ist zu sehen?",
    "media.alt": "Beschreibung",
    "media.altHint": "Für Menschen, die das Bild nicht sehen, und für die Suche. Ein, zwei Sätze genügen.",
    "media.drop": "Bilder hier ablegen",
    "media.tooMany": { one: "Ein Beitrag fasst {count} Bild.", other: "Ein Beitrag fasst bis zu {count} Bilder." },
    "media.wrongType": "{name} ist kein Bild, das Roost zeigen kann. JPEG, PNG, GIF und WebP gehen.",
    "media.tooLarge": "{name} ist größer als 20 MB.",
    "media.wait": "Warte, bis die Bilder hochgeladen sind.",
    "media.open": "Bild {number} von {count} öffnen",
    "media.openDescribed": "Bild {number} von {count} öffnen: {alt}",
    "media.viewer": "Bilder",
    "media.place": "{number} von {count}",
    "media.next": "Nächstes Bild",
    "media.previous": "Voriges Bild",
    "media.zoomIn": "Größer",
    "media.zoomOut": "Kleiner",
    "media.noAlt": "Niemand hat dieses Bild beschrieben.",

    "portrait.change": "Bild ändern",
    "portrait.remove": "Bild entfernen",
    "portrait.crop": "Wähle den Ausschnitt",
    "portrait.zoom": "Größe",
    "portrait.area": "Bildausschnitt. Die Pfeiltasten verschieben ihn.",
    "portrait.use": "Bild verwenden",
    "portrait.saved": "Dein neues Bild ist da.",
    "portrait.removed": "Dein Bild ist entfernt.",

    "shortcuts.viewing": "Beim Ansehen von Bildern",
    "shortcuts.turnPicture": "Nächstes und voriges Bild",
    "shortcuts.zoomPicture": "Größer und kleiner",

    "error.mediaUnreadable": "Diese Datei ist kein Bild, das hier gelesen werden kann.",
    "error.mediaQuota": "Deine Bilder füllen den Platz, den du hast. Lösche zuerst Beiträge mit Bildern.",
    "error.mediaUnused": "Zu viele Bilder warten auf Verwendung. Veröffentliche oder entferne zuerst welche.",
    "error.mediaGone": "Ein Bild ist nicht mehr da. Entferne es und füge es neu hinzu.",
    "error.mediaInUse": "Dieses Bild wird schon anderswo verwendet.",
}
