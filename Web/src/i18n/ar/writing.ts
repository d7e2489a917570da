// SPDX-License-Identifier: Apache-2.0
/** المسودات والمنشورات المجدولة والنسخ السابقة ومن أعجبه المنشور، بالعربية. */
import type { CatalogPart } from "../catalog"
import type { writing as english } from "../en/writing"

export const writing: CatalogPart<typeof english> = {
    "likes.count": {
        zero: "لا إعجابات",
        one: "إعجاب واحد",
        two: "إعجابان",
        few: "{count} إعجابات",
        many: "{count} إعجابًا",
        other: "{count} إعجاب",
    },
    "likes.title": "أعجب هؤلاء",
    "likes.empty": "لا إعجابات بعد",
    "likes.emptyHint": "يظهر هنا كل من يعجبه هذا المنشور.",
    "likes.failed": "تعذّر تحميل من أعجبهم هذا",

    "edits.title": "النسخ السابقة",
    "edits.open": "معدَّل: عرض النسخ السابقة",
    "edits.now": "النص الحالي",
    "edits.until": "حتى {time}",
    "edits.legend": "ما أُضيف تحته خط، وما حُذف مشطوب.",
    "edits.warning": "تنبيه عن المحتوى: {text}",
    "edits.failed": "تعذّر تحميل النسخ السابقة",

    "comment.edit": "تعديل",
    "comment.editLabel": "عدّل تعليقك",
    "comment.changed": "تم تعديل تعليقك.",

    "post.reposted": "تمت مشاركته مع متابعيك.",
    "post.unreposted": "تراجعت عن المشاركة.",

    "drafts.title": "المسودات",
    "drafts.menu": "المسودات والجدولة",
    "drafts.save": "حفظ كمسودة",
    "drafts.saved": "حُفظ في مسوداتك.",
    "drafts.keptOther": "ما كنت تكتبه محفوظ في مسوداتك.",
    "drafts.show": "عرض المسودات",
    "drafts.empty": "لا مسودات",
    "drafts.emptyHint": "أثناء الكتابة، تحفظ الساعة أسفل المنشور ما تكتبه هنا لوقت لاحق أو تجدوله.",
    "drafts.failed": "تعذّر تحميل مسوداتك",
    "drafts.write": "متابعة الكتابة",
    "drafts.publish": "نشر الآن",
    "drafts.delete": "حذف المسودة",
    "drafts.deleted": "حُذفت المسودة.",
    "drafts.changed": "عُدّلت {time}",
    "drafts.planned": "يُنشر {time}",
    "drafts.hasPoll": "مع استطلاع",
    "drafts.isQuote": "مع اقتباس",
    "drafts.notPublished": "لم يُنشر في موعده. افتحه وراجعه ثم انشره من جديد.",

    "schedule.title": "النشر لاحقًا",
    "schedule.when": "اليوم والوقت",
    "schedule.hint": "بتوقيت هذا الجهاز. يمكنك تغييره أو إلغاؤه حتى ذلك الحين.",
    "schedule.choose": "اختيار هذا الوقت",
    "schedule.publish": "جدولة",
    "schedule.remove": "النشر فورًا بدلًا من ذلك",
    "schedule.done": "سيُنشر منشورك {time}.",
    "schedule.badTime": "اختر وقتًا بين دقيقتين وسنة من الآن.",

    "error.draftGone": "هذه المسودة لم تعد موجودة. ربما نُشرت.",
    "error.tooManyDrafts": "بلغت الحد الأقصى من المسودات. احذف بعضها أولًا.",
    "post.removePreview": "أزل معاينة الرابط",
    "post.previewRemoved": "أزيلت المعاينة، والرابط باقٍ.",
}
