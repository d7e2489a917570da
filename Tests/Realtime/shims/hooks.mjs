// SPDX-License-Identifier: Apache-2.0
const standIn = new URL("./node-imports.mjs", import.meta.url).href;

export async function resolve(specifier, context, next) {
  if (specifier === "./node-imports.js") {
    return { url: standIn, shortCircuit: true };
  }
  return next(specifier, context);
}
