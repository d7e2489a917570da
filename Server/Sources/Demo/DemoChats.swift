// SPDX-License-Identifier: Apache-2.0

/// The groups and channels of the demo community.
struct DemoGroup: Sendable {
    let name: String
    let description: String
    /// Which scripts are played here.
    let topic: String
    let isChannel: Bool
    /// The owner first, then those who run it, then the others.
    let members: [String]
    /// How many of the members after the owner run it too.
    let admins: Int
    /// How many conversations there are.
    let conversations: Int

    init(
        _ name: String,
        _ description: String,
        topic: String,
        isChannel: Bool = false,
        admins: Int = 1,
        conversations: Int = 12,
        _ members: String
    ) {
        self.name = name
        self.description = description
        self.topic = topic
        self.isChannel = isChannel
        self.admins = admins
        self.conversations = conversations
        self.members = members.split(separator: " ").map(String.init)
    }

    static let all: [DemoGroup] = [
        DemoGroup(
            "Announcements",
            "What everybody in the house should know. Few messages, all of them short. Well, most.",
            topic: "announcements",
            isChannel: true,
            admins: 2,
            conversations: 16,
            "ada grace pavel"
        ),
        DemoGroup(
            "What's on",
            "Dates of all groups, the day before.",
            topic: "whatson",
            isChannel: true,
            admins: 2,
            conversations: 42,
            "ravi chiara mateo"
        ),
        DemoGroup(
            "Community garden 🌱",
            "Beds, bees and the hedgehog. Watering plan: inside of the shed door.",
            topic: "garden",
            conversations: 14,
            "noah zeynep ada yuki omar thuy elena bjorn grace eve lucia tomasz"
        ),
        DemoGroup(
            "Film club",
            "Every other Friday. Films we have not seen, or have not understood.",
            topic: "film",
            "yuki malik diego leila hana arjun chiara ada george marta"
        ),
        DemoGroup(
            "Robotics workshop 🤖",
            "Children build, grown-ups sweep up. Saturdays, room under the stairs.",
            topic: "robotics",
            "priya kenji hugo mina jamila arjun emeka ada aiko"
        ),
        DemoGroup(
            "House search 🔑",
            "Flats we have heard of, for those who need one.",
            topic: "house",
            admins: 2,
            "hana naledi leila eve tariq ada liam amara"
        ),
        DemoGroup(
            "Sunday runners",
            "Slow, slower, Freya.",
            topic: "running",
            "salma kwame freya mateo emeka amara ada eve ines"
        ),
        DemoGroup(
            "Repair café 🔧",
            "Third Saturday of the month. Please unplug it first.",
            topic: "repair",
            "george viktor jonas bjorn anneli liam ada hugo grace"
        ),
        DemoGroup(
            "Book circle",
            "One book in three weeks, one soup each time.",
            topic: "books",
            "chiara nkechi dmitri naledi leila ingrid ada samir"
        ),
        DemoGroup(
            "Sprachtandem · تبادل لغوي · 言語交換",
            "Thursdays 18:30. Everybody teaches, everybody learns.",
            topic: "lang",
            admins: 2,
            conversations: 10,
            "fatima ingrid mateo yuki omar leila jonas sofia kenji chiara salma hana meiling ada diego aiko"
        ),
        DemoGroup(
            "Tuesday kitchen",
            "We cook for forty. Sometimes sixty come.",
            topic: "kitchen",
            "rosa mateo samir meiling marta thuy jamila ada sofia kwame"
        ),
        DemoGroup(
            "Board games 🎲",
            "No grudges. Some grudges.",
            topic: "games",
            "diego tomasz dmitri jonas mina meiling arjun jamila"
        ),
        DemoGroup(
            "Choir",
            "Wednesdays at half past seven, in the hall.",
            topic: "music",
            "ingrid oliver elena malik marta grace tomasz nkechi fatima"
        ),
        DemoGroup(
            "Parents",
            "Left boots, team days, oranges.",
            topic: "parents",
            "liam priya amara emeka lucia naledi hugo kwame"
        ),
        DemoGroup(
            "Photo walks 📷",
            "Once a month, somewhere. A phone is enough.",
            topic: "photo",
            "sofia yuki aiko arjun ines leila mina viktor"
        ),
        DemoGroup(
            "Newsletter team",
            "Deadline is Thursday.",
            topic: "newsletter",
            "ravi aiko nkechi ada pavel mina sofia"
        ),
    ]

    /// Pairs who write to each other; besides these everybody has two friends that the generator picks.
    static let pairs: [(String, String)] = [
        ("ada", "grace"), ("ada", "jonas"), ("ada", "yuki"), ("ada", "mateo"), ("ada", "leila"),
        ("ada", "pavel"),
        ("ada", "eve"), ("ada", "zeynep"), ("ada", "hana"), ("ada", "tomasz"), ("grace", "amara"),
        ("mateo", "sofia"), ("yuki", "kenji"), ("leila", "fatima"), ("omar", "salma"), ("diego", "lucia"),
        ("hana", "aiko"), ("samir", "jamila"), ("chiara", "hugo"), ("jonas", "viktor"), ("rosa", "mateo"),
        ("eve", "naledi"), ("tariq", "omar"), ("oliver", "elena"), ("meiling", "yuki"),
    ]
}
