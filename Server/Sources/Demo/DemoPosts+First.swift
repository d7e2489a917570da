// SPDX-License-Identifier: Apache-2.0

extension DemoPosts {
    /// What the first of the fifty wrote, `username: text`, each one's oldest first.
    static let first = """
        ada: The server has a new disk and nobody noticed. That is the nicest thing anybody can say about my weekend. #server
        ada: Tool shed rule of the week: the label goes on the tool, not on the shelf. We own four hammers and no hammer. #toolshed
        ada: Sourdough starter, day 412. It has a name now and the name is none of your business. #bread
        ada: Whoever returned the hedge trimmer cleaned and oiled: I saw it, I appreciated it, I will find out who you are.
        ada: Backups are only backups once somebody restored one. Restored one. They are backups. #server
        ada: Two keys for the shed, three people who swear they have one. Come forward, no questions asked. #toolshed
        ada: Rye loaf, 78 % hydration, mostly flat, entirely eaten. @samir was polite about it. #bread
        ada: Welcome @eve! She has been here an hour and has already found a typo on the notice board.
        ada: Es regnet, der Schuppen ist dicht. Danke an alle, die am Samstag auf der Leiter standen. #toolshed
        grace: Accounts for the quarter are in the green folder. Every receipt but one. You know who you are.
        grace: Thirty-one years on the number 14 and I still wait for everybody to sit down before I move the trolley.
        grace: The kitty stands at 212.40. It would be more if people did not buy saffron. @mateo #kitchen
        grace: J'ai retrouvé mon accent en parlant avec @fatima. Il était resté sous le thé. #languages
        grace: If you leave a form at my door, sign it. If you do not sign it, do not leave it.
        grace: New seats on the 14. Blue. Nobody asked me. They should have asked me.
        grace: Reminder: the coffee fund is not a loan office. #accounts
        grace: My granddaughter explained the feed to me. I explained double-entry to her. We are even.
        mateo: Martes: lentejas. Traed hambre y un táper. #kitchen
        mateo: Ran to the river and back before work. Late for work. Worth it. #running
        mateo: Forty portions of paella for thirty people and there was nothing left to photograph. #kitchen
        mateo: Llego cinco minutos tarde. Lo digo ya para no tener que decirlo luego.
        mateo: Can somebody explain to @rosa that the kitchen is shared? I tried. I failed. I was given soup. #kitchen
        mateo: Primer 10K por debajo de 48. Las piernas no contestan. #running
        mateo: We need onions for Tuesday. Not some onions. ALL the onions. #kitchen
        mateo: Chiara's book had a recipe on page 212. I have read exactly one page of that book and it is my favourite. #books
        yuki: 今年最初のトマトが赤くなりました。 #庭
        yuki: Friday's film: a print from 1953, two reels, one splice I do not trust. Come anyway. #filmclub
        yuki: 映写機のランプを交換しました。あと二百時間は大丈夫です。 #filmclub
        yuki: The rain drummed on the roof through the whole second reel. Nobody left. #filmclub
        yuki: 雨の日の庭は静かで好きです。 #庭
        yuki: Please do not touch the bulbs with your fingers. Please. I will say it at every screening. #filmclub
        yuki: 古い映画館の椅子を二脚もらいました。どこに置きましょうか。
        yuki: Seedlings to give away: shiso, twelve pots, very small, very determined. #garden
        leila: Drew the stairwell in section. We could fit a bench on every second landing. Thinking out loud. #house
        leila: قهوة الصباح على السطح، والمدينة لم تستيقظ بعد.
        leila: Found a 1931 plan of our building in the archive. The bins have always been in the wrong place. #house
        leila: Lu en une nuit le livre que @chiara m'a prêté. Je ne rends pas, je garde. #books
        leila: A ramp of one in twelve is not a wish, it is the rule. Measured ours: one in eight. Letter follows. #house
        leila: كتاب قديم وشاي جديد. مساء الخير.
        leila: Sketching at the market. @thuy paid me in limes. Best fee this year.
        leila: If a door needs a sign that says push, the door is wrong. #design
        jonas: Mittwoch, 18 Uhr, Werkstatt. Bringt eure Räder, bevor sie quietschen. #bikes
        jonas: Eleven bikes, nine saved, two donated their organs. #bikes
        jonas: A chain costs 20. A cassette costs 60. Measure your chain. That is the whole post. #bikes
        jonas: Wer hat den 15er Maulschlüssel? Er fehlt mir wie ein Zahn. #toolshed
        jonas: Taught three kids to patch a tube today. One of them then patched mine. #bikes
        jonas: Tandem gefunden, Tandem repariert. Jetzt fehlt nur noch jemand für hinten.
        jonas: WD-40 is not a lubricant. I will keep saying it. #bikes
        jonas: Rode 90 km with @hugo, who carried cheese for 80 of them. #bikes
        priya: Robotics on Saturday: we build something that follows a line. Last time it followed the cat. #robots
        priya: Soldering iron number eleven has arrived. It is different from the others. It is. #robots
        priya: My daughter debugged the code by reading it aloud to a sock. I now own a sock.
        priya: The line follower followed the line! Then the line ended. We have learned about edge cases. #robots
        priya: Looking for dead toys with motors. We give them another life. Several, usually. #robots
        priya: Do not disturb means do not disturb. Unless it is on fire. Is it on fire? #robots
        priya: @kenji fixed in one minute what we had called impossible for two weeks. Humbling. #robots
        priya: Children's tip of the day: put the battery in last.
        tomasz: The bees are awake. So am I. Only one of us is happy about it. #bees
        tomasz: Why did the drone leave the hive? He could not bear the comb-ination. I regret nothing. #bees
        tomasz: Pierwszy miód w tym roku! Sześć słoików, jeden już pusty. #bees
        tomasz: Board games on Thursday. We start at seven with the one that takes twenty minutes, so at ten. #boardgames
        tomasz: A swarm landed on bicycle stand three. Please use stands one and two. I am on my way. #bees
        tomasz: I asked the bees for patience. They said bee-g pardon. #bees
        tomasz: Lost by one point to @diego, who read the rule I had forgotten. Out loud. Twice. #boardgames
        tomasz: Honig gegen Marmelade, faire Kurse, ab Samstag am Schuppen. #bees
        omar: الرياضيات لا تخيف، العجلة هي التي تخيف.
        omar: Sunday walk: nine o'clock, which for me is still Saturday. Bring water. #walks
        omar: Explained fractions with a pizza. The class now understands fractions and is hungry.
        omar: مشينا اليوم اثني عشر كيلومترا ولم يشتكِ أحد. تقريبا. #walks
        omar: Proof that I am awake: it is four in the morning and I am grading.
        omar: The heron was at the weir again. So were we. Mutual respect. #walks
        omar: سؤال الأسبوع: كم مرة نطوي ورقة حتى تبلغ القمر؟ الجواب أقل مما تظنون.
        omar: New route along the canal, no stairs, so that everybody can come. #walks
        ingrid: Choir tonight. We will sing in tune or we will sing loudly. #choir
        ingrid: Alto line of the new piece: eleven bars of one note, then terror. #choir
        ingrid: Kein Kaffee, keine Intonation. Das ist Physik. #choir
        ingrid: Somebody hummed our descant on the tram. We are famous on line 6. #choir
        ingrid: Two tenors. We need two tenors. We will feed them. #choir
        ingrid: @elena played the accompaniment from memory and then apologised for one chord. Nobody heard it. #choir
        ingrid: Concert on the 14th in the courtyard. If it rains, in the stairwell, where we sound better anyway. #choir
        ingrid: Heute waren wir im Ton. Ich habe Zeugen. #choir
        kwame: Half-marathon training, week three. The knee and I are in talks. #running
        kwame: Ran with @freya. She chatted. I survived. #running
        kwame: Course plate, jambes lourdes, cœur léger. #running
        kwame: New rule: no watch on Sundays. Ran twice as far or half as far, who knows. #running
        kwame: To whoever cheered from the third floor: that hill was yours. #running
        kwame: Two minutes faster than last year. The result is the plan now. #running
        kwame: My shoes have done 800 km. They asked for a day off. #running
        kwame: Slow is a pace. #running
        sofia: Luz de las ocho en el patio. Cinco minutos al día, y hay que estar. #photo
        sofia: I walked four streets in two hours and saw nothing but shadows. A good day. #photo
        sofia: Retraté a @rosa en la cocina. Se movió a propósito. Es la mejor. #photo
        sofia: Film is back from the lab: one frame of thirty-six. That one, though. #photo
        sofia: Mirad hacia arriba: en la esquina hay una cornisa con un pez. #photo
        sofia: Exhibition in the stairwell next week, one picture a landing. Thank you @leila for measuring. #photo
        sofia: Nobody is looking up. Nobody! There is a whole second city above the shops. #photo
        sofia: Se busca: alguien con un perro muy quieto, para un retrato. #photo
        hana: ピアノの置ける部屋を探しています。一階でも大丈夫です。
        hana: Saw a flat with a room for the piano and no room for me. Considered it.
        hana: 内見三十軒目。もう間取り図の夢を見ます。
        hana: Played the piano in the station. A man asked for the timetable. I gave him Satie.
        hana: Does anybody know a landlord who likes scales?
        hana: 昨日、小さなアップライトを弾かせてもらいました。いい音でした。
        hana: Flat number thirty-four: perfect. Stairs: spiral. Piano: not spiral.
        hana: I have measured the piano again. It has not shrunk.
        viktor: Repair café, third Saturday. Unplug it first. I mean it. #repaircafe
        viktor: Toaster: crumbs. Kettle: scale. Radio: love. All three work again. #repaircafe
        viktor: Запобіжник за двадцять центів врятував пральну машину. #repaircafe
        viktor: A cable that is warm is a cable that is telling you something. Listen to it.
        viktor: Fixed a lamp from 1962. The switch clicks like a good sentence. #repaircafe
        viktor: Bitte keine Mehrfachstecker in Mehrfachstecker. Bitte. #house
        viktor: @george brought a valve radio. We both forgot the time until it told us. #repaircafe
        viktor: Ampere töten, Volt erschrecken. Stecker raus.
        chiara: Book circle on Monday: we have all read half of it, happily not the same half. #books
        chiara: Ho iniziato un altro libro. Non ditelo ai tre sul comodino. #books
        chiara: If you lend me a book, write your name in it. If you do not, I will. #books
        chiara: Votes are in: next month something short. It was close. It was not close. #books
        chiara: Relu la première page cinq fois, parce qu'elle est belle, pas parce que je suis fatiguée. #books
        chiara: @nkechi says overdue. I say still reading. #books
        chiara: La mejor frase del mes estaba en una nota a pie de página. #books
        chiara: Finished one! I finished one! #books
        dmitri: Ход конём. Жду ответа до воскресенья. #chess
        dmitri: Chess by post taught me patience. Chess by chat is testing it. #chess
        dmitri: A draw offered on move nine is not an offer, it is an insult. Accepted. #chess
        dmitri: Проиграл ребёнку десяти лет. Хороший был эндшпиль. #chess
        dmitri: Three boards set up in the courtyard. Bring your own excuses. #chess
        dmitri: The bishop sees far and understands little. As do we all. #chess
        dmitri: Партия длилась четыре часа. Чай остыл, никто не заметил. #chess
        dmitri: @omar found a mate in six. I had found one in seven and was proud. #chess
        amara: Twins at dawn. Everybody well. I am going to sleep standing up.
        amara: If I do not answer: somebody is being born. If I answer at four: somebody was.
        amara: Petit matin, grand cri, tout va bien.
        amara: To the neighbour who carried my bag up to the fifth floor: she has your hair. (She does not. But thank you.)
        amara: I drank a coffee while it was hot today. Writing it down for history.
        amara: Une grand-mère m'a bénie en trois langues. Je garde les trois.
        amara: Number 600, if I have counted right, and I have not. A girl.
        amara: Day off. I watered plants. They all lived. It is a habit.
        noah: Eggshells: yes. Citrus: yes, slowly. Your ex's letters: yes, shredded. #compost
        noah: The heap is at 61 degrees. I am not crying, it is the steam. #compost
        noah: Kein Plastik in den Kompost. Auch kein "kompostierbares". Ich habe es ausgegraben. Drei Mal. #compost
        noah: Turned the heap with @zeynep's help. Her tomatoes will know. #compost
        noah: Worms to give away, friendly, hard-working, about 400 of them. #compost
        noah: A tea bag with a staple has ruined my morning. #compost
        noah: Two years from kitchen scraps to soil you could eat. Do not eat it. #compost
        noah: Wer Rasenschnitt bringt, bringt auch Pappe. Das ist der Vertrag. #compost
        """
}
