// SPDX-License-Identifier: Apache-2.0

extension DemoScripts {
    /// What stands in the two channels: one message each, in this order through the months.
    static let channels = #"""
        # announcements
        a: Welcome to our own place on the net. 👋 This server stands in the common room, behind the \#
        dictionaries. Nobody reads along, nobody sells anything. Questions, wishes, complaints: to me.

        # announcements
        a: House meeting on {day} at 19:00 in the hall. Agenda: bicycle room, summer party, who keeps \#
        opening the skylight. There will be tea.

        # announcements
        a: Minutes of the meeting are on the board. In short: 1. The bicycle room gets hooks (Jonas, Liam). \#
        2. The summer party is on. 3. The skylight was the wind. 4. The budget was accepted with one \#
        abstention, from the treasurer, who says she is biased.

        # announcements
        a: The water is off in numbers 12 to 16 on {day}, 9 to 12. Fill a kettle.

        # announcements
        a: Thank you! The spring clean took {31-44} of us four hours, filled two skips and turned up: 3 \#
        bicycles, 1 accordion, a box labelled "do not open" (we opened it: Christmas lights).

        # announcements
        a: Please welcome the new ones: $b on the second floor of 18, and a family of five with a very \#
        small dog in 14. Say hello, tell them which key sticks.

        # announcements
        a: The tool shed has a list now, on the inside of the door. Take something, write it down, bring it \#
        back, cross it out. Anneli reads it. Anneli remembers. #tools

        # announcements
        a: Books are closed for the quarter: {1180-1460} € in, {940-1120} € out, every receipt accounted \#
        for, including the one on a napkin. 🧾

        # announcements
        a: Storm warning for tonight. Please bring in balcony plants, awnings, and Noah.

        # announcements
        a: The lift in 16 is being repaired until {day}. Whoever needs something carried: write here, \#
        somebody always comes.

        # announcements
        a: The council has agreed to the zebra crossing!! Two years, four letters, one petition with \#
        {612-688} names. Thank you Pavel, and everybody who held a pen.

        # announcements
        a: Found in the hall after the concert: one left glove, one pair of reading glasses, one trombone \#
        mute. How does one leave without a mute?

        # announcements
        a: Flu jabs in the common room on {day}, 16 to 18, thanks to Salma's colleague. No appointment. \#
        Biscuits for the brave.

        # announcements
        a: Reminder: the server moves to its new machine on {day} at six in the morning. It will be away \#
        for about a minute. What you write meanwhile is sent when it is back.

        # announcements
        a: It is done, it took forty seconds. Nobody noticed except Jamila, who notices everything.

        # announcements
        a: Summer party, the plan: hall from noon, long table in the yard, everybody brings a dish and a \#
        chair. Music from six, quiet from eleven, breakfast for the survivors at ten. We need helpers for \#
        setting up (10), washing up (6) and for telling Mateo when it is enough (2). Lists are in the hall. \#
        #summerparty

        # whatson
        a: 🎬 {day}, film club: {film}. Doors 19:30. Pay what you can.

        # whatson
        a: 🌱 {day}, garden: seed swap from three. Bring bags and stories.

        # whatson
        a: 🔧 Saturday, repair café, 10 to 15. Unplug it first.

        # whatson
        a: 🏃 Sunday, running group, the weir at 8. The slow group is the big group.

        # whatson
        a: 📚 {day}, book circle at Chiara's: {book}. Soup at seven.

        # whatson
        a: 🍲 Tuesday kitchen: {dish}. Sign up on the door so that Rosa knows how many.

        # whatson
        a: 🎲 {day}, board games: {game}. Beginners very welcome, sheep optional.

        # whatson
        a: 🗣️ Thursday, language exchange with Fatima, 18:30. Deutsch, español, العربية, 日本語, français, tea.

        # whatson
        a: 📷 Photo walk on {day}: {place}. Phones allowed.

        # whatson
        a: 🎶 Open rehearsal of the choir on {day}. If you can hum, you can come. On the stand: {song}.

        # whatson
        a: 🤖 Robotics for children from 8: {day}, 15:00, {3-6} places left. Write to Priya.

        # whatson
        a: 🌌 Clear sky on {day}! Telescope on the roof of 14 from ten. Arjun shows {Saturn|the moon|Jupiter \#
        and four of its moons}.

        # whatson
        a: 🧹 River clean-up with Inês, {day} at ten. Gloves are there, wellies are not.

        # whatson
        a: 🚶 Sunday walk with Omar: {place}, {7-13} km, café at the end. Always a café at the end.
        """#
}
