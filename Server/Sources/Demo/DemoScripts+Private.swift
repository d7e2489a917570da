// SPDX-License-Identifier: Apache-2.0

extension DemoScripts {
    /// Between two people, in a language that both of them speak.
    static let `private` = #"""
        # two
        a: Are you home? I locked myself out, with the {soup on|cat inside|wrong shoes on}.
        b: Five minutes! Do not let the {soup|cat|shoes} hear that you are worried.
        a: You are an angel.
        b: I am an angel with your spare key and opinions about your lock.

        # two
        a: How did it go {today|with the doctor|with the interview}?
        b: Better than I thought! I tell you over coffee, not in writing.
        a: {Tomorrow|After work|On Saturday}, four o'clock, at the corner?
        b: Yes. You pay, I talk.
        a: As nature intended ☕

        # two
        a: Could I borrow your {tool} over the weekend?
        b: Of course. It pulls to the left a bit, you have to be kind to it.
        a: We have that in common.
        +3d
        a: Back in your hallway, cleaned and oiled. Thank you!
        b: Cleaned?! It will not know what happened to it.

        # two
        a: Did you see what happened in {place}? They have taken the benches away.
        b: For the works, says Pavel. They come back in {spring|two weeks|a month}.
        a: I will believe it when I sit on it.

        # two
        a: I have two tickets for {film} on {day}. Come with me?
        b: Yes!! What time?
        a: Eight. Dumplings before?
        b: You had me at two tickets, but now you have all of me.
        a: 🥟🥟

        # two
        a: Have you finished {book}?
        b: Nearly. Do not say anything.
        a: I only say: page {200-290}.
        b: I am at page {190-199}!!
        a: I only say good luck then.
        +1d
        b: PAGE. {200-290}.
        a: I know.
        b: I needed a walk.

        # two
        a: The package for you is with me, it was too big for your box. Feels like {a lamp|books|something \#
        alive}.
        b: It is {a lamp|a very flat bicycle|yarn, a great deal of it}. I pick it up after seven, is that \#
        alright?
        a: Anytime. I hear it humming.
        b: It should not hum.

        # two
        a: I cannot make it on {day}, I am so sorry. Work.
        b: No worries at all. Everything alright?
        a: Tired. But alright.
        b: There is a pot of {dish} outside your door. Do not argue.
        a: I was not going to argue. ❤️

        # two
        a: Quick question, do you still have the number of the {plumber|chimney sweep|good dentist}?
        b: Yes, wait
        b: 0151 555 01{10-99}. Say hello from me, then he comes a week earlier.
        a: Is that how it works?
        b: That is how everything works.

        # two
        a: Are you going to {place} on Sunday?
        b: If it is dry. If it rains I am going to my sofa.
        a: May I come to either?
        b: The sofa takes reservations.

        # two
        a: I wrote the text for the newsletter, could you read it before I send it?
        b: Send it over.
        a: "When I came to this street {9-14} years ago I knew nobody, and I had a plan to stay for six \#
        months. The first person who spoke to me was a man on the stairs who wanted to know if I could hold \#
        a cupboard. I could. I have been holding things for people here ever since, and they for me: \#
        ladders, babies, keys, my hand, once, for a whole night in a hospital corridor. I do not know a \#
        better word for it than neighbours. I tried to find one, for this page. There is none."
        b: …
        b: Do not change a word.
        a: Not too much?
        b: Not a word, I said. I have something in my eye.

        # two
        a: You were {wonderful|so good|brave} on {day}, I wanted to tell you and then you were gone.
        b: I had to run for the tram. Thank you, that means a lot.
        a: Next time I run with you.

        # two
        a: Do you know anything about {boilers|taxes|bicycles|washing machines}?
        b: I know who does. What is it doing?
        a: It says E{10-29} and looks at me.
        b: Off, count to thirty, on again.
        a: It says E{10-29} and looks at me, but politely now.
        b: Then call Viktor. Politely.

        # two
        a: The {little fern|lemon tree|basil} you gave me has a new leaf!!!
        b: 🌿 I knew you two would get on.
        a: I sang to it.
        b: I know. I live below you.

        # two
        a: Could you feed {the cat|the fish|Mr Pickles} from {Thursday|Friday|Wednesday} to Sunday?
        b: With pleasure. Same portions as last time?
        a: A bit less, says Lucía. We do not speak of the scales.
        b: My lips are sealed. So is the tin.
        +2d
        b: All is well here. We watched {film} together. One of us slept on my face.

        # two
        a: I have been thinking about what you said.
        b: Which of it?
        a: That I should just ask.
        b: And?
        a: I asked. The answer was yes!!
        b: I KNEW IT. Come over. Now. Bring the whole story.

        # two
        a: What was the name of that place with the {noodles|good bread|blue door}?
        b: "{Lotos|Zum Anker|Petite Faim|Saffron}", on {street}. Closed today, I think.
        a: Of course it is.
        b: It always is when one is hungry.

        # two
        a: Did I leave my {umbrella|glasses|phone charger} at yours?
        b: On the piano, next to the last three things you left.
        a: I am building a second household at yours, slowly.
        b: I noticed when the slippers came.

        # two
        a: Are we still on for tomorrow?
        b!: Ah no, I forgot
        b: Yes of course! {Nine|Ten|Half past nine}?
        a: You forgot.
        b: I remembered, which is stronger.

        # two
        a: I am at the market, do you need anything?
        b: Limes, if Thủy has some. And {coriander|mint|a small melon}.
        a: How many limes is some?
        b: {6-12}.
        a: Got them. She says hello and that you owe her a story.

        # two
        a: I only wanted to say that {yesterday|Sunday|the other evening} was a good day
        b: It was. Let us have more of them. 🌻

        # two
        a: I sent the form to the council today, with photographs, a plan, and a polite last sentence.
        b: How polite?
        a: "We look forward to your answer with confidence."
        b: Ouch. They will answer within the week.
        +6d
        a: They answered.
        b: 😎

        # two
        a: Do you have {20|thirty|ten} minutes for me {today|tomorrow}? It is about the {budget|key \#
        list|programme for the summer}.
        b: After {3-6}. Shall I bring the folder?
        a: Bring the folder. And biscuits, it is that kind of folder.
        +5h
        b: That went well. I have put our notes in order and changed the total, it was off by {7-28} €.
        a: In our favour?
        b: In our favour.

        # two.de
        a: Hast du am {Freitag|Samstag|Mittwoch} Zeit? Ich bräuchte jemanden, der beim {Schrank|Regal|Sofa} \#
        mit anfasst.
        b: Klar. Welcher Stock?
        a: Vierter. Ohne Aufzug. Dafür mit Kuchen.
        b: Du weißt, wie man mich kriegt. 16 Uhr?
        a: Perfekt, danke dir!

        # two.de
        a: Das Hinterrad eiert wieder. Kann ich Mittwoch vorbeikommen?
        b: Komm gegen sechs, dann ist der Montageständer frei.
        a: Bringst du mir das Zentrieren bei? Ich will es endlich selbst können.
        b: Gern. Geduld und Kreide, mehr braucht man nicht.
        +2d
        a: Läuft wie neu. Und ich bin drei Zentimeter größer vor Stolz.

        # two.de
        a: Weißt du, ob am Feiertag die Probe stattfindet?
        b: Fällt aus. Stattdessen Spaziergang am Fluss, wer mag.
        a: Ich mag! Thermoskanne bringe ich mit.
        b: Und ich die Lebkuchen vom letzten Jahr. Die werden nicht schlecht. Glaube ich.

        # two.de
        a: Übrigens: Der Paketbote hat bei mir etwas für dich abgegeben. Größe: Gürteltier.
        b: Das ist der neue Wasserkocher! Ich hole ihn nachher.
        a: Er darf gern zum Kaffee bleiben. Du auch.

        # two.es
        a: ¿Vienes el {martes|jueves|sábado} a la cocina? Falta gente para pelar patatas.
        b: Voy, pero llego a las {cinco|seis}. ¿Cuántos somos?
        a: Unos cuarenta. Rosa ya está mandando.
        b: Entonces todo va a salir bien. 😂
        a: Trae el cuchillo bueno, el otro ya no corta ni el agua.

        # two.es
        a: ¡Vi tus fotos del puente! Son una maravilla.
        b: ¡Gracias! La luz duró tres minutos, tuve mucha suerte.
        a: Eso no es suerte, es madrugar.
        b: También. Hoy duermo hasta mañana.

        # two.es
        a: ¿Me puedes revisar un texto en inglés? Es corto, para la vecina del segundo.
        b: Claro, mándamelo.
        a: «Dear neighbour, your music is very nice but it is also very here.»
        b: No cambies nada. Es perfecto. 😄

        # two.fr
        a: Tu passes ce soir ? J'ai fait trop de {soupe|gratin|tarte}.
        b: On ne fait jamais trop de {soupe|gratin|tarte}. J'arrive à huit heures.
        a: Amène du pain, s'il t'en reste.
        b: Il en reste toujours pour toi.

        # two.fr
        a: J'ai relu ta traduction, c'est très beau. Juste une virgule à la page {2-9}.
        b: Laquelle ?
        a: Celle qui manque.
        b: Ah. Celle-là, je la cherche depuis mardi !

        # two.ja
        a: {明日|土曜日|日曜日}、空いてる?一緒に散歩に行かない?
        b: いいね!何時にする?
        a: 10時に川のところで。
        b: 了解です。おにぎりを持って行くね 🍙
        a: やった、楽しみ!

        # two.ja
        a: この前の写真、送ってくれてありがとう。
        b: どういたしまして。あの夕焼け、本当にきれいだったね。
        a: うん。ポスターに使ってもいい?
        b: もちろん。名前は小さくお願いします(笑)

        # two.ja
        a: おはようございます。ロボット教室の部品、届きましたか?
        b: はい、昨日届きました。モーターが{3-6}個、センサーが{8-12}個。
        a: よかった。では{金曜|木曜}に組み立てましょう。
        b: お茶を用意しておきます 🍵

        # two.ar
        a: السلام عليكم، هل أنت في البيت مساءً؟
        b: وعليكم السلام، نعم، بعد السابعة. تفضّل!
        a: عندي كتاب لك، وحلوى من أمّي.
        b: أهلاً بك وبالكتاب، وأهلاً أكثر بالحلوى 😄

        # two.ar
        a: كيف كان الدرس اليوم؟
        b: جميل جداً، حضر {9-14} أشخاص، وتعلّموا كلمة جديدة: «جيران».
        a: أحلى كلمة. شكراً على تعبك.
        b: لا شكر على واجب ❤️

        # two.ar
        a: صباح الخير! هل نمشي يوم الأحد كالعادة؟
        b: صباح النور، إن شاء الله. الساعة التاسعة عند الجسر.
        a: سأحضر القهوة ☕
        b: وأنا سأحضر الشمس.

        # lang b=de c=es d=ja a=ar
        a: Thursday's theme: words for {weather|family|food|being late}. Bring one that does not translate.
        b: „Feierabend“.
        c: «sobremesa» – when you stay at the table talking, long after the food is gone.
        d: 木漏れ日 – the light through the leaves of the trees.
        a: «طرب» – what music does to you when it is very good.
        b>4: That one has a word?!
        d: It has a word, and a sound.
        c: Ya quiero que sea jueves. #tandem

        # lang b=de d=es
        a: Kann mir jemand erklären, warum es „das Mädchen“ heißt?
        b: Wegen -chen. Verkleinerungen sind immer sächlich.
        a: Das ist keine Erklärung, das ist eine Ausrede.
        c: Welcome to German 😄
        d: En español tampoco es mejor: «el agua», pero «las aguas».
        a>5: Sprachen sind Menschen. Man muss sie nicht verstehen, man muss sie mögen.

        # lang
        a: Small challenge: say good morning in the language you are learning, no dictionary!
        b: おはようございます!
        c: صباح الخير 🌞
        d: Guten Morgen ~~ Guten Morgen! Es regnet, aber ich bin froh.
        a: ¡Buenos días a todos!
        b: すごい!全部わかった(ほとんど)
        c: Bonjour, et bravo à tous. Surtout à $d.

        # lang a=ar b=de
        a: هل يمكن لأحد أن يساعدني في رسالة إلى البلدية بالألمانية؟
        b: Natürlich, schick sie mir! Oder wir machen es am Donnerstag zusammen.
        a: شكراً جزيلاً! الخميس أفضل، وسأحضر الشاي.
        c: Can I listen in? I understand about every fourth word and I love it.
        b: Komm dazu. Jedes vierte Wort ist ein guter Anfang.

        # lang
        a: 今日の会話の先生は誰ですか?
        b: 私です!テーマは「市場で買い物」。
        c: I have prepared three sentences and they are all about tomatoes 🍅
        b: 完璧です。トマトをください!
        c: 大きいトマトを二つください。
        a: 上手!
        """#
}
