// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// What a polling session holds between requests: packets for the next poll, the poll that waits, the post at work.
struct PollingSide {
    private var queue = OutgoingQueue()
    private var poll: EventLoopPromise<PollResponse>?
    private var post: EventLoopPromise<PollResponse>?

    /// Whether a poll waits for something to say.
    var isWaiting: Bool { poll != nil }

    /// Whether a body is still being worked on.
    var isPosting: Bool { post != nil }

    /// Queues a packet, or answers the waiting poll with it; false when the queue is full.
    mutating func send(_ packet: EncodedPacket, _ state: ServerState) -> Bool {
        guard queue.append(packet, limits: state.queueLimits) else { return false }
        return true
    }

    /// Whether a poll waits and there is something to say.
    var isReady: Bool { poll != nil && !queue.isEmpty }

    /// Answers the waiting poll with what is queued.
    mutating func answer(_ configuration: SocketServerConfiguration) {
        guard isReady, let poll else { return }
        self.poll = nil
        let packets = queue.drain(
            upTo: configuration.maxPollReply,
            frames: configuration.maxPacketsPerPollReply
        )
        poll.succeed(PollResponse(body: PollingPayload.encode(packets)))
    }

    /// A poll arrived. An earlier one that still waits was given up by the client: it ends with nothing.
    mutating func wait(_ promise: EventLoopPromise<PollResponse>) {
        release()
        poll = promise
    }

    /// Lets a waiting poll go with nothing to say.
    mutating func release() {
        poll?.succeed(.noop)
        poll = nil
    }

    mutating func begin(_ promise: EventLoopPromise<PollResponse>) { post = promise }

    mutating func finishPost() {
        post?.succeed(.accepted)
        post = nil
    }

    /// Takes what no poll has taken.
    mutating func drain() -> [EncodedPacket] { queue.drain() }

    /// Ends both requests.
    mutating func close(sayingGoodbye: Bool) {
        var body = PollingPayload.encode(queue.drain())
        if sayingGoodbye { body += (body.isEmpty ? [] : [0x1e]) + PollResponse.closed.body }
        poll?.succeed(body.isEmpty ? .noop : PollResponse(body: body))
        poll = nil
        post?.succeed(.accepted)
        post = nil
    }
}
