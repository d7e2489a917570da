// SPDX-License-Identifier: Apache-2.0
import HTTPServing

/// The interactive page of the API.
enum APIDocs {
    static let routes: [PlainRoute] = []
}
