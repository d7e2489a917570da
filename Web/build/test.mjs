// SPDX-License-Identifier: Apache-2.0
// Bundles Web/tests/*.test.ts for Node and runs them with its own test runner.

import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { esbuild } from "./esbuild.mjs"

const web = dirname(dirname(fileURLToPath(import.meta.url)))
const tests = readdirSync(join(web, "tests")).filter((name) => name.endsWith(".test.ts"))
const folder = mkdtempSync(join(tmpdir(), "roost-web-tests-"))

try {
    esbuild(web, [
        ...tests.map((name) => `tests/${name}`),
        "--bundle",
        "--platform=node",
        "--format=esm",
        "--target=node18",
        "--jsx=automatic",
        "--sourcemap=inline",
        "--out-extension:.js=.mjs",
        `--outdir=${folder}`,
    ])
    const files = tests.map((name) => join(folder, name.replace(/\.ts$/, ".mjs")))
    const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", ...process.argv.slice(2), ...files], {
        stdio: "inherit",
    })
    process.exitCode = run.status ?? 1
} finally {
    rmSync(folder, { recursive: true, force: true })
}
