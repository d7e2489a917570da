// SPDX-License-Identifier: Apache-2.0
// Builds Web/dist: bundles, static files, index.html and the service worker.
//
// Bundles carry a content hash in their name, so the server may let browsers keep them for ever; index.html
// and sw.js are looked at again on each visit. The worker is built last because it must know the names of
// all the others: they are its precache list, and a hash over them is its version.

import { createHash } from "node:crypto"
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { basename, dirname, join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { checkBudget } from "./budget.mjs"
import { esbuild, productionFlags } from "./esbuild.mjs"

const web = dirname(dirname(fileURLToPath(import.meta.url)))
const dist = join(web, "dist")

/** Every file below a folder, as paths relative to it. */
function filesBelow(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name)
        return entry.isDirectory() ? filesBelow(path).map((name) => join(entry.name, name)) : [entry.name]
    })
}

/** Maps an entry file ("src/main.tsx") to the hashed file it became and to the parts that file needs at once. */
function outputsByEntry(metafile) {
    const { outputs } = JSON.parse(readFileSync(metafile, "utf8"))
    const result = {}
    for (const [file, output] of Object.entries(outputs)) {
        if (!output.entryPoint) continue
        const parts = output.imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => basename(path))
        result[output.entryPoint] = { file: basename(file), parts }
    }
    return result
}

/** Which file holds which language: "de=part-X.js ja=part-Y.js". The boot script reads it. */
function catalogNames(entries) {
    return Object.entries(entries)
        .flatMap(([source, { file }]) => {
            const language = /^src\/i18n\/([a-z]+)\/index\.ts$/.exec(source)?.[1]
            return language ? [`${language}=${file}`] : []
        })
        .join(" ")
}

function bundleApp() {
    const metafile = join(dist, "meta.json")
    esbuild(web, [
        "app=src/main.tsx",
        "--splitting",
        "--format=esm",
        "--entry-names=[name]-[hash]",
        "--chunk-names=part-[hash]",
        "--outdir=dist",
        `--metafile=${relative(web, metafile)}`,
        ...productionFlags,
    ])
    const outputs = outputsByEntry(metafile)
    rmSync(metafile)
    return outputs
}

/** By itself: a script that blocks cannot import parts that others share. */
function bundleBoot() {
    const metafile = join(dist, "meta.json")
    esbuild(web, [
        "boot=src/boot.ts",
        "--format=iife",
        "--entry-names=[name]-[hash]",
        "--outdir=dist",
        `--metafile=${relative(web, metafile)}`,
        ...productionFlags,
    ])
    const outputs = outputsByEntry(metafile)
    rmSync(metafile)
    return outputs
}

function bundleStyles() {
    const metafile = join(dist, "meta.json")
    esbuild(web, [
        "app=src/styles/app.css",
        "--bundle",
        "--minify",
        "--entry-names=[name]-[hash]",
        "--outdir=dist",
        `--metafile=${relative(web, metafile)}`,
    ])
    const outputs = outputsByEntry(metafile)
    rmSync(metafile)
    return outputs["src/styles/app.css"].file
}

function writeIndex(names) {
    const template = readFileSync(join(web, "index.html"), "utf8")
    const html = template.replace(/\{\{([^}]+)\}\}/g, (_, key) => {
        if (names[key] === undefined) throw new Error(`index.html asks for ${key}, which was not built`)
        return names[key]
    })
    writeFileSync(join(dist, "index.html"), html)
}

function buildWorker() {
    const precached = filesBelow(dist)
        .filter((name) => name !== "sw.js")
        .sort()
    const hash = createHash("sha256")
    for (const name of precached) hash.update(name).update(readFileSync(join(dist, name)))
    const version = hash.digest("hex").slice(0, 16)
    const urls = precached.map((name) => (name === "index.html" ? "/" : `/${name}`))
    esbuild(web, [
        "src/worker/sw.ts",
        "--format=iife",
        "--outfile=dist/sw.js",
        `--define:PRECACHED_URLS=${JSON.stringify(urls)}`,
        `--define:SHELL_VERSION=${JSON.stringify(version)}`,
        ...productionFlags,
    ])
    return { version, count: urls.length }
}

rmSync(dist, { recursive: true, force: true })
mkdirSync(dist, { recursive: true })
const entries = { ...bundleApp(), ...bundleBoot() }
const css = bundleStyles()
cpSync(join(web, "public"), dist, { recursive: true })
const app = entries["src/main.tsx"]
writeIndex({
    "app.js": app.file,
    "app.css": css,
    "boot.js": entries["src/boot.ts"].file,
    catalogs: catalogNames(entries),
    // The browser fetches these beside the app instead of after it.
    preloads: app.parts.map((part) => `<link rel="modulepreload" href="/${part}">`).join("\n"),
})
const worker = buildWorker()
console.log(`Web/dist: ${worker.count} files in the app shell, version ${worker.version}`)
const excess = checkBudget(dist, entries, ["src/main.tsx", "src/boot.ts"])
if (excess) {
    console.error(`Web/dist: ${excess}`)
    process.exitCode = 1
}
