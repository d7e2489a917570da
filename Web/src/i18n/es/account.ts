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
    "data.title": "Tus datos",
    "data.settingsHint": "Obtén una copia de todo lo que tienes aquí",
    "data.about": "Recibes todo lo que tienes aquí en un solo archivo: perfil, publicaciones, comentarios, mensajes, imágenes, conexiones y ajustes. Se prepara en segundo plano; puedes salir de esta página.",
    "data.ask": "Crear una copia",
    "data.building": "Se está creando una copia: {percent} %",
    "data.ready": "Tu copia está lista",
    "data.readyText": "{size} MB, creada {made}. Se puede descargar hasta el {until}.",
    "data.download": "Descargar",
    "data.remove": "Quitar",
    "data.stop": "Detener",
    "data.failed": "No se pudo crear tu copia. Inténtalo de nuevo.",
    "data.loadFailed": "No se pudieron cargar tus datos.",
    "data.toast": "Tu copia está lista. La encuentras en los ajustes, en «Tus datos».",
    "error.exportGone": "Esta copia ya no existe.",
    "error.exportTooMany": "Puedes pedir tres copias al día. Inténtalo mañana.",
    "error.exportUnderWay": "Tu copia ya se está creando.",
}
