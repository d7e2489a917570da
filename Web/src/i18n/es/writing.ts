// SPDX-License-Identifier: Apache-2.0
/** Borradores, publicaciones programadas, versiones anteriores y a quién le gusta una publicación, en español. */
import type { CatalogPart } from "../catalog"
import type { writing as english } from "../en/writing"

export const writing: CatalogPart<typeof english> = {
    "likes.count": { one: "{count} me gusta", other: "{count} me gusta" },
    "likes.title": "Les gusta",
    "likes.empty": "Aún no le gusta a nadie",
    "likes.emptyHint": "Aquí aparece a quien le gusta esta publicación.",
    "likes.failed": "No se pudo cargar a quién le gusta",

    "edits.title": "Versiones anteriores",
    "edits.open": "Editado: ver versiones anteriores",
    "edits.now": "Lo que dice ahora",
    "edits.until": "Hasta {time}",
    "edits.legend": "Lo añadido está subrayado; lo quitado, tachado.",
    "edits.warning": "Advertencia de contenido: {text}",
    "edits.failed": "No se pudieron cargar las versiones anteriores",

    "comment.edit": "Editar",
    "comment.editLabel": "Cambia tu comentario",
    "comment.changed": "Tu comentario se ha cambiado.",

    "post.reposted": "Compartida con tus seguidores.",
    "post.unreposted": "Ya no la compartes.",

    "drafts.title": "Borradores",
    "drafts.menu": "Borradores y programación",
    "drafts.save": "Guardar como borrador",
    "drafts.saved": "Guardado en tus borradores.",
    "drafts.keptOther": "Lo que estabas escribiendo está en tus borradores.",
    "drafts.show": "Ver borradores",
    "drafts.empty": "No hay borradores",
    "drafts.emptyHint": "Mientras escribes, el reloj de debajo guarda la publicación aquí para luego o la programa.",
    "drafts.failed": "No se pudieron cargar tus borradores",
    "drafts.write": "Seguir escribiendo",
    "drafts.publish": "Publicar ahora",
    "drafts.delete": "Borrar borrador",
    "drafts.deleted": "El borrador se ha borrado.",
    "drafts.changed": "Cambiado {time}",
    "drafts.planned": "Sale {time}",
    "drafts.hasPoll": "Con encuesta",
    "drafts.isQuote": "Con una cita",
    "drafts.notPublished": "No salió a su hora. Ábrelo, revísalo y publícalo de nuevo.",

    "schedule.title": "Publicar más tarde",
    "schedule.when": "Día y hora",
    "schedule.hint": "En la hora de este dispositivo. Hasta entonces puedes cambiarlo o cancelarlo.",
    "schedule.choose": "Usar esta hora",
    "schedule.publish": "Programar",
    "schedule.remove": "Publicar enseguida",
    "schedule.done": "Tu publicación sale {time}.",
    "schedule.badTime": "Elige una hora entre dos minutos y un año desde ahora.",

    "error.draftGone": "Este borrador ya no está. Puede que se haya publicado.",
    "error.tooManyDrafts": "Tienes todos los borradores que se pueden tener. Borra alguno antes.",
    "post.removePreview": "Quitar la vista previa del enlace",
    "post.previewRemoved": "La vista previa ya no está; el enlace sigue ahí.",
}
