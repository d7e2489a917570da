// SPDX-License-Identifier: Apache-2.0
import Database

/// Our error, under a name that GRDB does not use.
typealias StorageError = DatabaseError
