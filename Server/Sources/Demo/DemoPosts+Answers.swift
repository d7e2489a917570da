// SPDX-License-Identifier: Apache-2.0

extension DemoPosts {
    /// What people say to posts with a tag.
    static let answers: [String: [String]] = [
        "toolshed": [
            "I have one hammer. I thought it was mine.", "Put it on the list, please.",
            "Row 4. Always look in row 4.",
            "I can bring the oil on Saturday.",
        ],
        "kitchen": [
            "Save me a plate, I am late as always.", "I can bring onions. How many is all?",
            "Best one this year!",
            "I will do the dishes. Somebody write this down.",
        ],
        "running": [
            "Same time next week?", "Slow group is still a group!", "My knee says hello to your knee.",
            "Respect.",
        ],
        "bikes": [
            "Mine squeaks. I admit it.", "Is the 15 back?", "Can you look at my brakes on Wednesday?",
            "Chain measured!",
        ],
        "books": [
            "No spoilers, I am on page 40.", "I read the other half.", "May I have it after you?",
            "Which one was it?",
        ],
        "choir": [
            "I know a tenor. He is shy.", "It gave me goosebumps on the stairs.",
            "We could hear you from the bus stop!",
            "Altos forever.",
        ],
        "repaircafe": [
            "You saved my kettle in spring, it still boils.",
            "I have a radio that only plays the news. Can you fix that?",
            "Unplugged. Promise.", "See you on Saturday!",
        ],
        "garden": [
            "I have spare pots, lots.", "What do you do against the snails?", "One for me, please!",
            "So green!",
        ],
        "bees": [
            "I laughed. I am sorry.", "Is there honey left?", "Please do not encourage him.",
            "Stand three, understood.",
        ],
        "river": [
            "Count me in. Boots are packed.", "I saw the kingfisher as well!", "Nineteen tyres?!",
            "Proud of us.",
        ],
        "boardgames": [
            "I would have won with another hour.", "Rule 14.3 is a disgrace.", "I bring the crisps.",
            "Who is bringing the short one?",
        ],
        "bread": [
            "I could smell it on the third floor.", "Teach us!", "Flat bread is also bread.",
            "With butter. Lots.",
        ],
        "council": [
            "Number 98! I still hope.", "Thank you for doing this for all of us.", "One page. I will try.",
        ],
        "filmclub": [
            "I will hold the ladder, not the bulb.", "Was that the one with the train?", "Front row, left.",
        ],
        "astronomy": [
            "Cloud here, too.", "I saw it! Or a plane.", "Can the children come?",
        ],
        "house": [
            "Finally somebody says it.", "Could we talk about it on Sunday?", "My bell is also wrong.",
        ],
    ]

    /// What people say to anything.
    static let generalAnswers = [
        "❤️", "Ha!", "This made my morning.", "Yes!", "I was there, it is all true.", "Same here.", "👏👏",
        "Tell me more on Sunday.", "You are right and I do not like it.", "Genau so.", "¡Qué bueno!",
        "Bravo !",
        "すてきですね。", "أحسنت!", "I laughed out loud on the tram.", "Somebody frame this.", "Count me in.",
        "Thank you for this.", "Wait, when was that?", "My grandmother said the same.",
        "Sending this to my sister.",
        "Beautiful.", "Oh no.", "I needed that today.", "Next time call me!", "So good.",
        "We should do this again.",
        "Only you.", "Can confirm.", "I have questions.", "Da bin ich dabei.", "Me apunto.", "J'arrive !",
        "楽しみにしています。", "Saved for later.", "The best post of the week.",
    ]
}
