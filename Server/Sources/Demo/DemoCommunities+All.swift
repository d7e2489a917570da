// SPDX-License-Identifier: Apache-2.0
import GroupsAPI

extension DemoCommunity {
    /// The groups, of each kind and in several languages.
    static let all: [DemoCommunity] =
        [
            DemoCommunity(
                "city-gardeners",
                "City gardeners",
                .open,
                "Balconies, back yards and the three beds behind number 9. Swap seeds, cuttings and excuses.",
                rules: [
                    "Name the plant, not only the problem.", "No peat.",
                    "Slugs are off topic after ten at night.",
                ],
                team: "noah zeynep",
                members: "ada yuki omar thuy elena bjorn grace eve lucia tomasz hana nkechi rosa ines",
                posts: """
                    noah: Compost is open again. Coffee grounds yes, whole pineapples no. You know who you are.
                    zeynep: Domates sayımı: otuz bir. Count as of this morning: thirty-one.
                    thuy: I have too much lemongrass. That is not a sentence I thought I would ever write.
                    yuki: 紫蘇の苗、あと四つあります。欲しい方はどうぞ。
                    bjorn: Net over the currants. Before the blackbirds, not after.
                    lucia: ¿Alguien más tiene pulgones este año o es solo mi balcón?
                    elena: The hedgehog is back. Please shut the gate slowly.
                    noah: Seed swap on Saturday at ten. Bring envelopes, and write on them what is inside.
                    eve: First radish. It is the size of a pea and I have told everybody.
                    """
            ),
            DemoCommunity(
                "radwerkstatt",
                "Radwerkstatt",
                .open,
                "Mittwochs ab 18 Uhr im Keller von Haus 3. Wir reparieren zusammen, nicht für dich.",
                rules: ["Werkzeug zurück an die Wand.", "Wer den Schlauch aufbraucht, bringt einen mit."],
                team: "jonas hugo",
                members: "ada tomasz marta oliver pavel bjorn zeynep noah viktor kenji freya",
                posts: """
                    jonas: Heute zwei Achter, drei Platten und ein Fahrrad, das eigentlich ein Möbelstück ist.
                    marta: Danke an alle! Mein Rad bremst wieder, und zwar dann, wenn ich es will.
                    hugo: J'ai imprimé des caches pour les rayons. En vert. Seulement en vert.
                    pavel: Der Antrag auf Fahrradbügel liegt beim Bezirk. Aktenzeichen habe ich auswendig gelernt.
                    oliver: Frage: Darf ein Cello auf einen Gepäckträger? Ich frage für mich.
                    jonas: Nein.
                    freya: Winterreifen mit Spikes, 28 Zoll, zu verschenken. Nur eine Saison gefahren, davon einmal gestürzt.
                    """
            ),
            DemoCommunity(
                "cocina-del-martes",
                "La cocina del martes",
                .open,
                "Cada martes a las siete. Se cocina para treinta y siempre llegan cuarenta.",
                rules: ["Quien cocina no friega.", "La receta se comparte, también la de Rosa."],
                team: "mateo rosa",
                members: "sofia lucia diego ines grace samir meiling thuy amara emeka chiara ada malik",
                posts: """
                    mateo: Martes: lentejas. Traed hambre y un táper.
                    rosa: Las lentejas llevan laurel. Lo digo por si alguien se le olvida otra vez.
                    meiling: 下周二包饺子！Next Tuesday dumplings, I need eight pairs of hands and no opinions.
                    sofia: Fotos de anoche en camino. La olla sale muy favorecida.
                    grace: The kitty stands at 96.20. Saffron, Mateo. Saffron.
                    samir: J'apporte le dessert mardi. Quarante parts, pas une de plus.
                    diego: Regla nueva: nadie explica las reglas de un juego durante el postre.
                    """
            ),
            DemoCommunity(
                "eiga-club",
                "映画クラブ",
                .open,
                "金曜の夜、屋根裏で古い映画を観ます。静かに、でも笑うのは自由です。",
                rules: ["電球に触らないでください。", "ネタバレは上映の翌日から。"],
                team: "yuki kenji",
                members: "hana aiko mina meiling chiara malik sofia dmitri arjun",
                posts: """
                    yuki: 今週は1953年の作品です。フィルムは二巻、途中で休憩があります。
                    aiko: ポスターができました。階段に貼っておきます。
                    kenji: 映写機の軸に油を差しました。もう鳴きません。
                    hana: 先週の音楽がまだ頭から離れません。ピアノがあれば弾くのに。
                    malik: The optical track crackles at 41 minutes. I like it. Please nobody repair it.
                    mina: 次回の投票を作りました。三本とも長いです。
                    """
            ),
            DemoCommunity(
                "qahwa-wa-kutub",
                "قهوة وكتب",
                .open,
                "كتاب كل شهر، وقهوة كل أسبوع. نقرأ بالعربية ونتحدث بما نشاء.",
                rules: ["لا تكشف النهاية.", "من يختار الكتاب يحضر القهوة."],
                team: "leila fatima",
                members: "omar salma tariq jamila samir chiara nkechi",
                posts: """
                    leila: كتاب هذا الشهر وصل إلى المكتبة: ثلاث نسخ، ومن يصل أولاً يقرأ أولاً.
                    omar: انتهيت من الفصل الرابع عند الثالثة فجراً. لا تسألوني عن الحصة الأولى.
                    fatima: ترجمت المقطع الذي اختلفنا عليه. ما زلنا مختلفين، لكن بلغتين الآن.
                    tariq: كتبت سطرين على ظهر إيصال الوقود. سأقرؤهما يوم الخميس.
                    salma: من استعار نسختي؟ كانت فيها علامة على الصفحة 88.
                    """
            ),
        ] + others
}
