// SPDX-License-Identifier: Apache-2.0
// Runs esbuild: the one from `npm install` when there is one, else the system's.
//
// Debian keeps JavaScript libraries in /usr/share/nodejs. esbuild finds them there through NODE_PATH
// (a node_modules symlink does not work: scheduler, which react-dom needs, stays unresolved).

import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"

export const productionFlags = [
    "--bundle",
    "--minify",
    "--target=es2021",
    "--jsx=automatic",
    "--legal-comments=none",
    "--charset=utf8",
    '--define:process.env.NODE_ENV="production"',
]

/** Runs esbuild with the given arguments in a folder; throws when it reports an error. */
export function esbuild(folder, args) {
    const local = join(folder, "node_modules/.bin/esbuild")
    execFileSync(existsSync(local) ? local : "esbuild", [...args, "--log-level=warning"], {
        cwd: folder,
        stdio: "inherit",
        env: { ...process.env, NODE_PATH: process.env.NODE_PATH ?? "/usr/share/nodejs" },
    })
}
