// SPDX-License-Identifier: Apache-2.0
import UsersAPI

/// The people beside the fifty who play the scripts: they are there, follow, write, answer and like. Everything about
/// them comes from their number, so that the same number is always the same person.
enum DemoNeighbours {
    /// A language with names to choose from: `username native`, given names and family names.
    struct Tongue: Sendable {
        let language: String
        let given: [(latin: String, native: String)]
        let family: [(latin: String, native: String)]
        /// Whether the family name comes first.
        let familyFirst: Bool
        let bios: [String]

        init(
            _ language: String,
            given: String,
            family: String,
            familyFirst: Bool = false,
            bios: [String]
        ) {
            self.language = language
            self.given = Self.names(given)
            self.family = Self.names(family)
            self.familyFirst = familyFirst
            self.bios = bios
        }

        private static func names(_ text: String) -> [(String, String)] {
            text.split(whereSeparator: \.isWhitespace).map { word in
                let parts = word.split(separator: "=").map(String.init)
                return (parts[0].lowercased(), parts[parts.count - 1])
            }
        }
    }

    /// So many people, the same for the same number.
    static func people(_ count: Int) -> [DemoPerson] { (0..<count).map(person) }

    /// The language that somebody who came after the fifty writes in.
    static func tongue(of index: Int) -> Tongue { Tongue.all[index % Tongue.all.count] }

    private static func person(_ index: Int) -> DemoPerson {
        let tongue = tongue(of: index)
        let number = index / Tongue.all.count
        let given = tongue.given[number % tongue.given.count]
        let family = tongue.family[(number * 7 + number / tongue.given.count) % tongue.family.count]
        // As many as there are names for; then they are numbered.
        let round = number / (tongue.given.count * tongue.family.count)
        let username = "\(given.latin).\(family.latin)" + (round == 0 ? "" : ".\(round + 1)")
        return DemoPerson(
            username: Username(trusted: username),
            displayName: tongue.familyFirst
                ? "\(family.native) \(given.native)" : "\(given.native) \(family.native)",
            status: index % 4 == 3 ? .offline : index % 7 == 0 ? .away : .online,
            languages: tongue.language == "en" ? [] : [tongue.language],
            bio: tongue.bios[number % tongue.bios.count]
        )
    }
}

extension DemoNeighbours.Tongue {
    static let all = [english, german, japanese, spanish, arabic]

    private static let english = DemoNeighbours.Tongue(
        "en",
        given: """
            Alice Ben Clara Daniel Edith Finn Gwen Harry Iris Jack Kate Leo Maeve Nora Owen Poppy Quentin Ruth
            Sean Tess Una Violet Walter Zoe Arthur Beth Connor Daisy Elliot Faye
            """,
        family: """
            Baker Cooper Dawson Ellis Foster Grant Hughes Irving Jarvis Keane Lawson Marsh Nolan Osborne Palmer
            Quinn Reid Slater Turner Vaughan Wells York Abbott
            """,
        bios: [
            "Third floor, the door with the umbrella stand.", "Teaches physics, bakes on Sundays.",
            "Here for the tool shed. Staying for the people.", "Cyclist when it is dry.",
            "Two cats, one allotment, no television.", "Learning Arabic, slowly and with joy.",
            "Bass in the choir, on a good day.",
        ]
    )

    private static let german = DemoNeighbours.Tongue(
        "de",
        given: """
            Anna Bernd Carla Dieter Elke Frank Greta Heiko Ilse Jan Katrin Lars Mia Nils Ottilie Paul Rike Sven
            Tanja Ulrich Vera Wiebke Yannik Zita Emil Frieda Gustav Hanna Kurt Lotte
            """,
        family: """
            Ahrens Becker Claussen Dietrich Engel Fischer Gerlach Huber Jansen Krause Lorenz Moeller=Möller Neumann
            Otto Peters Richter Schulz Thoma Ullrich Vogel Winkler Zimmer Kuehn=Kühn
            """,
        bios: [
            "Wohnt im Hinterhaus, gießt für alle mit.", "Bahnfahrer aus Überzeugung.",
            "Liest, strickt, schweigt.",
            "Backt Brot und redet darüber.", "Neu in der Straße, alt im Verein.",
            "Sammelt Pilze und erzählt nicht, wo.", "Immer für einen Spieleabend zu haben.",
        ]
    )

    private static let japanese = DemoNeighbours.Tongue(
        "ja",
        given: """
            Haruto=陽斗 Sakura=桜 Ren=蓮 Yui=結衣 Sota=颯太 Aoi=葵 Riku=陸 Hinata=陽向 Yuto=悠斗 Mei=芽衣 Daiki=大輝
            Rin=凛 Kaito=海斗 Miyu=美優 Takumi=匠 Nanami=七海 Shota=翔太 Ayaka=彩花 Tsubasa=翼 Chihiro=千尋 Makoto=誠
            Emi=恵美 Naoki=直樹 Yoko=洋子 Akira=明 Fumi=文 Isamu=勇 Kaori=香織 Minoru=実 Saori=沙織
            """,
        family: """
            Sato=佐藤 Takahashi=高橋 Ito=伊藤 Watanabe=渡辺 Nakamura=中村 Kato=加藤 Yoshida=吉田 Yamada=山田 Sasaki=佐々木
            Yamaguchi=山口 Matsumoto=松本 Inoue=井上 Kimura=木村 Hayashi=林 Shimizu=清水 Mori=森 Abe=阿部 Ikeda=池田
            Hashimoto=橋本 Ishikawa=石川 Ogawa=小川 Okada=岡田 Hasegawa=長谷川
            """,
        familyFirst: true,
        bios: [
            "散歩とコーヒーが好きです。", "図書館の近くに住んでいます。", "週末は料理をします。", "猫と暮らしています。",
            "写真を少し、ピアノを少し。", "ドイツ語を勉強中です。", "朝型です。おはようございます。",
        ]
    )

    private static let spanish = DemoNeighbours.Tongue(
        "es",
        given: """
            Alba Bruno Carmen Dario=Darío Elisa Fermin=Fermín Gloria Hector=Héctor Irene Javier Lola Manuel Nuria
            Oscar=Óscar Pilar Raul=Raúl Silvia Teo Ursula=Úrsula Vicente Ximena Yago Zaida Andres=Andrés Blanca
            Claudia Esteban Felisa Gonzalo Helena
            """,
        family: """
            Alonso Blanco Castro Dominguez=Domínguez Esteve Fuentes Gil Hidalgo Iglesias Jurado Lozano Molina
            Nunez=Núñez Ortega Pardo Quiroga Ramos Santana Torres Urrutia Vidal Zamora Medina
            """,
        bios: [
            "Vivo encima de la panadería y se nota.", "Maestra, ciclista, impuntual.",
            "Plantas, muchas plantas.", "Cocino los domingos. Traed táper.", "Busco pareja de dominó.",
            "Del río, siempre del río.", "Lectora de madrugada.",
        ]
    )

    private static let arabic = DemoNeighbours.Tongue(
        "ar",
        given: """
            Yasmin=ياسمين Karim=كريم Nour=نور Hassan=حسن Rania=رانيا Bilal=بلال Dina=دينا Faris=فارس Hala=هالة
            Idris=إدريس Khadija=خديجة Laith=ليث Maryam=مريم Nabil=نبيل Rami=رامي Sahar=سحر Tamer=تامر Widad=وداد
            Yusuf=يوسف Zahra=زهراء Adel=عادل Basma=بسمة Ghassan=غسان Huda=هدى Imad=عماد Lubna=لبنى Munir=منير
            Nadia=نادية Qasim=قاسم Siham=سهام
            """,
        family: """
            Haddad=حداد Najjar=نجار Khoury=خوري Sabbagh=صباغ Masri=المصري Halabi=الحلبي Shami=الشامي Tamimi=التميمي
            Ansari=الأنصاري Bakri=البكري Darwish=درويش Fakhoury=فاخوري Ghanem=غانم Hamdan=حمدان Jaber=جابر
            Kanaan=كنعان Layla=ليلى Mansour=منصور Nasser=ناصر Othman=عثمان Qadri=قدري Rashid=راشد Saleh=صالح
            """,
        bios: [
            "أحب المشي على ضفة النهر.", "طبيبة أطفال، وقارئة في الليل.", "القهوة أولاً.",
            "نجار، أصلح ما يُصلح.", "من الطابق الثاني، عند شجرة الليمون.", "أتعلم الألمانية كل خميس.",
            "أطبخ أكثر مما نأكل.",
        ]
    )
}
