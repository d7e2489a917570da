// SPDX-License-Identifier: Apache-2.0
/** The little that navigation needs of a browser. To be imported before what needs it. */
Object.assign(globalThis, {
    location: { pathname: "/", search: "", origin: "http://localhost" },
    history: { state: null },
    addEventListener: () => undefined,
})

export {}
