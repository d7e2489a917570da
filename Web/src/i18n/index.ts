// SPDX-License-Identifier: Apache-2.0
/** Words, dates, numbers and failures in the reader's language. */
export type { Catalog, TextKey } from "./catalog"
export { compactText, daysText, languageStore, numberText, percentText, t } from "./current"
export * from "./dates"
export { errorText, fieldText } from "./failures"
