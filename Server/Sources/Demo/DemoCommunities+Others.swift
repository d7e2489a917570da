// SPDX-License-Identifier: Apache-2.0
import GroupsAPI

extension DemoCommunity {
    /// The other half of the groups.
    static let others: [DemoCommunity] = [
        DemoCommunity(
            "house-choir",
            "House choir",
            .closed,
            "Four voices, sometimes five. We rehearse on Mondays; ask to join and say what you sing.",
            rules: ["Come ten minutes early.", "Pencils, never pens, in the scores."],
            team: "ingrid elena",
            members: "grace amara naledi oliver anneli george priya tariq",
            posts: """
                ingrid: Concert in six weeks. Altos, we need to talk about bar 32.
                elena: Practice tracks are in the usual place. Slow ones too, you are welcome.
                george: Bass section of one reporting for duty.
                naledi: The hall is ours until nine and not a minute longer. I have read the contract.
                oliver: I can bring the cello on Monday. It is not a voice, but it hums.
                amara: Cannot come tonight, somebody is being born. Sing the third verse for me.
                ingrid: That was the first time bar 32 sounded like bar 32. Thank you all.
                """
        ),
        DemoCommunity(
            "running-at-six",
            "Running at six",
            .open,
            "Six in the morning, river path, every pace. Nobody is left behind; Salma sees to that.",
            rules: ["Lights from October to March.", "The slowest decides when we turn."],
            team: "kwame freya salma",
            members: "mateo emeka ines hugo sofia diego eve jonas priya",
            posts: """
                kwame: 8 km, eleven people, one dog that joined us and left again.
                freya: Water is 9 degrees. Who is in afterwards? It is not a question.
                salma: From the back I see everything. Tie your laces, Mateo.
                emeka: The under-12s want to race us. I have accepted on your behalf.
                mateo: Primera vez por debajo de cinco el kilómetro. Luego, siesta.
                ines: Bring a bag on Sunday, we pick up what the river left.
                """
        ),
        DemoCommunity(
            "board-games",
            "Board games with too many rules",
            .closed,
            "Thursdays, kitchen table. We read the rules aloud, all of them.",
            rules: ["No phones during turns.", "The rule book is right, also when it is wrong."],
            team: "diego tomasz",
            members: "dmitri arjun liam marta kenji mina hugo",
            posts: """
                diego: New one arrived. 64 pages of rules, and a second book with corrections.
                tomasz: I won. I would like that to be written down somewhere.
                dmitri: We should play chess. Two pages of rules.
                mina: I made a summary card. It is also a poster.
                arjun: Can we end by eleven? Saturn rises at half past.
                """
        ),
        DemoCommunity(
            "spare-keys",
            "Spare keys",
            .hidden,
            "Who has whose key. Not for the notice board.",
            rules: [
                "Nothing leaves this group.", "Bring a key back when you are asked, not when you find it.",
            ],
            team: "tariq ada",
            members: "grace pavel marta anneli",
            posts: """
                tariq: List as of today: 14 keys, 12 labels. Two of you owe me a label.
                anneli: Updated the spreadsheet. It is shared with nobody but us.
                ada: The shed key has a twin now. It hangs where the other one does not.
                marta: On nights until Friday. Whoever needs my ladder: Pavel has the key.
                """
        ),
        DemoCommunity(
            "night-owls",
            "Night owls",
            .hidden,
            "For those who are up when nobody should be. Bakers, nurses, astronomers.",
            team: "samir marta arjun",
            members: "omar amara tariq liam",
            posts: """
                samir: Three o'clock. Ovens on. The first croissant is always mine.
                arjun: Clear until four. Come to the roof, bring a blanket and no torch.
                marta: Quiet ward tonight. I have said it now, so it will not be.
                omar: هل أنتم مستيقظون أيضاً؟
                liam: Both twins asleep. I do not know what to do with my hands.
                """
        ),
    ]
}
