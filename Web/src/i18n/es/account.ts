// SPDX-License-Identifier: Apache-2.0
/** Ocultar y borrar la propia cuenta, en español. */
import type { CatalogPart } from "../catalog"
import type { account as english } from "../en/account"

export const account: CatalogPart<typeof english> = {
    "account.title": "Tu cuenta",
    "account.settingsHint": "Ocultarla o borrarla",
    "account.hide": "Ocultar mi cuenta",
    "account.hideText": "Tú y todo lo que escribiste desaparecéis para los demás, y se cierra tu sesión en todas partes. Al volver a entrar, todo regresa.",
    "account.hideTitle": "¿Ocultar tu cuenta?",
    "account.delete": "Borrar mi cuenta",
    "account.deleteText": "Tu cuenta se oculta enseguida y al cabo de un plazo se borra para siempre, con todo lo que escribiste. Si entras antes, se conserva.",
    "account.deleteTitle": "¿Borrar tu cuenta?",
    "account.typeName": "Escribe tu nombre de usuario para confirmar: {username}",
    "account.wrongName": "Ese no es tu nombre de usuario.",
}
