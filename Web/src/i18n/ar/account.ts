// SPDX-License-Identifier: Apache-2.0
/** إخفاء الحساب وحذفه، بالعربية. */
import type { CatalogPart } from "../catalog"
import type { account as english } from "../en/account"

export const account: CatalogPart<typeof english> = {
    "account.title": "حسابك",
    "account.settingsHint": "إخفاؤه أو حذفه",
    "account.hide": "إخفاء حسابي",
    "account.hideText": "تختفي أنت وكل ما كتبته عن الآخرين، ويُسجَّل خروجك من كل مكان. وعند تسجيل الدخول مجددًا يعود كل شيء.",
    "account.hideTitle": "إخفاء حسابك؟",
    "account.delete": "حذف حسابي",
    "account.deleteText": "يُخفى حسابك فورًا ويُحذف نهائيًا بعد مدة مع كل ما كتبته. وإن سجّلت الدخول قبلها يبقى.",
    "account.deleteTitle": "حذف حسابك؟",
    "account.typeName": "اكتب اسم المستخدم للتأكيد: {username}",
    "account.wrongName": "هذا ليس اسم المستخدم الخاص بك.",
}
