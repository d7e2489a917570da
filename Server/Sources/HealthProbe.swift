// SPDX-License-Identifier: Apache-2.0
import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Asks a server once.
enum HealthProbe {
    /// The status and body of a GET; nil when nobody answers within five seconds.
    static func get(_ address: String) -> (status: Int, body: String)? {
        guard let url = URL(string: address) else { return nil }
        let answer = Answer()
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = 5
        let task = URLSession(configuration: configuration).dataTask(with: url) { data, response, _ in
            answer.set((response as? HTTPURLResponse)?.statusCode, data)
        }
        task.resume()
        return answer.wait(seconds: 6)
    }
}

/// Carries the answer from URLSession's queue.
///
/// `@unchecked`: the variables are written before the semaphore is signalled and read after it was waited for.
private final class Answer: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var status: Int?
    private var body = ""

    func set(_ status: Int?, _ data: Data?) {
        self.status = status
        body = String(decoding: data ?? Data(), as: UTF8.self)
        done.signal()
    }

    func wait(seconds: Double) -> (status: Int, body: String)? {
        guard done.wait(timeout: .now() + seconds) == .success, let status else { return nil }
        return (status, body)
    }
}
