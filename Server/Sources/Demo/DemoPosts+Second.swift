// SPDX-License-Identifier: Apache-2.0

extension DemoPosts {
    /// What the next of the fifty wrote.
    static let second = """
        fatima: خميسنا المقبل: أمثال من كل لغة، والشاي علينا. #languages
        fatima: A word for the day: "hiraeth". No, it does not translate. That is the point. #languages
        fatima: Traduire un silence prend plus de temps qu'une phrase. #languages
        fatima: Eleven people, six languages, one teapot. It held. #languages
        fatima: كل ترجمة قراءة، وكل قراءة ترجمة.
        fatima: @grace argued in French for twenty minutes and won. #languages
        fatima: False friends of the week: "gift" in German is poison. Label your presents. #languages
        fatima: شكرا لمن ترك النعناع على الباب.
        liam: Not that one. Still not that one.
        liam: Built a bench from the old fence. It wobbles in one corner, like me. #toolshed
        liam: The twins slept until six. I checked on them four times to see why.
        liam: Measure twice, cut once, drive to the timber yard again. #woodwork
        liam: Who borrowed the Japanese saw? No anger. Some anger. #toolshed
        liam: Dovetails! Ugly ones! But dovetails! #woodwork
        liam: In bed by nine, up at two, up at four, up at five. Coffee is a food group.
        liam: Second landing has its bench, as drawn by @leila. Sit on it. #house #woodwork
        meiling: Dumpling count for Saturday: 240. Hands wanted, at least six. #kitchen
        meiling: 今天包饺子，明天划龙舟。
        meiling: Plotted the neighbourhood's recycling by weekday. Thursday is a scandal. #data
        meiling: Dragon boat practice: we turned left as one. We wanted to go right. #dragonboat
        meiling: Ich übe Deutsch. Das Wort des Tages ist "Feierabend". Ich verstehe es sehr gut.
        meiling: A chart without a zero is a mood. #data
        meiling: 外婆的面团终于成功了。
        meiling: Third place of nine! The drum is fine, the drummer is hoarse. #dragonboat
        arjun: Clear sky at last. The street light outside No. 14 is also clear. Very. #astronomy
        arjun: Saturn tonight, if the council lets us. Telescope on the roof from ten. #astronomy
        arjun: आज रात चाँद बहुत सुंदर था। #astronomy
        arjun: Twelve people looked at the Moon through the telescope. Twelve people said the same word. #astronomy
        arjun: Wrote to the council about the lamp. @pavel improved my letter. It now frightens me too. #astronomy
        arjun: The comet is a smudge. It is OUR smudge. #astronomy
        arjun: Cloud. #astronomy
        arjun: They fitted a shade on the lamp. I have not stopped looking up since. #astronomy
        elena: Новый ученик сыграл гамму без ошибок. Мы оба удивились. #piano
        elena: Practising with the windows closed. You are welcome, third floor. #piano
        elena: Bach am Morgen, Schumann am Abend, Entschuldigung dazwischen. #piano
        elena: The C sharp in the middle sticks when it rains. So I play in D minor when it rains. #piano
        elena: Someone left flowers at the door after the wrong notes of Tuesday. Thank you? #piano
        elena: Соседи постучали в стену. В такт. #piano
        elena: Pupils' concert: nine children, one waltz, nine tempi. Lovely. #piano
        elena: @hana may use my piano on Thursday mornings, until the flat is found. #piano
        samir: Debout à trois heures, comme le beurre. #bread
        samir: Butter went up again. The croissants will be smaller or I will be poorer. Poorer it is. #bread
        samir: أول صينية خرجت قبل الفجر. الحي كله يعرف من الرائحة.
        samir: To the man who asked for a croissant without butter: I made you a roll. Be well. #bread
        samir: @ada, ton levain a du caractère. Comme sa propriétaire. #bread
        samir: Les croissants n'attendent pas, mais les brioches pardonnent. #bread
        samir: Unsold bread goes to the kitchen at six. Nothing goes in the bin. #kitchen #bread
        samir: Eight in the evening. Good night. I am not joking.
        freya: Seven degrees, two minutes, one scream. Come along! #coldwater
        freya: Intervals in the park at six. You will hate it and thank me. #running
        freya: The lake had a skin of ice. It had. #coldwater
        freya: Signed @kwame up for the relay. He knows. He knows now. #running
        freya: Hot chocolate after the swim is the swim. #coldwater
        freya: Nobody ever regretted a run. Some of you will say otherwise. Put on your shoes. #running
        freya: New faces at the swim: three. Number of them who said "never again": three. Number back today: two. #coldwater
        freya: The river has warmed to eleven. Boring. #coldwater
        diego: La partida de anoche duró cinco horas y cayó un imperio. El mío. #boardgames
        diego: Rule 14.3 exists for a reason and the reason is @tomasz. #boardgames
        diego: Hoy en clase: 1789 explicado con una cola en la panadería.
        diego: New game, 64 pages of rules, two of them blank for notes. Heaven. #boardgames
        diego: Corregir exámenes es leer fan fiction de la historia.
        diego: We played the short scenario. It was eleven o'clock when it ended. It was Friday. #boardgames
        diego: Se busca jugador número cinco, con paciencia y sin reloj. #boardgames
        diego: A pupil asked if the Romans had weekends. I have been thinking since.
        aiko: 階段の掲示板の新しいポスターを描きました。 #illustration
        aiko: Poster for the concert is up. I hid a frog in it. There is always a frog. #illustration
        aiko: 猫を描くつもりが、また蛙になりました。 #illustration
        aiko: Ink arrived. It is called "Midnight Pond". I could not have bought any other. #illustration
        aiko: Drew everybody at the kitchen on Tuesday in four lines each. @mateo moved in all four. #illustration
        aiko: 雨の音を聞きながら線を引く。いい一日。
        aiko: Zine number three is folded, all sixty of them, by hand. Take one at the shed. #illustration
        aiko: Children found the frog in nine minutes. I must hide better. #illustration
        malik: Your fridge is a B flat. Yours, second floor. It is fine. It is a nice B flat. #sound
        malik: Recorded the courtyard at five in the morning: one blackbird, one @samir. #sound
        malik: Mixed the choir. I moved nothing. They were that good. #choir #sound
        malik: If it sounds better louder, it only sounds louder. #sound
        malik: Carpets in the stairwell would take 4 dB off everybody's mornings. Just saying. #house
        malik: Somebody's smoke alarm wants a battery. It has wanted one for eleven days. I know which. #sound
        malik: Field recording of the weir, forty minutes. It is my best album. #sound
        malik: @oliver's cello in the cellar has a two second tail. Do not furnish that cellar. #sound
        zeynep: Domates sayısı: 31. Evet, balkonda. #garden
        zeynep: 32. #garden
        zeynep: Somebody asked for the secret. Compost from @noah, water in the morning, gossip at noon. #garden
        zeynep: Die Kapuzinerkresse hat das Geländer übernommen. Ich verhandle. #garden
        zeynep: Blight on two leaves. Cut, bagged, mourned. #garden
        zeynep: Saatgut-Tausch am Sonntag: bringt, was ihr habt, nehmt, was ihr braucht. #garden
        zeynep: Balkonda çay, altı komşu, tek sandalye. #garden
        zeynep: Final count for the year: 57 tomatoes and one that @thuy says is a plum. #garden
        pavel: Letter 112 to the council has been answered. The answer to letter 98 is still outstanding. #council
        pavel: The zebra crossing is coming. It took nine letters. The paint will take one hour. #council
        pavel: Dopis o kontejnerech odeslán. Přílohy: tři. #council
        pavel: If you cannot say it in one page, you do not want it, you only feel it. #council
        pavel: Der Spielplatz bekommt Schatten. Bitte einmal klatschen. #council
        pavel: Forms are not the enemy. Forms without a reference number are the enemy. #council
        pavel: Office hours on the bench, second landing, Wednesdays. Bring your paper. #council
        pavel: The lamp outside No. 14 has been shaded. File closed. @arjun may look up now. #council
        ines: River clean-up on Saturday: gloves here, boots yours. #river
        ines: Two shopping trolleys, nineteen tyres, one shoe, no crocodile. #river
        ines: O rio está mais limpo. Vi três libelinhas e um homem a sorrir. #river
        ines: Found freshwater mussels below the weir. Do you know what that means? It means I cried. #river
        ines: El agua no es transparente: está llena de vida. Casi siempre buena. #river
        ines: Counting kingfishers is a job, I tell myself, at six in the morning. One. #river
        ines: A marine biologist four hundred kilometres from the sea. The river will get there for me. #river
        ines: 84 kilos today. Last year it was 310. We are running out of rubbish. #river
        hugo: Imprimé une pièce pour le vélo, mangé du fromage, dans le mauvais ordre. #3dprinting
        hugo: The printer ran for nine hours and made spaghetti. Not the good kind. #3dprinting
        hugo: Col, cinq pour cent, Comté de dix-huit mois. #bikes
        hugo: Printed a hook for the fourth hammer. @ada, the hammer is still not there. #toolshed
        hugo: Un trou de plus dans le gruyère, un watt de moins dans les jambes. #bikes
        hugo: Spare knobs for every stove in the house, second drawer, help yourselves. #3dprinting
        hugo: @jonas: ma chaîne est mesurée. Elle était morte. Merci. #bikes
        hugo: Benchy number forty. It floats. They always say it will not. #3dprinting
        """
}
