// SPDX-License-Identifier: Apache-2.0

extension DemoPosts {
    /// What the neighbours write, by language: gaps as in scripts, words at the same place in lists of equal length
    /// belong together.
    static let daily: [String: [String]] = [
        "en": [
            "{Tomatoes|Beans|Leeks|Pumpkins|Radishes}: {3-40} so far, and the snails counted with me. #garden",
            "Walked {4-19} km along the river. {Two herons|One heron|No heron|A kingfisher} and a lot of mud. #walks",
            "Does anybody have a spare {pram wheel|door handle|kettle lid|lamp shade|bicycle bell}? Asking for a project.",
            "Page {20-400} of the thickest book I own. {Nobody has died|Somebody has died|Everybody is related} so far. #books",
            "The {7|9|12|14} was {3-25} minutes late and the driver waved. I forgive everything. #tram",
            "Bread today, {60-82} % water, {12-30} hours in the fridge. Ears like that again, please. #bread",
            "Ran {3-18} km. {Slowly|Very slowly|Almost fast|Downhill mostly}. #running",
            "Cooked {lentils|dumplings|a curry|pancakes|soup} for {4-20}. There is {nothing|one plate|half a pot} left. #kitchen",
            "Found a {glove|scarf|key|hat} at stop {2-30}. It is on the fence now, waiting for you.",
            "The light at {6|7|8} this morning was {pink|gold|grey, but a good grey}. #photo",
            "Repaired a {toaster|radio|lamp|zip|chair} with {two screws|patience|the wrong tool|tape}. It works. I am as surprised as you. #repaircafe",
            "Lost at {chess|cards|dominoes|ludo} to an eight-year-old, {2-9} times. #boardgames",
            "New shelf, {2-9} screws left over. It stands. #diy",
            "Choir tonight. I know {two thirds|most|all but one line} of it. #choir",
            "It has rained for {2-9} days. The {garden|cellar|cat} has opinions. #weather",
            "Sky so clear that I counted {3-9} moons of Jupiter. There were four. #astronomy",
        ],
        "de": [
            "{Tomaten|Bohnen|Lauch|Kürbisse|Radieschen}: bisher {3-40}. Die Schnecken zählen mit. #garten",
            "{4-19} km am Fluss entlang. {Zwei Reiher|Ein Reiher|Kein Reiher|Ein Eisvogel} und viel Matsch. #wandern",
            "Hat jemand {ein Kinderwagenrad|eine Türklinke|einen Kesseldeckel|einen Lampenschirm|eine Fahrradklingel} übrig?",
            "Seite {20-400} im dicksten Buch, das ich habe. {Noch lebt jeder|Einer ist tot|Alle sind verwandt}. #bücher",
            "Die Linie {7|9|12|14} kam {3-25} Minuten zu spät, und der Fahrer hat gewinkt. #bahn",
            "Brot heute: {60-82} % Wasser, {12-30} Stunden im Kühlschrank. #brot",
            "{3-18} km gelaufen. {Langsam|Sehr langsam|Fast schnell|Meist bergab}. #laufen",
            "Für {4-20} Leute {Linsen|Maultaschen|Curry|Pfannkuchen|Suppe} gekocht. Übrig: {nichts|ein Teller|ein halber Topf}. #küche",
            "An Haltestelle {2-30} lag {ein Handschuh|ein Schal|ein Schlüssel|ein Hut}. Hängt jetzt am Zaun.",
            "{Toaster|Radio|Lampe|Reißverschluss|Stuhl} repariert, mit {zwei Schrauben|Geduld|falschem Werkzeug|Klebeband}. Läuft. #repaircafé",
            "Beim {Schach|Kartenspiel|Domino|Mensch-ärgere-dich} {2-9}-mal gegen eine Achtjährige verloren. #spieleabend",
            "Neues Regal, {2-9} Schrauben übrig. Steht. #werkstatt",
            "Seit {2-9} Tagen Regen. {Der Garten|Der Keller|Die Katze} ist {begeistert|nass|beleidigt}. #wetter",
            "Chorprobe: {zwei Drittel|das meiste|alles bis auf eine Zeile} sitzt. #chor",
        ],
        "ja": [
            "{トマト|いんげん|ねぎ|かぼちゃ|大根}が{3-40}個とれました。 #庭",
            "川沿いを{4-19}キロ歩きました。{さぎが二羽|さぎが一羽|さぎはいない|かわせみがいた}。 #散歩",
            "{自転車のベル|ランプのかさ|やかんのふた|ドアの取っ手|車輪}、余っている方いませんか。",
            "いちばん厚い本の{20-400}ページ目。{まだ誰も死んでいない|一人死んだ|全員親戚だった}。 #読書",
            "{7|9|12|14}番の電車が{3-25}分遅れましたが、運転士さんが手を振ってくれました。 #電車",
            "今日のパン。水分{60-82}パーセント、冷蔵庫で{12-30}時間。 #パン",
            "{3-18}キロ走りました。{ゆっくり|とてもゆっくり|少し速く|ほとんど下り坂}。 #ランニング",
            "{4-20}人分の{レンズ豆|餃子|カレー|パンケーキ|味噌汁}を作りました。残りは{なし|一皿|半分}。 #料理",
            "停留所で{手袋|マフラー|鍵|帽子}を拾いました。フェンスに掛けてあります。",
            "朝{6|7|8}時の光が{桃色|金色|きれいな灰色}でした。 #写真",
            "{トースター|ラジオ|ランプ|椅子}を{ねじ二本|根気|違う道具|テープ}で直しました。動きます。 #修理",
            "雨が{2-9}日続いています。{庭|地下室|猫}は{喜んで|湿って|怒って}います。 #天気",
            "{将棋|トランプ|ドミノ|すごろく}で八歳の子に{2-9}回負けました。 #ゲーム",
        ],
        "es": [
            "{Tomates|Judías|Puerros|Calabazas|Rábanos}: van {3-40}, y los caracoles también cuentan. #huerto",
            "{4-19} km junto al río. {Dos garzas|Una garza|Ninguna garza|Un martín pescador} y mucho barro. #paseos",
            "¿A alguien le sobra {una rueda|un tirador|una tapa|una pantalla de lámpara|un timbre de bici}?",
            "Página {20-400} del libro más gordo que tengo. {Siguen todos vivos|Ha muerto uno|Son todos primos}. #libros",
            "El {7|9|12|14} llegó {3-25} minutos tarde y el conductor saludó. Perdonado. #tranvía",
            "Pan de hoy: {60-82} % de agua, {12-30} horas de nevera. #pan",
            "{3-18} km corriendo. {Despacio|Muy despacio|Casi rápido|Cuesta abajo}. #correr",
            "{Lentejas|Empanadillas|Curry|Tortitas|Sopa} para {4-20}. Queda {nada|un plato|media olla}. #cocina",
            "Hay {un guante|una bufanda|una llave|un sombrero} en la parada {2-30}. Está en la valla.",
            "He arreglado {la tostadora|la radio|la lámpara|la cremallera|la silla} con {dos tornillos|paciencia|cinta|fe}. #reparar",
            "He perdido {2-9} veces al {ajedrez|mus|dominó|parchís} contra una niña de ocho años. #juegos",
            "{2-9} días de lluvia. {El huerto|El sótano|El gato} {lo celebra|lo nota|protesta}. #tiempo",
            "Ensayo del coro: me sé {dos tercios|casi todo|todo menos un verso}. #coro",
        ],
        "ar": [
            "{الطماطم|الفاصوليا|الكراث|القرع|الفجل}: {3-40} حتى الآن. #حديقة",
            "مشيت {4-19} كيلومتراً على ضفة النهر. {رأيت طائرين|رأيت طائراً|لم أر طيوراً|كان الجو جميلاً}. #مشي",
            "هل عند أحدكم {عجلة|مقبض باب|غطاء إبريق|مصباح|جرس دراجة} لا يحتاجه؟",
            "الصفحة {20-400} من أسمك كتاب عندي. {الجميع أحياء|مات واحد|كلهم أقارب}. #كتب",
            "تأخر الترام {7|9|12|14} مقدار {3-25} دقيقة ولوّح السائق بيده. سامحته. #ترام",
            "خبز اليوم: {60-82} بالمئة ماء، و{12-30} ساعة في الثلاجة. #خبز",
            "ركضت {3-18} كيلومترات. {ببطء|ببطء شديد|بسرعة تقريباً|نزولاً}. #ركض",
            "طبخت {عدساً|كبة|كاري|فطائر|شوربة} لعدد {4-20}. بقي {لا شيء|صحن واحد|نصف القدر}. #مطبخ",
            "وجدت {قفازاً|وشاحاً|مفتاحاً|قبعة} عند المحطة {2-30}. معلق على السور.",
            "أصلحت {المحمصة|الراديو|المصباح|الكرسي} بواسطة {برغيين|الصبر|الشريط|الحظ}. #إصلاح",
            "خسرت في {الشطرنج|الورق|الدومينو|الطاولة} أمام طفلة {2-9} مرات. #ألعاب",
            "تمطر منذ {2-9} أيام. {الحديقة سعيدة|القبو مبلل|القطة غاضبة}. #طقس",
        ],
    ]

    /// What they say to each other, by language.
    static let replies: [String: [String]] = [
        "en": [
            "Lovely.", "Where was that?", "Save some for me!", "I know that feeling.", "Same here.", "Ha!",
        ],
        "de": ["Schön!", "Wo war das?", "Heb mir was auf!", "Kenne ich.", "Hier auch.", "Ha!"],
        "ja": ["いいですね。", "どこですか。", "少し残しておいてください!", "わかります。", "こちらもです。", "笑"],
        "es": ["¡Qué bonito!", "¿Dónde era?", "¡Guárdame un poco!", "Te entiendo.", "Aquí igual.", "¡Ja!"],
        "ar": ["جميل!", "أين كان هذا؟", "اترك لي قليلاً!", "أفهمك.", "وهنا أيضاً.", "ههه"],
    ]

    /// What they ask each other, by language: the question, then the answers, divided by `|`.
    static let questions: [String: [String]] = [
        "en": [
            "Which day for the river clean-up? #river|Saturday|Sunday|Any evening",
            "Soup or salad on Tuesday? #kitchen|Soup|Salad|Both, obviously",
            "Best bench in the park?|By the pond|Under the oak|The broken one|All of them",
        ],
        "de": [
            "Wann passt euch der Frühjahrsputz? #haus|Samstag|Sonntag|Gar nicht",
            "Was soll ins neue Beet? #garten|Erdbeeren|Rhabarber|Blumen|Ein Stuhl",
        ],
        "ja": [
            "次の映画会は何曜日がいいですか。 #映画|金曜日|土曜日|日曜日",
            "お茶とコーヒー、どちら派ですか。|お茶|コーヒー|どちらも",
        ],
        "es": [
            "¿Qué hacemos el martes? #cocina|Lentejas|Paella|Sorpresa",
            "¿Playa o río este verano?|Playa|Río|Sofá",
        ],
        "ar": ["متى نلتقي للمشي؟ #مشي|الجمعة|السبت|الأحد", "شاي أم قهوة؟|شاي|قهوة|كلاهما"],
    ]
}
