// SPDX-License-Identifier: Apache-2.0

extension DemoPosts {
    /// What the last of the fifty wrote.
    static let third = """
        naledi: House rule 9 contradicts house rule 4. I have never been happier. #house
        naledi: Exam in nine days. Ask me about easements. Please. Somebody.
        naledi: The laundry room timetable is, technically, a contract. #house
        naledi: Read the small print on a biscuit tin. It was disappointing.
        naledi: Passed! Passed! I will now read nothing for a week. (I have started on the tram terms.)
        naledi: "Quiet hours" is undefined. I propose a definition. It is four pages. #house
        naledi: @pavel and I are drafting together. The council does not know what is coming. #council
        naledi: Free legal reading on Thursdays: I read it to you, you make the tea.
        kenji: 緩んだねじを三本見つけました。締めておきました。
        kenji: The lift door no longer squeaks. Nobody asked me. Nobody had to.
        kenji: 子どもたちのロボット、賢くなりました。少しだけ私より。 #robots
        kenji: Onsen towel, screwdriver, thermos. Ready for anything.
        kenji: A machine tells you what it needs. People also, but more slowly.
        kenji: 孫に設計図の読み方を教えました。逆さまでした。
        kenji: Torque wrench calibrated. You may borrow it. You may not drop it. #toolshed
        kenji: 温泉日和。
        marta: Night four of four. The vending machine and I are on first-name terms.
        marta: Whoever has my big cake tin: it is Anna's birthday on Sunday. I know you have it. #toolshed
        marta: Ladder returned. The bulb is in. There was light. #toolshed
        marta: Nachtschicht, Vollmond, alles wie immer, nur mehr.
        marta: Slept through the choir, the drill and a small parade. Ask me how.
        marta: Sernik w formie, która wróciła do domu. Częstujcie się. #kitchen
        marta: To all of you who wave at me at seven in the morning: I am going to bed, and I wave back.
        marta: Wash your hands. That is all. That is the post.
        ravi: Newsletter deadline is Thursday. It was Thursday last month, too. #newsletter
        ravi: "I will send it tonight" is my favourite genre of fiction. #newsletter
        ravi: Thirty lines about the bees, @tomasz. Thirty. Without puns. #newsletter
        ravi: Corrections: the sauna is not "optional for everyone", it is "open to everyone". We regret it. #newsletter
        ravi: The commas are where I put them.
        ravi: Issue 50 is printed. Aiko drew the cover, and yes, there is a frog. #newsletter
        ravi: Anneli sent hers on Monday. On Monday! Framed it. #newsletter
        ravi: No, the crossword is not wrong. Try with a pencil. #newsletter
        salma: مجموعة الجري: نبدأ معا ونصل معا، وأنا الأخيرة دائما. #running
        salma: From the back you see everybody's laces. Four were loose. #running
        salma: Floss. I will not say it again until tomorrow.
        salma: ركضت اليوم خمسة كيلومترات دون أن أتوقف عن الكلام. #running
        salma: The slowest minute per kilometre we have ever run, and the best jokes. #running
        salma: A patient brought me sweets. We looked at each other for a long time.
        salma: مبروك لمن ركض لأول مرة اليوم، وكان المطر معنا. #running
        salma: Nobody is left behind: that is the plan and the route. #running
        oliver: The dish is in the oven. You know the dish.
        oliver: Suite Nr. 2 im Keller. Zwei Sekunden Nachhall und eine Waschmaschine. #cello
        oliver: A string snapped in the slow movement. It chose its moment well. #cello
        oliver: Somebody asked if I can cook anything else. I can play something else.
        oliver: Quartet looking for a viola. As is everybody, always. #cello
        oliver: Heute geübt, bis der Hund von unten mitsang. #cello
        oliver: @malik recorded the cellar. I did not know I breathe that loudly. #cello
        oliver: The dish, for forty, at the courtyard concert. There were no leftovers. #kitchen
        nkechi: Eleven books came back today without a word. I forgive you. The fine does not. #books
        nkechi: Somebody used a slice of cheese as a bookmark. I have seen everything now. #books
        nkechi: New on the shelf: poems, tides, one very angry cookbook. #books
        nkechi: @chiara, that is four renewals. There is no fifth. There is a sixth, but I did not tell you. #books
        nkechi: Quiet is a service. We provide it free of charge.
        nkechi: A boy asked for "a book like the last one but again". We found it. #books
        nkechi: Story hour moved to the courtyard. The bees listened. So did @dmitri. #books
        nkechi: Found in a returned novel: a ticket for the 14, from 1998. @grace, was that you driving?
        tariq: The meter runs, the poem waits at the red light.
        tariq: Spare keys held: 23. Names written on them: 9. Trust is a box. #house
        tariq: ركب معي اليوم شاعر ولم يعرف أنني أعرف.
        tariq: Drove a cello across town. It had the better seat. @oliver walked.
        tariq: Night shift: rain, one nurse, two brides, a goldfish.
        tariq: City, you are beautiful from a standstill.
        tariq: Whoever locked themselves out on Sunday: yes, I was up. No, do not mention it. #house
        tariq: كتبت البيت الأخير في موقف السيارات.
        lucia: Fotos de gatos, por favor. Síntomas, en la consulta. #pets
        lucia: The tortoise is fine. The tortoise was asleep. The tortoise is always asleep. #pets
        lucia: Vacunas el jueves: traed correa, cartilla y paciencia. #pets
        lucia: A dog ate a whole newsletter. @ravi, it agreed with him. #pets
        lucia: Found: one grey cat, opinionated, answers to everything. #pets
        lucia: Hoy nacieron cinco. El perro de @sofia por fin se quedó quieto. #pets
        lucia: Please stop asking whether it may have "a little" chocolate. #pets
        lucia: Update: the grey cat has chosen @emeka. He was not asked. #pets
        bjorn: Sweater done.
        bjorn: Hull is dry. Paint tomorrow.
        bjorn: Wind.
        bjorn: Wolle aus. Neue bestellt.
        bjorn: Boat floats.
        bjorn: Mitten, left. Right follows.
        bjorn: Quiet day. Good.
        bjorn: Teaching two people to knit. They talk. I knit.
        thuy: Saturday: mint, coriander, limes, and what I heard about the laundry room. #market
        thuy: Rau thơm hôm nay rất tươi. Đến sớm nhé. #market
        thuy: Somebody paid in tomatoes. I know those tomatoes. @zeynep #market
        thuy: Limes are small this week. The gossip is not. #market
        thuy: Un bouquet de menthe offert à qui chante. Oliver a chanté. Deux bouquets pour qu'il arrête. #market
        thuy: Frost took the basil. We had a good year, basil and I. #market
        thuy: Phở cho cả nhà tối nay. Ai đói thì lên. #kitchen
        thuy: Stall is moving two metres to the left. This is the biggest change since 2016. #market
        george: Ένα ραδιόφωνο του 1948 μίλησε σήμερα. #repaircafe
        george: New grandchild. Frequency: loud. Reception: excellent.
        george: Capacitor, capacitor, capacitor, spider. #repaircafe
        george: Repair café number 120. I have kept the list since 2014. Kettles lead. #repaircafe
        george: Βρήκα την ίδια λυχνία που έψαχνα δύο χρόνια, στο συρτάρι μου.
        george: The set picked up Lisbon after midnight. @ines cried a little. So did the set. #repaircafe
        george: If it hums, it lives. #repaircafe
        george: My grandson asked where the screen is. I showed him the ear. #repaircafe
        mina: I moved the button. I told you I would. #design
        mina: 사용자는 항상 옳지 않지만, 항상 사용자다. #design
        mina: Watched five people use the laundry timetable. Four gave up. It is not them. #design #house
        mina: 좋은 아이콘은 설명이 필요 없다. 우리 것은 설명이 필요하다. #design
        mina: Prototype of the notice board on cardboard. @aiko added a frog. It tested well. #design
        mina: Empty states are where manners live. #design
        mina: ボタンを元に戻してほしいという手紙が三通届きました。 #design
        mina: I moved it back. Nobody noticed. That is the job. #design
        rosa: La cocina es mía los martes. Mateo puede lavar. #kitchen
        rosa: Sopa para veinte. Vinieron treinta. Agua y amor. #kitchen
        rosa: Mi nieta me enseñó a poner esto. Hola.
        rosa: Quien toque mi cuchillo bueno, que rece. #kitchen
        rosa: Croquetas: cuarenta y ocho. Quedan cero. Mateo dice que no ha sido. #kitchen
        rosa: Para la tos, miel de Tomasz. Para la pena, arroz con leche. #kitchen
        rosa: Seis nietos en casa. Silencio: ninguno. Fotos: todas.
        rosa: Sofía me hizo un retrato. Salgo guapa. Siempre salgo guapa.
        emeka: Training at five. Cones are out. All forty. Count them with me. #under12s
        emeka: Thirty-nine. Who has it? #under12s
        emeka: We lost nine to one and the one was the best goal I have ever seen. #under12s
        emeka: Rule one: boots on the right feet. Left boot, left foot. We are getting there. #under12s
        emeka: The keeper was watching a butterfly. I could not be angry. It was a good butterfly. #under12s
        emeka: A grey cat lives here now. I did not decide this. #pets
        emeka: We WON. Two one. I have no voice. Thank you, parents, butterflies, everybody. #under12s
        emeka: Cone forty has been found. It was a hat. #under12s
        anneli: Tool list updated. Eleven items out, four of them "just for the weekend" since March. #toolshed
        anneli: Sauna, Thursday, seven. Bring a towel. Do not bring topics. #sauna
        anneli: Saunan jälkeen hiljaisuus. Sitten taulukko.
        anneli: A spreadsheet with a column called "other" is a cry for help. #toolshed
        anneli: The fourth hammer has been found. It was in row 4. #toolshed
        anneli: Hiljaa hyvä tulee. #sauna
        anneli: Eighty degrees, twelve minutes, zero words. Perfect. #sauna
        anneli: Everything is back in the shed. Everything. I have taken a photograph. #toolshed
        jamila: It worked on your machine. Your machine is not the site. #testing
        jamila: خبز أبي صباحا، وأخطاؤكم مساء.
        jamila: Found a bug by leaning on the keyboard. The cat on the keyboard found two. #testing
        jamila: Steps to reproduce: one, do what people do. #testing
        jamila: Le pain lève, les tests passent. Dans cet ordre. #bread
        jamila: "It cannot happen" happened at 14:32, and again at 14:33. #testing
        jamila: صباح الخير لكل من يكتب رسائل خطأ مفهومة. #testing
        jamila: Zero open bugs. I do not trust it. #testing
        eve: Hello! I have the flat with the green door and, apparently, the wrong bell.
        eve: Third bell from the top. Not second. Sorry, second.
        eve: Went to the kitchen on Tuesday and came home with soup, a key and an opinion about onions. #kitchen
        eve: Does everybody here repair something? I own a screwdriver. One. #repaircafe
        eve: The bench on the second landing is my favourite place in the building already.
        eve: I swam. I screamed. I am told that is the correct order. #coldwater
        eve: Found the frog on the poster! Eleven minutes. Is that good?
        eve: Forty days here, and today somebody asked ME which bell is whose. I knew.
        """
}
