// SPDX-License-Identifier: Apache-2.0

/// The words that go into the gaps of scripts.
enum DemoWords {
    static let all: [String: [String]] = [
        "day": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        "plant": [
            "chard", "rhubarb", "tomatoes", "broad beans", "sorrel", "strawberries", "lovage", "kohlrabi",
            "sweet peas", "pumpkins", "fennel", "lettuce", "currants", "leeks",
        ],
        "tool": [
            "wheelbarrow", "long ladder", "hedge trimmer", "drill", "spade", "pressure washer",
            "sanding machine",
            "hand cart", "jigsaw", "fruit picker",
        ],
        "machine": [
            "toaster", "record player", "sewing machine", "vacuum cleaner", "kettle", "hair dryer",
            "cassette deck",
            "bread maker", "desk lamp", "food mixer", "radio alarm clock",
        ],
        "part": ["motor driver", "microcontroller", "display", "radio module", "servo board"],
        "dish": [
            "maafe", "lentil dal", "pozole", "moussaka", "borscht", "shakshuka", "jollof rice", "feijoada",
            "mushroom goulash", "ratatouille", "bean chili", "harira", "pierogi", "vegetable curry",
        ],
        "film": [
            "Tokyo Story", "Paris, Texas", "The Gleaners and I", "Bicycle Thieves", "Certified Copy",
            "Playtime",
            "Close-Up", "Toni Erdmann", "In the Mood for Love", "Timbuktu", "Local Hero", "Cléo from 5 to 7",
            "Yi Yi", "Wadjda",
        ],
        "book": [
            "Pachinko", "The Master and Margarita", "Beloved", "Stoner", "Season of Migration to the North",
            "The Summer Book", "Americanah", "Kairos", "The House of the Spirits", "Austerlitz",
            "Convenience Store Woman",
            "The Wall", "Piranesi",
        ],
        "game": [
            "Agricola", "Ticket to Ride", "Azul", "Terraforming Mars", "Wingspan", "Carcassonne", "Brass",
            "Concordia",
            "Root", "The Crew",
        ],
        "song": [
            "the Fauré", "“Hallelujah”", "the Arvo Pärt", "“Bella ciao”", "the Bach chorale", "“Shenandoah”",
            "the Rheinberger", "“Senzeni Na”", "the Monteverdi", "“La Llorona”",
        ],
        "place": [
            "the old harbour", "the botanical garden", "the weir", "Lindenplatz", "the gasworks",
            "the canal path",
            "the north meadows", "the allotments", "the railway bridge", "the castle hill", "the fish market",
        ],
        "street": [
            "Lindenstraße", "Mühlgasse", "Hafenweg", "Rosa-Parks-Straße", "Am Wehr", "Gerbergasse",
            "Ulmenallee",
            "Kanalstraße",
        ],
        "rent": ["640", "715", "780", "835", "890", "960", "1,040"],
    ]
}
