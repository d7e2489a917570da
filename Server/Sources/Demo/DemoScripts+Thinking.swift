// SPDX-License-Identifier: Apache-2.0

extension DemoScripts {
    /// Groups that read, watch, play, plan and live next door to each other.
    static let thinking = #"""
        # film
        a: {day}: {film}. Doors at 19:30, film at 20:00 sharp, because the last tram does not wait for \#
        credits.
        b: Original with subtitles?
        a: Of course.
        c: I bring the popcorn machine if somebody else cleans it.
        d>4: I clean it. I always clean it. I like it actually.
        c: That is why we love you.
        b: Has anybody seen it before? No spoilers, just: tissues, yes or no?
        a: Tissues. #filmclub

        # film
        a: So. {film}. Thoughts?
        b: I have been thinking about the last ten minutes since I left. I walked home the long way.
        c: Too long by twenty minutes, and I would not cut one of them.
        d: I fell asleep. I was on nights! The music was lovely though.
        a: The sound design, yes! The {rain|trains|silence} in the second half.
        b>3: Which ones would you cut if you had to?
        c: The dinner. No. The letter. No. All right, none.
        a: That is what I thought. Next one is up for the vote, put yours below.

        # film
        a: Vote for next month: {film}, {film2}, or the one $b keeps asking for?
        b: It has a name!!
        c: {film2}.
        d: {film2}, and then whatever $b wants, in the summer, outdoors.
        b: I accept these terms.
        a: Then {film2} it is. I ask about the rights tomorrow.
        +1d
        a: Rights are fine, {70-110} €. The hat went round for {80-130} last time, so we are good.

        # film
        a: The projector bulb has {180-240} hours left, says the menu. The menu has lied before.
        b: A new one is how much?
        a: {140-170} €.
        c: There is money left from the summer party. @d?
        d: There is. Bring me the receipt and take an original one, not a compatible. We had that.
        a: We had that. It was a very atmospheric evening.

        # books
        a: Next: {book}. We meet on {day2} in three weeks, at mine, soup at seven.
        b: The library has {2-4} copies, I put two aside under "circle".
        c: I am reading it in {German|French|the original}, please forgive me the page numbers.
        d: Is it long?
        a>4: It is {320-480} pages, but they are kind pages.
        d: I will start at the end and work towards you.

        # books
        a: I am at page {90-180} of {book} and I have to say something or I will burst. No spoilers. Just: \#
        the aunt!!
        b: THE AUNT
        c: Wait until you know about the house.
        a: What about the house
        c: Nothing. It is a nice house.
        d: I finished last night at two. Going to be useless at work today. Worth it. ~~ I finished last \#
        night at three. Going to be useless at work today. Worth it.
        a: Do not tell me anything. See you all {day}. #bookcircle

        # books
        a: I would like to suggest something short for once. Poems? {40-60} pages, one evening.
        b: Yes please.
        c: Only if everybody reads one aloud.
        d: I read badly.
        c: All the better poems are read badly.
        a: Agreed then. I make copies for those who have none.

        # books
        a: Has anybody got my {book}? Blue cover, coffee ring, a tram ticket as a bookmark on page {60-99}.
        b: Not me.
        c: Me. I am on page {100-140}. May I finish?
        a: You may. The coffee ring is from 2009, please do not add one.
        c: …about that.

        # games
        a: {day} evening at mine, {game}? I need {3-4} people and no grudges from last time.
        b: I am coming AND I am bringing the grudge.
        c: Coming. Can we read the rules before this time?
        a: There are {24-36} pages.
        c: Can we read the first two?
        d: I read them all. I am sorry to say that we have been playing it wrong for a year.
        b: WHAT
        d: The sheep are worth less.
        b>8: Everything I have is built on sheep. #boardgames

        # games
        a: Result: $b wins {game} with {61-98} points, second $c, and I would rather not talk about it.
        b: A fair game, well played by all, especially by me 😌
        c: Three points. THREE.
        d: The dice have been spoken to.
        a: Return match {day}?
        c: I have already cleared the table.

        # games
        a: Chess: who is up for a slow one, a move a day, here in the chat? I am white. e4.
        b: c5.
        a: Of course c5. Nf3.
        +1d
        b: d6
        a: d4
        b: Takes.
        c: I am watching this with snacks.
        a>6: Takes back. See you tomorrow.
        d: I have no idea what is going on and I am fully invested.

        # house
        a: Seen this morning: {2-3} rooms, {48-74} m², {street}, {rent} € warm. Viewing {day}, first come \#
        first served.
        b: Which floor?
        a: {Third|Fourth|Fifth}, no lift, but a balcony to the yard.
        c: I can go at {5-6}, straight after work.
        b>1: The piano will not like the stairs. I like the balcony. I go.
        d: I know somebody in that house. The heating is loud but honest.
        +1d
        b: There were {30-55} people in the queue. But the landlady asked for OUR number because $c asked \#
        about the roof. So. Fingers crossed 🤞

        # house
        a: They said no. Again. "We have decided for other tenants."
        b: I am so sorry $a. Number?
        a: {9-17}. I keep a list.
        c: Come over, I have soup and a second-hand sofa that is very good at this.
        d: For what it is worth: my number was 23, and it is the flat I would have picked.
        a>4: Thank you. That helps more than you think. ❤️

        # house
        a: Can somebody look over the contract? § {7-12} sounds odd: small repairs up to {150-200} € each, \#
        no yearly cap.
        b: Without a yearly cap that clause does not hold, as far as I know. Ask them to add one, usually 8 \#
        % of the yearly rent.
        a: You are worth your weight in stamps.
        c: And take photographs of EVERYTHING on the day you get the keys. Meters too.
        b>4: This. Every scratch. With the date.
        a: Noted, noted, noted. If it happens I cook for all of you. #househunt

        # house
        a: Removal on {day}: who can carry, who can drive, who can make sandwiches?
        b: Carry, until noon.
        c: Drive. The van is free, it smells of {fish|paint|flowers}, you get used to it.
        d: Sandwiches, {24-40} of them, half without cheese.
        a: I have the best neighbours of the whole town.
        c: Wait until we have seen your boxes. "Books, heavy", "books, very heavy", "pan".

        # parents
        a: Does anybody have {rain trousers|ski boots|football boots|a car seat} in size {104-128}? Grown \#
        again overnight.
        b: Yes! On the hook outside our door, take it.
        c: And I have the next size when you are through with those. So, in a week.
        a: In a week, exactly. Thank you!!
        d: I have one left boot.
        c: We have all one left boot.

        # parents
        a: Kindergarten is closed on {day}, "team day". I can take {3-4} in the morning if somebody takes \#
        them in the afternoon.
        b: Afternoon is mine. Playground, then pancakes.
        c: I bring mine at eight, thank you so much!
        d: Mine only eats pancakes of a certain roundness at the moment. Just so you know.
        b>4: Then there will be measured pancakes. With a compass.

        # parents
        a: Football on Saturday is at {place}, not at the school. Ten o'clock, cones are with me.
        b: All forty?
        a: Thirty-nine. Somebody at the U9 has a hat.
        c: I can drive {3-4}, I have two boosters.
        d: Oranges are my turn. Or grapes? The orange thing got out of hand.
        a: Grapes. Please. The goalkeeper slipped.

        # newsletter
        a: Deadline is Thursday. What do we have?
        b: The garden, half a page, with the hedgehog.
        c: The repair café numbers, {200-300} words.
        a: And the interview with {Grace|the new bakery|the tram driver}?
        d: Transcribed {60-80} %. I will have it by {Wednesday night|Thursday noon, no later}.
        a: "No later", you said that in the chat, it is written, I have a screenshot.
        b>1: Is Thursday Thursday or is Thursday Friday morning?
        a: Thursday. Is. Thursday.

        # newsletter
        a: Cover is done: the picture of {place}. I cropped it a bit on the left. Opinions?
        b: The title is hard to read on the sky. White with a soft shadow?
        c: I moved it down by a third and made it bigger, have a look.
        a: Better!
        d: I found a typo on page {2-7}: "complimentary" should be "complementary". Or are the lights free?
        a>4: The lights are not free. Fixed. #newsletter

        # newsletter
        a: Printed: {250-320} copies. They are in the hall, please take the ones for your staircase.
        b: 14 is done, including the ground floor, who asked for two.
        c: 16 and 18 done.
        a: And the café?
        d: The café took {20-30} and wants an advertisement next time. A paid one!
        a: PAID. Did you hear that, Grace?

        # any
        a: Somebody has left a {red|striped|very long} scarf in the common room. It is warm, it is \#
        well-travelled, it is on the radiator.
        b: Mine!! I come by later 🙏
        c: I was hoping nobody would claim it.

        # any
        a: Who has a key to the {cellar|hall|bicycle room}? Mine turns but nothing happens, which is also \#
        how I feel today.
        b: I am at home, still awake, ring twice.
        a: Ringing twice!
        +20m
        a: Got it, thank you. It is the lock, not me. I tell Viktor.
        c: It is always nice to hear that it is not us.

        # any
        a: 🎂 It is $b's birthday today! Happy birthday!!
        c: Happy birthday $b!! 🎉
        d: All the best, and sleep in for once
        b: Thank you everybody ❤️ There is cake in the common room until there is no cake in the common room.
        c: Running.
        d: It is my duty to report that there is no cake in the common room.

        # any
        a: Can we move {day} to {day2}? There is {a strike on the trams|a football match|a school evening} \#
        and half of us will not make it.
        b: Fine with me.
        c: {day2} is choir for some of us.
        a: Half an hour later then?
        c: Half an hour later works.
        d: 👍
        a: Settled: {day2}, half past {6-7}. I change the calendar.

        # new
        a: New here, hello! I am $a, I moved in above the bakery {last week|on the first}. Is there a list \#
        of who does what?
        b: Welcome $a!! 👋 There is, but it is a lie. Ask Ada.
        c: Welcome! What do you like doing?
        a: I can {sew|cook for many|fix computers|play the trombone, sorry}, and I learn fast.
        b: You will be asked about that within the hour.
        d: I am asking about that now 😄

        # any
        a: Reminder from the books: {11-19} people still owe me {2-5} € for {the tent|the printing|the \#
        summer party}. I have a list and it is alphabetical.
        b: Paid just now, sorry!
        c: Am I on it?
        a: You are at the top of it.
        c: Alphabetical is a cruel order.
        +2h
        a: Down to {3-8}. You are wonderful. The others know who they are, and so do I. 🧾

        # any
        a: Does somebody have an idea why the light in the hall goes on at {3-4} in the morning?
        b: Timer. It still thinks it is last winter.
        c: I thought it was a ghost, with regular habits.
        b: I set it straight on {day}. The ghost gets a day off.

        # any
        a: Thank you all for {yesterday|last night}. I said it at the door already, but I say it here as well.
        b: It was lovely. And who made the one with the walnuts??
        c: 🙋 recipe follows
        d: Follows when? Asking as a friend, with a fork.
        c: When I have slept.
        """#
}
