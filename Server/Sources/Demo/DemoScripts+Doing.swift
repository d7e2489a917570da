// SPDX-License-Identifier: Apache-2.0

// What a script looks like is said in DemoScript.swift.

extension DemoScripts {
    /// Groups that do something with their hands.
    static let doing = #"""
        # garden
        a: {Morning|Hello} all, the {plant} bed {needs thinning|has doubled since Sunday|is looking sad}. \#
        Anybody around {day}?
        b: I can do {day} after {4-6}.
        c>1: Sad how? Yellow from the bottom or from the top?
        a: From the bottom.
        c: Then it is thirsty at night and drowned in the morning. Water less, but in the evening.
        d: I watered on both sides, that was me 🙈 sorry {plant}
        a: No harm done! @d you are hereby banned from the {morning|weekend} can.
        b: Bringing the good fork {day}. #garden

        # garden
        a: Does anybody know who borrowed the {tool}? It is not on its hook.
        b: Had it on {day}, hung it back, I swear.
        c: Second shed, behind the {pots|rain barrel|old door}.
        +40m
        a: Found it! Behind the {pots|compost sieve}, under a tarpaulin, with a hedgehog as a guard 🦔
        d: A HEDGEHOG
        b: Then the {tool} lives there now. House rules.
        a>4: He can keep the tarpaulin. I will buy another one, Grace has the petty cash.

        # garden
        a: Compost report: bin two is at {48-63} °C. That is alive. That is very alive.
        b: You say that like a proud parent.
        a: I AM a proud parent.
        c: Can I put {coffee filters|egg boxes|the leek tops} in?
        a>4: Yes, torn up. Not the {glossy|printed} ones.
        d: And the {lemons|bread}?
        a: In small amounts. Not like last {spring|autumn}. You know who you are.
        d: 🍋 I know who I am.

        # garden
        a: Seed swap on {day}! I have {plant}, two kinds, and far too much dill.
        b: I take dill. Always dill.
        c: I can bring {plant2}, saved from last year, germinated {7-9} out of 10 on the windowsill.
        d!: I have nothing but opinions
        d: I have chilli seeds after all, the small evil ones 🌶️
        a: @d bring them in a bag with a skull on it please
        b>3: Is that the one from your grandmother?
        c: The very one. She would be so pleased. #seedswap #garden

        # garden
        a: Frost warning for {tonight|tomorrow night}, minus {1-3}. Who can cover the beds before dark?
        b: I am there at five.
        c: Me too, with the old curtains.
        d: The {plant} in the cold frame too?
        a: Close the lid, put the blanket on it, say good night.
        +15h
        b: All alive this morning! Only the basil is gone.
        c: The basil knew what it was getting into.

        # repair
        a: Fair warning: next café somebody brings a {machine} that "only needs a fuse".
        b: It never only needs a fuse.
        c: {machine}? I have the service manual somewhere. Model?
        a: {Bosch|Philips|no name plate, of course|AEG, from the eighties}.
        c>3: Then it is the capacitor. It is always the capacitor.
        b: @c last time you said that it was a sock.
        c: A sock that had been a capacitor in an earlier life.
        d: I bring the meter, the good tea, and my patience. #repaircafe

        # repair
        a: Numbers from Saturday: {31-48} things brought, {22-30} fixed, {3-6} declared dead with honours, \#
        one mystery.
        b: What was the mystery?
        a: A {machine}. Works perfectly. Smells of {oranges|pool|burnt toast}. Nobody knows why.
        c: Mine does that as well.
        d: Is it yours?
        c: … it may be mine.
        a: Next time please say so BEFORE we take it apart. 😄

        # repair
        a: We are out of {heat-shrink tubing|M4 screws|solder|fuses, 6.3 A slow}. Shall I order?
        b: Yes please, and {cable ties|contact cleaner} while you are at it.
        c: Under 40 € or it has to go through Grace.
        a: {31-39} € with postage.
        c: How did you know I would say that.
        a: Experience.

        # repair
        a: Whoever left a bicycle without a saddle in the hallway: it is fixed. The saddle was in the other \#
        hallway.
        b: That was me! Thank you!! What do I owe you?
        a: A cake. Or a pump, ours is leaking.
        b: You get both.
        +2d
        a: Cake received. Pump received. The saddle is missing again.
        b: …

        # robotics
        a: The line follower follows! {Six|Nine|Eleven} laps without help, then it chose freedom.
        b: Under the radiator?
        a: Under the radiator.
        c: Did you log the sensor values? I bet the {left|right} one saturates in the sun.
        a>4: Logged. You are right. {940-1020} flat, all along the window side.
        c: Shade it with a bit of tube. Black straw, 8 mm, done.
        d: The children will want to paint the straw.
        c: The children may paint the straw. #robots

        # robotics
        a: Workshop on {day}: we have {9-14} children and {5-7} kits. Pairs then?
        b: Pairs are good, they argue and learn.
        c: I can print three more wheels sets, if somebody finds {axles|bearings}.
        d: I have a drawer. The drawer has everything.
        a: @d could the drawer come {day} at three?
        d: The drawer is free.
        b>1: Who does the safety talk? Last time nobody told them the iron is hot and they found out in \#
        science's own way.
        a: I do. With the plaster as a prop.

        # robotics
        a: firmware question: the {part} resets whenever the motor starts. Supply dip?
        b: Sounds like it. Capacitor across the motor, and its own regulator if you can.
        a: 100 µF did nothing
        c: Measured? With a scope or with hope?
        a: … hope
        c: Bring it on {day}, we look at it together. I bet on the {ground|connector|jumper wire}.
        +1d
        a: It was the {ground|connector|jumper wire}. I owe you a coffee. ~~ It was the \#
        {ground|connector|jumper wire}. I owe you two coffees, @c.
        d: Hope: 0, oscilloscope: 1

        # robotics
        a: Idea for the summer party: a robot that carries {lemonade|cake|the raffle tickets}.
        b: With a tray at which height?
        a: Child height. So 70 cm.
        c: Then the centre of gravity is a poem. Wide base, battery at the bottom.
        d: I can do a face for it! 🎨
        b: It needs a name before it needs a face.
        d: {Tray Charles|Sir Spillsalot|Waiter Scott}.
        a: We are done here. That is the name.

        # kitchen
        a: Tuesday: {dish} for {30-45}. Who chops?
        b: Me, from four.
        c: Me too if somebody else does the onions.
        a: I do the onions. I have no feelings left.
        d: Vegan pot on the side as always? I make it with {chickpeas|smoked tofu|red lentils}.
        a>5: Please! Last time it was gone before the other one.
        b: #tuesdaykitchen best day of the week

        # kitchen
        a: Does anybody have the big {pot|sieve|ladle}? The BIG one.
        b: It went to the {choir|parents' breakfast|garden} and never came home.
        c: I saw it at the {parents' breakfast|garden shed} with tulips in it.
        a: With TULIPS
        c: They looked very good in it.
        +3h
        a: It is back. It smells of spring. {dish} on Tuesday will taste of spring.

        # kitchen
        a: Recipe, because three of you asked. {dish}, for eight:\n\n• 1.5 kg of the main thing, cut \#
        small\n• 4 onions, sliced thin, no hurry\n• a head of garlic (a head, not a clove)\n• 2 tins of \#
        tomatoes, good ones\n• a spoon each of cumin and paprika, half a spoon of cinnamon\n• salt when you \#
        think it is done, lemon when it is really done\n\nOnions on low heat for half an hour. Everything \#
        else in. Two hours, lid half on. Do not stir out of boredom. It is better the next day, so make it \#
        the day before and hide it from your family.
        b: "Do not stir out of boredom" I feel seen
        c: A HEAD of garlic?
        a>3: A head.
        d: Copied, printed, stuck to the fridge. Thank you $a!
        b: Cinnamon?! ok. I trust you.

        # kitchen
        a: We have {12-20} kg of {apples|courgettes|plums|carrots} from the market, free, a bit bruised. \#
        Ideas?
        b: Chutney.
        c: Cake.
        d: Soup, then chutney, then cake.
        a: So all three. {day} from five, bring jars please! #foodsaving
        b: I have {20-34} jars and no lids.
        c: I have lids and no jars. We were made for this.

        # photo
        a: Walk on {day}: {place}, meet at the bridge at {6-8}. Theme: {reflections|doors|hands at \#
        work|things that are blue}.
        b: In.
        c: In, with the old lens.
        d: Is a phone ok?
        a>4: A phone is perfect. The best camera is the one that is not in the cupboard.
        +2d
        a: That light!! Thank you all. Please put your three best into the folder by {day2}.
        d: Only three?
        a: Three. Choosing is half of it. #photowalk

        # photo
        a: I think somebody's picture of {place} should be on the cover of the newsletter. The one with the \#
        {umbrella|dog|two bicycles}.
        b: That was mine! 😳
        c: Then say yes, quickly, before Ravi picks a spreadsheet again.
        b: Yes. Yes! With my name very small.
        a: With your name very large.

        # photo
        a: Exhibition in the stairwell: {18-26} frames, we hang on {day} evening. Who has a spirit level?
        b: Me, and the long ladder.
        c: I can write the labels. By hand or printed?
        a: By hand! Yours is the only writing in this house one can read.
        d: Please nobody lean on the third floor wall, it is freshly painted. Ask me how I know.
        b: How do you know?
        d: My coat knows.

        # music
        a: {day} we start with {song}. Please listen to bars {17-24} to {33-48} before, the altos especially.
        b: Why the altos especially 👀
        a: With love. Especially with love.
        c: I have a cough, I come and turn pages.
        d: Same. Half the tenors are down. So, one of us.
        a: Then we do the quiet pieces. It will be beautiful.

        # music
        a: The piano in the hall was tuned today. Please: no drinks on it. No plants on it. No cats on it.
        b: The cat asked me to say that it was there first.
        c: Sounds wonderful now, I tried {song}. The top f does not bite any more.
        d>1: Who paid? I put it into the books.
        a: {95-120} €, receipt is in your letter box.
        d: You are my favourite.

        # music
        a: Concert plan: {song}, {song2}, break, the round with everybody, cake. Too long?
        b: Too little cake.
        c: I would swap the first two, start with the one we can.
        a: Rude. True.
        d: I can record it if somebody holds the second microphone and does not breathe.
        b: I do not breathe for a living, I will hold it.

        # running
        a: {day} {7-9} o'clock at the weir, {8-14} km, easy. As in easy easy, not as in Freya easy.
        b: What is wrong with easy as in me
        c: Your easy has intervals in it.
        a: Who is in?
        d: In!
        c: In. From the back, as always. Nobody is left behind, that is what I am there for.
        b: In, and I bring bananas 🍌
        +1d
        d: My legs have sent a complaint in writing.

        # running
        a: New personal best on {place} today!! {51-58} minutes, I am {lying on the floor|a new \#
        person|eating everything}.
        b: 👏👏👏
        c: Congratulations!! With that knee!
        a>3: The knee has been told nothing.
        d: The knee will find out tomorrow. Stretch!

        # running
        a: Entry for the {river run|half-marathon|charity relay} closes on {day}. We are {5-7} so far, a \#
        team is 8.
        b: Put me down before I think about it.
        c: What are we called this year?
        a: Last year's name was "Slow Food".
        d: "Out of Office"
        b: "Still Running, Somehow"
        c: That one. I laughed, and then my hip hurt.
        a: Entered as Still Running, Somehow. No way back. #running
        """#
}
