// SPDX-License-Identifier: Apache-2.0
/** アカウントを隠す、削除する。日本語。 */
import type { CatalogPart } from "../catalog"
import type { account as english } from "../en/account"

export const account: CatalogPart<typeof english> = {
    "account.title": "アカウント",
    "account.settingsHint": "隠す・削除する",
    "account.hide": "アカウントを隠す",
    "account.hideText": "あなたと投稿がほかの人から見えなくなり、すべての端末からサインアウトします。もう一度サインインすると元に戻ります。",
    "account.hideTitle": "アカウントを隠しますか？",
    "account.delete": "アカウントを削除",
    "account.deleteText": "アカウントはすぐに隠され、一定期間後に、書いたものすべてとともに完全に削除されます。それまでにサインインすれば残ります。",
    "account.deleteTitle": "アカウントを削除しますか？",
    "account.typeName": "確認のためユーザー名を入力：{username}",
    "account.wrongName": "ユーザー名が違います。",
    "data.title": "あなたのデータ",
    "data.settingsHint": "ここにあるすべてのコピーを受け取る",
    "data.about": "プロフィール、投稿、コメント、メッセージ、画像、つながり、設定など、ここにあるすべてを1つのファイルで受け取れます。作成はバックグラウンドで行われるので、このページを離れてもかまいません。",
    "data.ask": "コピーを作成",
    "data.building": "コピーを作成中：{percent} %",
    "data.ready": "コピーの準備ができました",
    "data.readyText": "{size} MB、{made}に作成。{until}までダウンロードできます。",
    "data.download": "ダウンロード",
    "data.remove": "削除",
    "data.stop": "中止",
    "data.failed": "コピーを作成できませんでした。もう一度お試しください。",
    "data.loadFailed": "データを読み込めませんでした。",
    "data.toast": "コピーの準備ができました。設定の「あなたのデータ」にあります。",
    "error.exportGone": "このコピーはもうありません。",
    "error.exportTooMany": "コピーは1日に3回まで作成できます。明日もう一度お試しください。",
    "error.exportUnderWay": "コピーはすでに作成中です。",
}
