// SPDX-License-Identifier: Apache-2.0
// Preloaded into mocha: sends the reference suite's import of its npm packages to the stand-ins beside this file.
import { register } from "node:module";

register("./hooks.mjs", import.meta.url);
