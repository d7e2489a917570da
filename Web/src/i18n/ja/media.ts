// SPDX-License-Identifier: Apache-2.0
/** 画像を追加する、説明する、見る。日本語。 */
import type { CatalogPart } from "../catalog"
import type { media as english } from "../en/media"

export const media: CatalogPart<typeof english> = {
    "media.add": "画像を追加",
    "media.attached": "投稿の画像",
    "media.uploading": "{name}：アップロード中",
    "media.waiting": "待機中",
    "media.retry": "{name} をもう一度アップロード",
    "media.remove": "画像 {number} を外す",
    "media.cancel": "{name} のアップロードをやめる",
    "media.earlier": "画像 {number} を前へ",
    "media.later": "画像 {number} を後ろへ",
    "media.describe": "画像 {number} の説明",
    "media.described": "画像 {number} は説明付きです。変更する",
    "media.altTitle": "何が写っていますか？",
    "media.alt": "説明",
    "media.altHint": "画像を見られない人や検索のためです。1〜2 文で十分です。",
    "media.drop": "ここに画像をドロップ",
    "media.tooMany": { other: "画像は {count} 枚までです。" },
    "media.wrongType": "{name} は表示できる画像ではありません。JPEG、PNG、GIF、WebP が使えます。",
    "media.tooLarge": "{name} は 20 MB を超えています。",
    "media.wait": "画像のアップロードが終わるまでお待ちください。",
    "media.open": "画像 {number}/{count} を開く",
    "media.openDescribed": "画像 {number}/{count} を開く：{alt}",
    "media.viewer": "画像",
    "media.place": "{number} / {count}",
    "media.next": "次の画像",
    "media.previous": "前の画像",
    "media.zoomIn": "拡大",
    "media.zoomOut": "縮小",
    "media.noAlt": "この画像の説明はありません。",

    "portrait.change": "画像を変更",
    "portrait.remove": "画像を削除",
    "portrait.crop": "表示する部分を選ぶ",
    "portrait.zoom": "大きさ",
    "portrait.area": "画像の一部。矢印キーで動かせます。",
    "portrait.use": "この画像を使う",
    "portrait.saved": "新しい画像になりました。",
    "portrait.removed": "画像を削除しました。",

    "shortcuts.viewing": "画像を見ているとき",
    "shortcuts.turnPicture": "次の画像・前の画像",
    "shortcuts.zoomPicture": "拡大・縮小",

    "error.mediaUnreadable": "このファイルは読み込める画像ではありません。",
    "error.mediaQuota": "画像の容量が上限です。先に画像付きの投稿を削除してください。",
    "error.mediaUnused": "未使用の画像が多すぎます。先に投稿するか削除してください。",
    "error.mediaGone": "画像がなくなっています。外してもう一度追加してください。",
    "error.mediaInUse": "この画像はすでに別の場所で使われています。",
}
