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
    "data.title": "بياناتك",
    "data.settingsHint": "احصل على نسخة من كل ما لديك هنا",
    "data.about": "تحصل على كل ما لديك هنا في ملف واحد: ملفك الشخصي ومنشوراتك وتعليقاتك ورسائلك وصورك وعلاقاتك وإعداداتك. يُعَدّ الملف في الخلفية، ويمكنك مغادرة هذه الصفحة.",
    "data.ask": "إنشاء نسخة",
    "data.building": "يجري إنشاء نسخة: {percent} %",
    "data.ready": "نسختك جاهزة",
    "data.readyText": "{size} ميغابايت، أُنشئت {made}. يمكن تنزيلها حتى {until}.",
    "data.download": "تنزيل",
    "data.remove": "إزالة",
    "data.stop": "إيقاف",
    "data.failed": "تعذّر إنشاء نسختك. حاول مرة أخرى.",
    "data.loadFailed": "تعذّر تحميل بياناتك.",
    "data.toast": "نسختك جاهزة. تجدها في الإعدادات ضمن «بياناتك».",
    "error.exportGone": "هذه النسخة لم تعد موجودة.",
    "error.exportTooMany": "يمكنك طلب ثلاث نسخ في اليوم. حاول مجددًا غدًا.",
    "error.exportUnderWay": "نسختك قيد الإنشاء بالفعل.",
}
