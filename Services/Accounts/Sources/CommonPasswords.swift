// SPDX-License-Identifier: Apache-2.0

/// The passwords of ten characters and more that leaks show most often, and patterns as bad.
enum CommonPasswords {
    /// Whether guessing would find the password at once.
    static func contains(_ password: String) -> Bool {
        let lowered = password.lowercased()
        if list.contains(lowered) || Set(lowered).count < 4 { return true }
        // The same short piece over and over: abcabcabcabc.
        return (1...4).contains { length in
            lowered.count % length == 0
                && lowered == String(repeating: String(lowered.prefix(length)), count: lowered.count / length)
        }
    }

    private static let list: Set<String> = Set(
        """
        1234567890 0123456789 0987654321 9876543210 12345678910 123456789a 123456789q 1234567891 123456789123
        123123123123 1234512345 1234554321 12341234 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc q1w2e3r4t5
        q1w2e3r4t5y6 qwertyuiop qwerty1234 qwerty12345 qwerty123456 qwertyuiop123 qwertyqwerty qwerty7777 qazwsxedc123
        qwe123qwe123 asdfghjkl1 asdfghjkl; asdfasdfasdf zxcvbnm123 zaq12wsxcde3 zaq1zaq1zaq1 password10 password12
        password123 password1234 password12345 password123456 password!1 passw0rd12 passw0rd123 p@ssw0rd123 p@ssword123
        passwordpassword mypassword mypassword1 newpassword changeme123 letmein123 letmein1234 welcome123 welcome1234
        welcome2024 welcome2025 welcome2026 iloveyou12 iloveyou123 iloveyou1234 iloveyou2 iloveyouso iloveyoubaby
        administrator admin12345 admin123456 adminadmin admin1234567 administrator1 superadmin root123456 toor123456
        football123 football12 baseball123 basketball basketball1 liverpool1 liverpool123 manchester chelsea123
        arsenal123 barcelona1 realmadrid1 princess123 princess12 sunshine123 sunshine12 superman123 batman12345
        spiderman1 spiderman123 starwars123 pokemon1234 pokemon123 minecraft1 minecraft123 fortnite123 master1234
        dragon1234 monkey1234 shadow1234 michael123 jennifer123 jessica123 charlie123 jordan1234 ashley1234 daniel1234
        andrew1234 killer1234 hunter1234 computer123 computer12 internet123 samsung123 google1234 facebook123 facebook1
        linkedin123 myspace123 whatsapp123 instagram1 instagram123 secret1234 secret12345 trustno1trustno1 whatever123
        blink182blink182 abcdefghij abcdefghijk abcdefghijkl abc1234567 abcd123456 abcd1234567 abcde12345 a123456789
        a1234567890 aa12345678 aa123456789 asd1234567 asdf123456 asdfgh1234 test123456 testtest123 testtesttest
        test1234567 guest12345 user123456 demo123456 letmeinletmein mustang123 corvette123 summer2024 summer2025
        summer2026 winter2024 winter2025 winter2026 spring2025 spring2026 autumn2025 autumn2026 december25 january2025
        monday1234 friday1234 qwertzuiop qwertz1234 azertyuiop azerty1234 passwort123 passwort1234 hallo12345
        motdepasse motdepasse1 contrasena1 contraseña1 11111111111 1111111111 0000000000 00000000000 1212121212
        1231231231 5555555555 6666666666 7777777777 8888888888 9999999999 1122334455 1029384756 147258369a
        147258369147 159357159357 741852963a 963852741a
        """.split(whereSeparator: \.isWhitespace).map(String.init)
    )
}
