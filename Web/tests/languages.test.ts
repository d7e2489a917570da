// SPDX-License-Identifier: Apache-2.0
import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { beforeEach, test } from "node:test"
import { ApiError } from "../src/api/errors"
import { ar } from "../src/i18n/ar"
import type { Catalog, Entry } from "../src/i18n/catalog"
import { showCatalog } from "../src/i18n/current"
import { de } from "../src/i18n/de"
import { en } from "../src/i18n/en"
import { es } from "../src/i18n/es"
import { codeTexts } from "../src/i18n/failures"
import { agoText, compactText, errorText, fieldText, numberText, t } from "../src/i18n"
import { ja } from "../src/i18n/ja"
import { chooseLanguage, directionOf, Language, languages, localeOf } from "../src/i18n/languages"

const catalogs: Record<Language, Catalog> = { en, de, es, ja, ar }

const forms = (entry: Entry): string[] => (typeof entry === "string" ? [entry] : Object.values(entry))
const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")

beforeEach(() => showCatalog("en", en))

test("every catalog has exactly the keys of English", () => {
    for (const [language, catalog] of Object.entries(catalogs)) {
        assert.deepEqual(Object.keys(catalog).sort(), Object.keys(en).sort(), language)
    }
})

test("every text has the placeholders of the English one, and only those", () => {
    for (const [language, catalog] of Object.entries(catalogs)) {
        for (const [key, english] of Object.entries(en) as [keyof typeof en, Entry][]) {
            const wanted = new Set(forms(english).flatMap(names))
            for (const form of forms(catalog[key])) {
                // "one message" may say the number in words.
                const missing = [...wanted].filter((name) => name !== "count" && !names(form).includes(name))
                const strange = names(form).filter((name) => !wanted.has(name))
                assert.deepEqual([missing, strange], [[], []], `${language} ${key}: ${form}`)
            }
            const entry: Entry = catalog[key]
            if (typeof entry === "string" || !wanted.has("count")) continue
            assert(names(entry.other).includes("count"), `${language} ${key}`)
        }
    }
})

test("plurals have no form that their language does not know, and all it uses for whole numbers", () => {
    for (const [language, catalog] of Object.entries(catalogs)) {
        const rules = new Intl.PluralRules(language)
        const used = new Set(Array.from({ length: 201 }, (_, count) => rules.select(count)))
        const known = new Set<string>(rules.resolvedOptions().pluralCategories)
        for (const [key, entry] of Object.entries(catalog) as [string, Entry][]) {
            if (typeof entry === "string") continue
            for (const form of Object.keys(entry)) assert(known.has(form), `${language} ${key}: ${form}`)
            // Nothing is shown for none, so a form for it may be left out.
            const missing = [...used].filter((form) => form !== "zero" && !(form in entry))
            assert.deepEqual(missing, [], `${language} ${key}`)
        }
    }
})

test("no text is empty, and none was left in English by mistake", () => {
    const same = /^(?:search\.messageIn|notifications\.names|groups\.name|app\.name|chats\.(?:by|title|untitled)|nav\.chats|role\.ADMIN|status\.|group\.name|auth\.email)/
    for (const [language, catalog] of Object.entries(catalogs)) {
        for (const [key, entry] of Object.entries(catalog) as [keyof typeof en, Entry][]) {
            for (const form of forms(entry)) assert.notEqual(form.trim(), "", `${language} ${key}`)
            if (language === "en" || same.test(key) || isShared(forms(entry).join())) continue
            assert.notDeepEqual(entry, en[key], `${language} ${key}`)
        }
    }
})

/** Words that two languages share. */
function isShared(text: string): boolean {
    return /^[\W\d_]*(?:\{\w+\}[\W\d_]*)*$/.test(text) || ["Feed", "Post", "Roost"].includes(text)
}

test("every text is used somewhere", () => {
    const sources = filesBelow("Web/src").filter((file) => /\.tsx?$/.test(file) && !/i18n\/[a-z]{2}\//.test(file))
    const code = sources.map((file) => readFileSync(file, "utf8")).join("\n")
    // Keys put together from a value: t(`role.${role}`).
    const prefixes = [...code.matchAll(/`([a-z][\w.]*\.)\$\{/gi)].map((match) => match[1] ?? "")
    const unused = Object.keys(en).filter(
        (key) => !code.includes(`"${key}"`) && !prefixes.some((prefix) => key.startsWith(prefix)),
    )
    assert.deepEqual(unused, [])
})

function filesBelow(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name)
        return entry.isDirectory() ? filesBelow(path) : [path]
    })
}

test("codes with words of their own are codes of the server, or of the app", () => {
    const catalogue = readFileSync("docs/generated/errors.md", "utf8")
    for (const code of Object.keys(codeTexts)) {
        assert(code.startsWith("client.") || catalogue.includes(`\`${code}\``), code)
    }
})

test("failures are told in the reader's language", () => {
    showCatalog("de", de)
    const failure = new ApiError("auth.invalid_credentials", "Raw.", 401)
    assert.equal(errorText(failure), de["error.credentials"])
    assert.equal(fieldText("username", "Must be longer."), de["problem.username"])
    assert.equal(fieldText("unheardOf", "Must be longer."), "Must be longer.")
    showCatalog("en", en)
    assert.equal(fieldText("username", "Must be longer."), "Must be longer.")
})

test("the chosen language goes before the browser's, and those before English", () => {
    assert.equal(chooseLanguage("ja", ["de-DE"]), "ja")
    assert.equal(chooseLanguage(null, ["fr", "de-AT", "en"]), "de")
    assert.equal(chooseLanguage("xx", ["fr"]), "en")
    assert.equal(chooseLanguage("constructor", []), "en")
    assert.equal(localeOf("de", ["en-GB", "de-AT"]), "de-AT")
    assert.equal(localeOf("ja", ["en-GB"]), "ja")
})

test("Arabic runs from right to left, and names keep their own direction in it", () => {
    assert.deepEqual(Object.keys(languages).map((language) => directionOf(language as Language)).filter((d) => d === "rtl"), ["rtl"])
    showCatalog("ar", ar)
    assert.equal(t("new.remove", { name: "Ada!" }), "إزالة \u2068Ada!\u2069")
})

test("numbers choose their form by the rules of the language", () => {
    showCatalog("ar", ar)
    assert.equal(t("conversation.members", { count: 2 }), "عضوان")
    assert.match(t("conversation.members", { count: 3 }), /أعضاء$/)
    assert.match(t("conversation.members", { count: 11 }), /عضوًا$/)
    showCatalog("ja", ja)
    assert.equal(t("conversation.members", { count: 1 }), "メンバー 1 人")
})

test("numbers and times are written as the language does", () => {
    const now = new Date(2026, 5, 15, 12)
    const ago = new Date(now.getTime() - 5 * 60_000).toISOString()
    showCatalog("de", de)
    assert.equal(numberText(1234.5), "1.234,5")
    assert.equal(agoText(ago, now), "vor 5 Minuten")
    showCatalog("es", es)
    assert.equal(agoText(ago, now), "hace 5 minutos")
    showCatalog("ja", ja)
    assert.equal(agoText(ago, now), "5 分前")
    assert.equal(compactText(12_000), "1.2万")
})
