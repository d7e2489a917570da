// SPDX-License-Identifier: Apache-2.0
/** Imágenes: añadirlas, describirlas y verlas, en español. */
import type { CatalogPart } from "../catalog"
import type { media as english } from "../en/media"

export const media: CatalogPart<typeof english> = {
    "media.add": "Añadir imágenes",
    "media.attached": "Imágenes de tu publicación",
    "media.uploading": "{name}: subiendo",
    "media.waiting": "En espera",
    "media.retry": "Volver a subir {name}",
    "media.remove": "Quitar la imagen {number}",
    "media.cancel": "No subir {name}",
    "media.earlier": "Adelantar la imagen {number}",
    "media.later": "Atrasar la imagen {number}",
    "media.describe": "Describir la imagen {number}",
    "media.described": "La imagen {number} tiene descripción. Cambiarla",
    "media.altTitle": "¿Qué se ve?",
    "media.alt": "Descripción",
    "media.altHint": "Para quienes no pueden ver la imagen y para la búsqueda. Bastan una o dos frases.",
    "media.drop": "Suelta aquí las imágenes",
    "media.tooMany": {
        one: "Una publicación admite {count} imagen.",
        other: "Una publicación admite hasta {count} imágenes.",
    },
    "media.wrongType": "{name} no es una imagen que Roost pueda mostrar. Valen JPEG, PNG, GIF y WebP.",
    "media.tooLarge": "{name} pesa más de 20 MB.",
    "media.wait": "Espera a que se suban las imágenes.",
    "media.open": "Abrir la imagen {number} de {count}",
    "media.openDescribed": "Abrir la imagen {number} de {count}: {alt}",
    "media.viewer": "Imágenes",
    "media.place": "{number} de {count}",
    "media.next": "Imagen siguiente",
    "media.previous": "Imagen anterior",
    "media.zoomIn": "Ampliar",
    "media.zoomOut": "Reducir",
    "media.noAlt": "Nadie ha descrito esta imagen.",

    "comment.addPicture": "Añadir una imagen",
    "comment.attached": "Imagen de tu comentario",
    "comment.drop": "Suelta una imagen aquí",
    "comment.onePicture": "Un comentario admite una sola imagen.",
    "comment.notUploaded": "La imagen no se ha subido. Inténtalo de nuevo o quítala.",

    "portrait.change": "Cambiar la imagen",
    "portrait.remove": "Quitar la imagen",
    "portrait.crop": "Elige la parte que se verá",
    "portrait.zoom": "Tamaño",
    "portrait.area": "Parte de la imagen. Las flechas la mueven.",
    "portrait.use": "Usar la imagen",
    "portrait.saved": "Tu imagen nueva ya está.",
    "portrait.removed": "Tu imagen se ha quitado.",

    "shortcuts.viewing": "Viendo imágenes",
    "shortcuts.turnPicture": "Imagen siguiente y anterior",
    "shortcuts.zoomPicture": "Ampliar y reducir",

    "error.mediaUnreadable": "Este archivo no es una imagen que se pueda leer aquí.",
    "error.mediaQuota": "Tus imágenes ocupan todo tu espacio. Borra antes alguna publicación con imágenes.",
    "error.mediaUnused": "Hay demasiadas imágenes sin usar. Publica o quita alguna antes.",
    "error.mediaGone": "Una imagen ya no está. Quítala y añádela de nuevo.",
    "error.mediaInUse": "Esta imagen ya se usa en otro sitio.",
}
