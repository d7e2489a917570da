// SPDX-License-Identifier: Apache-2.0
import Core

/// Decodes a struct out of a form: files from its files, everything else from its texts.
struct FormDecoder: Decoder {
    let form: FormBody
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(FormContainer(form: form))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Self.unsupported }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Self.unsupported }

    private static var unsupported: DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "A form is a struct with named fields."))
    }
}

/// Hands over one file of a form.
struct FormFileDecoder: Decoder {
    let file: UploadedFile
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw Self.unsupported
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Self.unsupported }
    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw Self.unsupported }

    private static var unsupported: DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "Must not be a file."))
    }
}

private struct FormContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let form: FormBody
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] {
        (Array(form.texts.keys) + Array(form.files.keys)).compactMap(Key.init(stringValue:))
    }

    func contains(_ key: Key) -> Bool {
        form.texts[key.stringValue] != nil || form.files[key.stringValue] != nil
    }

    func decodeNil(forKey key: Key) -> Bool { !contains(key) }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        if let file = form.files[key.stringValue] {
            guard type == UploadedFile.self else {
                throw DecodingError.dataCorruptedError(
                    forKey: key,
                    in: self,
                    debugDescription: "Must be a text, not a file."
                )
            }
            return try T(from: FormFileDecoder(file: file))
        }
        guard let text = form.texts[key.stringValue] else {
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "No such field."))
        }
        return try T(from: TextDecoder(text: text, key: key))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw unsupported(key) }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        throw unsupported(key)
    }
    func superDecoder() throws -> any Decoder { FormDecoder(form: form) }
    func superDecoder(forKey key: Key) throws -> any Decoder { FormDecoder(form: form) }

    private func unsupported(_ key: Key) -> DecodingError {
        .dataCorruptedError(forKey: key, in: self, debugDescription: "Cannot be nested.")
    }
}
