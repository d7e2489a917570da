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
}
