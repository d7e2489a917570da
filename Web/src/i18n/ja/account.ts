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
}
