// SPDX-License-Identifier: Apache-2.0
/** 下書き、予約投稿、以前の版、「いいね」した人。日本語。 */
import type { CatalogPart } from "../catalog"
import type { writing as english } from "../en/writing"

export const writing: CatalogPart<typeof english> = {
    "likes.count": { other: "いいね {count} 件" },
    "likes.title": "いいねした人",
    "likes.empty": "まだいいねはありません",
    "likes.emptyHint": "この投稿にいいねした人がここに並びます。",
    "likes.failed": "いいねした人を読み込めませんでした",

    "edits.title": "以前の版",
    "edits.open": "編集済み：以前の版を見る",
    "edits.now": "現在の内容",
    "edits.until": "{time} まで",
    "edits.legend": "追加された部分には下線、削除された部分には取り消し線が付きます。",
    "edits.warning": "閲覧注意：{text}",
    "edits.failed": "以前の版を読み込めませんでした",

    "comment.edit": "編集",
    "comment.editLabel": "コメントを編集",
    "comment.changed": "コメントを変更しました。",

    "post.reposted": "フォロワーに共有しました。",
    "post.unreposted": "共有を取り消しました。",

    "drafts.title": "下書き",
    "drafts.menu": "下書きと予約",
    "drafts.save": "下書きに保存",
    "drafts.saved": "下書きに保存しました。",
    "drafts.keptOther": "書きかけの内容は下書きに保存しました。",
    "drafts.show": "下書きを見る",
    "drafts.empty": "下書きはありません",
    "drafts.emptyHint": "投稿を書くとき、下の時計ボタンでここに保存したり、日時を予約したりできます。",
    "drafts.failed": "下書きを読み込めませんでした",
    "drafts.write": "続きを書く",
    "drafts.publish": "今すぐ投稿",
    "drafts.delete": "下書きを削除",
    "drafts.deleted": "下書きを削除しました。",
    "drafts.changed": "{time}に変更",
    "drafts.planned": "{time} に投稿予定",
    "drafts.hasPoll": "アンケート付き",
    "drafts.isQuote": "引用付き",
    "drafts.notPublished": "予定の時刻に投稿できませんでした。開いて確認し、もう一度投稿してください。",

    "schedule.title": "あとで投稿",
    "schedule.when": "日時",
    "schedule.hint": "この端末の時刻です。それまでは変更や取り消しができます。",
    "schedule.choose": "この日時にする",
    "schedule.publish": "予約する",
    "schedule.remove": "すぐに投稿する",
    "schedule.done": "{time} に投稿されます。",
    "schedule.badTime": "今から 2 分後〜1 年後の日時を選んでください。",

    "error.draftGone": "この下書きはもうありません。投稿されたのかもしれません。",
    "error.tooManyDrafts": "下書きの数が上限です。先にいくつか削除してください。",
    "post.removePreview": "リンクのプレビューを消す",
    "post.previewRemoved": "プレビューを消しました。リンクは残っています。",
}
