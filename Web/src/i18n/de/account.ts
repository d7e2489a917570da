// SPDX-License-Identifier: Apache-2.0
/** Das eigene Konto verbergen und löschen, auf Deutsch. */
import type { CatalogPart } from "../catalog"
import type { account as english } from "../en/account"

export const account: CatalogPart<typeof english> = {
    "account.title": "Dein Konto",
    "account.settingsHint": "Verbergen oder löschen",
    "account.hide": "Mein Konto verbergen",
    "account.hideText": "Du und alles, was du geschrieben hast, verschwindet für andere, und du wirst überall abgemeldet. Wenn du dich wieder anmeldest, ist alles zurück.",
    "account.hideTitle": "Dein Konto verbergen?",
    "account.delete": "Mein Konto löschen",
    "account.deleteText": "Dein Konto wird sofort verborgen und nach einer Frist endgültig gelöscht, mit allem, was du geschrieben hast. Wenn du dich vorher anmeldest, bleibt es.",
    "account.deleteTitle": "Dein Konto löschen?",
    "account.typeName": "Zur Sicherheit deinen Benutzernamen eingeben: {username}",
    "account.wrongName": "Das ist nicht dein Benutzername.",
    "data.title": "Deine Daten",
    "data.settingsHint": "Eine Kopie von allem bekommen, was du hier hast",
    "data.about": "Du bekommst alles, was du hier hast, als eine Datei: Profil, Beiträge, Kommentare, Nachrichten, Bilder, Verbindungen und Einstellungen. Sie entsteht im Hintergrund; du kannst diese Seite verlassen.",
    "data.ask": "Kopie erstellen",
    "data.building": "Eine Kopie wird erstellt: {percent} %",
    "data.ready": "Deine Kopie ist fertig",
    "data.readyText": "{size} MB, erstellt {made}. Sie kann bis {until} heruntergeladen werden.",
    "data.download": "Herunterladen",
    "data.remove": "Entfernen",
    "data.stop": "Anhalten",
    "data.failed": "Deine Kopie konnte nicht erstellt werden. Versuch es noch einmal.",
    "data.loadFailed": "Deine Daten konnten nicht geladen werden.",
    "data.toast": "Deine Kopie ist fertig. Du findest sie in den Einstellungen unter „Deine Daten“.",
    "error.exportGone": "Diese Kopie gibt es nicht mehr.",
    "error.exportTooMany": "Du kannst drei Kopien am Tag anfordern. Versuch es morgen wieder.",
    "error.exportUnderWay": "Deine Kopie wird schon erstellt.",
}
