// SPDX-License-Identifier: Apache-2.0
import Foundation
import UsersAPI

/// Somebody of the demo community.
struct DemoPerson: Sendable, Equatable {
    let username: Username
    let displayName: String
    let status: Availability
    /// What they speak besides English: `de`, `es`, `fr`, `ja`, `ar`.
    let languages: Set<String>
    let bio: String

    /// What friends call them: the first word of the name, in Latin letters as in the username if need be.
    var firstName: String {
        let first = displayName.split(separator: " ").first.map(String.init) ?? displayName
        let isLatin = first.unicodeScalars.allSatisfy { $0.value < 0x250 }
        return isLatin ? first : username.text.prefix(1).uppercased() + username.text.dropFirst()
    }

    init(
        username: Username,
        displayName: String,
        status: Availability,
        languages: Set<String>,
        bio: String
    ) {
        self.username = username
        self.displayName = displayName
        self.status = status
        self.languages = languages
        self.bio = bio
    }

    /// Reads `username | name | status | languages | bio`.
    init?(line: Substring) {
        let parts = line.split(separator: "|", maxSplits: 4, omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard parts.count == 5, let username = Username(parts[0]),
            let status = Availability(rawValue: parts[2])
        else { return nil }
        self.username = username
        displayName = parts[1]
        self.status = status
        languages = Set(parts[3].split(separator: " ").map(String.init))
        bio = parts[4]
    }
}

extension DemoPerson {
    /// The fifty, in the order they joined.
    static let all: [DemoPerson] = roster.split(separator: "\n").compactMap(DemoPerson.init(line:))

    private static let roster = """
        ada | Ada Lindqvist | ONLINE | de | Looks after this server, the tool shed key and the sourdough \
        starter. Ask me anything, I will at least know who to ask.
        grace | Grace Okonkwo | ONLINE | fr | Retired bus driver, active treasurer. If there is a receipt, \
        I want it. 🧾
        mateo | Mateo Ruiz | ONLINE | es | Cocino, corro y llego tarde. Runs the Tuesday kitchen.
        yuki | 田中 由紀 | AWAY | ja | 庭仕事と古い映画が好きです。Film club projectionist, careful with the bulbs.
        leila | Leila Haddad | ONLINE | ar fr | Architect by day. أحب القهوة والكتب القديمة.
        jonas | Jonas Weber | ONLINE | de | Schrauber in der Fahrradwerkstatt, mittwochs ab 18 Uhr. No bike \
        is beyond hope.
        priya | Priya Raghavan | DND | | Robotics workshop. Mother of two, owner of eleven soldering irons.
        tomasz | Tomasz Wiśniewski | ONLINE | de | Bees, board games, bad puns. Po polsku też!
        omar | عمر الفاروق | AWAY | ar | معلم رياضيات. Night owl; leads the Sunday walks anyway.
        ingrid | Ingrid Solheim | ONLINE | de | Choir, alto, always flat before the first coffee.
        kwame | Kwame Mensah | ONLINE | fr | Marathon at 50 was the plan. Half-marathon at 52 was the \
        result. 🏃🏿
        sofia | Sofía Herrera | ONLINE | es | Fotógrafa. Walks slowly, looks up a lot.
        hana | 鈴木 花 | ONLINE | ja | Looking for a flat with room for a piano. まだ探しています。
        viktor | Віктор Бондаренко | AWAY | de | Electrician. Repair café, third Saturday. Please unplug it \
        first.
        chiara | Chiara Bianchi | ONLINE | fr es | Reads three books at once and finishes one. Book circle \
        host.
        dmitri | Дмитрий Орлов | OFFLINE | | Chess by post, now chess by chat.
        amara | Amara Diallo | ONLINE | fr | Midwife. If I go quiet, somebody is being born.
        noah | Noah van Dijk | ONLINE | de | Compost evangelist. Yes, you can compost that. No, not that.
        fatima | فاطمة الزهراء | ONLINE | ar fr | مترجمة. Language exchange on Thursdays, tea included.
        liam | Liam Gallagher-Byrne | DND | | Not that one. Carpenter, father of twins, asleep by nine.
        meiling | 林美玲 | ONLINE | ja | Dumplings, data and dragon boats. 会说一点点德语。
        arjun | अर्जुन मेहता | ONLINE | | Weekend astronomer. The street light outside No. 14 is my enemy.
        elena | Елена Попова | AWAY | de | Pianist and piano teacher, neighbours say thank you and sorry.
        samir | Samir Benali | ONLINE | ar fr | Pastry chef. Up at three, in bed at eight. Les croissants \
        n'attendent pas.
        freya | Freya Nilsen | ONLINE | | Runs, swims in cold water, will try to talk you into both.
        diego | Diego Fernández | ONLINE | es | Profe de historia. Board games with too many rules.
        aiko | 小林 愛子 | AWAY | ja | イラストレーター。 Draws the posters you see in the stairwell.
        malik | Malik Johnson | ONLINE | | Sound engineer. I can hear your fridge from here.
        zeynep | Zeynep Yılmaz | ONLINE | de | Balkon bahçıvanı. Balcony gardener, tomato counter (31 so far).
        pavel | Pavel Novák | OFFLINE | de | Writes letters to the council so that you do not have to.
        ines | Inês Carvalho | ONLINE | es | Marine biologist stuck inland. Organises the river clean-up.
        hugo | Hugo Lefèvre | AWAY | fr | Vélo, fromage, imprimante 3D. Never in that order.
        naledi | Naledi Mokoena | ONLINE | | Law student. Reads the house rules for fun.
        kenji | 山本 健二 | ONLINE | ja | ロボットと温泉。Retired engineer, still tightens other people's screws.
        marta | Marta Kowalczyk | ONLINE | de | Nurse on nights. Borrower of ladders, lender of cake tins.
        ravi | Ravi Shankaran | DND | | Newsletter editor. Deadline is Thursday. It was always Thursday.
        salma | سلمى منصور | ONLINE | ar | طبيبة أسنان. Runs the running group from the back.
        oliver | Oliver Brandt | AWAY | de | Cellist, cook of one dish (but what a dish).
        nkechi | Nkechi Eze | ONLINE | | Librarian. Overdue is a state of mind; the fine is not.
        tariq | Tariq Aziz Khan | ONLINE | ar | Cab driver, poet, keeper of the spare keys.
        lucia | Lucía Navarro | ONLINE | es | Vet. Send me pictures of your cat, not of its symptoms.
        bjorn | Björn Árnason | OFFLINE | de | Knits. Fixes boats. Says little.
        thuy | Nguyễn Thị Thủy | ONLINE | fr | Market stall on Saturdays: herbs, limes, gossip.
        george | Γιώργος Παπαδόπουλος | AWAY | | Old radios, new grandchildren. Repair café since 2014.
        mina | 김민아 | ONLINE | ja | UX designer. I moved the button. You will get used to it.
        rosa | Rosa Jiménez | ONLINE | es | Abuela de seis. The kitchen is mine on Tuesdays, whatever Mateo \
        says.
        emeka | Emeka Obi | ONLINE | | Coaches the under-12s. Owns 40 orange cones.
        anneli | Anneli Virtanen | AWAY | | Sauna, silence, spreadsheets. Keeps the list of who has which \
        tool.
        jamila | جميلة بن يوسف | ONLINE | ar fr | Baker's daughter, software tester. It worked on your \
        machine, sure.
        eve | Eve Marlowe | ONLINE | | New in town. Still learning which bell is whose.
        """
}
