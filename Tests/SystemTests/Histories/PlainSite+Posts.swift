// SPDX-License-Identifier: Apache-2.0
import NotificationsAPI
import PostsAPI

extension PlainSite {
    // MARK: Posts

    /// Whom a text names that can be reached, and in a group may read it.
    private func named(_ step: PlainStep, in group: Int?) -> Int? {
        guard let person = step.mention, reaches(step.by, person), !hiddenOnes.contains(person),
            group.map({ groups[$0].reads(person) }) ?? true
        else { return nil }
        return person
    }

    mutating func publish(_ step: PlainStep) -> Bool {
        if let group = step.group {
            guard groups[group].members.contains(step.by) else { return false }
        }
        let mention = named(step, in: step.group)
        posts[step.number] = PlainPost(
            author: step.by,
            group: step.group,
            visibility: step.group == nil ? step.visibility : .group,
            word: step.word,
            isTagged: step.isTagged,
            mention: mention
        )
        acts.append(Act(post: step.number, actor: step.by, isRepost: false))
        if let mention { beginMention(.post(step.number), of: step.by, to: mention, on: step.number) }
        return true
    }

    private mutating func beginMention(_ thing: Thing, of actor: Int, to user: Int, on post: Int) {
        begin(.mention, thing, of: actor, to: user, together: thing, post: post)
    }

    mutating func edit(_ step: PlainStep) -> Bool {
        guard var post = posts[step.post], sees(step.by, post), post.author == step.by else { return false }
        let (former, mention) = (post.mention, named(step, in: post.group))
        (post.word, post.isTagged, post.mention) = (step.word, step.isTagged, mention)
        if post.group == nil { post.visibility = step.visibility }
        posts[step.post] = post
        if let former, former != mention {
            end(.mention, .post(step.post), of: step.by, to: former)
        }
        if let mention { beginMention(.post(step.post), of: step.by, to: mention, on: step.post) }
        return true
    }

    mutating func delete(_ id: Int, by person: Int) -> Bool {
        guard let post = posts[id] else { return false }
        guard post.author == person || sees(person, post) && moderates(person, post) else { return false }
        posts[id] = nil
        comments = comments.filter { $0.value.post != id }
        acts.removeAll { $0.post == id }
        deeds = deeds.filter { $0.value.post != id }
        return true
    }

    private func moderates(_ person: Int, _ post: PlainPost) -> Bool {
        post.group.map { groups[$0].moderates(person) } ?? false
    }

    mutating func like(_ id: Int, by person: Int) -> Bool {
        guard let post = posts[id], sees(person, post), takesPart(person, in: post) else { return false }
        posts[id]?.likes.insert(person)
        begin(.like, .post(id), of: person, to: post.author, together: .post(id), post: id)
        return true
    }

    mutating func unlike(_ id: Int, by person: Int) -> Bool {
        guard let post = posts[id], sees(person, post) else { return false }
        posts[id]?.likes.remove(person)
        end(.like, .post(id), of: person, to: post.author)
        return true
    }

    mutating func repost(_ id: Int, by person: Int) -> Bool {
        guard let post = posts[id], sees(person, post), post.visibility == .everyone,
            person == post.author || !privateOnes.contains(post.author)
        else { return false }
        guard posts[id]?.reposts.insert(person).inserted == true else { return true }
        acts.append(Act(post: id, actor: person, isRepost: true))
        begin(.repost, .post(id), of: person, to: post.author, together: .post(id), post: id)
        return true
    }

    mutating func unrepost(_ id: Int, by person: Int) -> Bool {
        guard let post = posts[id], sees(person, post) else { return false }
        takeBackRepost(of: id, by: person)
        return true
    }

    mutating func takeBackRepost(of id: Int, by person: Int) {
        guard let post = posts[id], posts[id]?.reposts.remove(person) != nil else { return }
        acts.removeAll { $0 == Act(post: id, actor: person, isRepost: true) }
        end(.repost, .post(id), of: person, to: post.author)
    }

    // MARK: Comments

    mutating func comment(_ step: PlainStep) -> Bool {
        guard let post = posts[step.post], sees(step.by, post), takesPart(step.by, in: post) else {
            return false
        }
        if let parent = step.comment {
            guard let answered = comments[parent], answered.post == step.post, !answered.isDeleted,
                reaches(step.by, answered.author)
            else { return false }
        }
        comments[step.number] = PlainComment(
            post: step.post,
            author: step.by,
            parent: step.comment,
            word: step.word,
            mention: named(step, in: post.group)
        )
        concern(step.number)
        return true
    }

    mutating func editComment(_ step: PlainStep) -> Bool {
        guard let id = step.comment, let (comment, post) = visible(id, to: step.by),
            comment.author == step.by
        else { return false }
        let mention = named(step, in: post.group)
        comments[id]?.word = step.word
        comments[id]?.mention = mention
        concern(id)
        return true
    }

    /// Tells everybody whom a comment concerns, each once: an answer is more than a mention, that more than a comment.
    private mutating func concern(_ id: Int) {
        guard let comment = comments[id], let post = posts[comment.post] else { return }
        var concerned: [Int: (NotificationKind, Thing)] = [post.author: (.comment, .post(comment.post))]
        if let mention = comment.mention { concerned[mention] = (.mention, .comment(id)) }
        if let parent = comment.parent, let answered = comments[parent] {
            concerned[answered.author] = (.reply, .comment(parent))
        }
        let kinds: Set<NotificationKind> = [.comment, .reply, .mention]
        deeds = deeds.filter { deed, _ in
            guard deed.source == .comment(id), kinds.contains(deed.kind) else { return true }
            return concerned[deed.user]?.0 == deed.kind
        }
        for (user, (kind, together)) in concerned {
            begin(
                kind,
                .comment(id),
                of: comment.author,
                to: user,
                together: together,
                post: comment.post
            )
        }
    }

    mutating func deleteComment(_ step: PlainStep) -> Bool {
        guard let id = step.comment, let (comment, post) = visible(id, to: step.by),
            comment.author == step.by || post.author == step.by || moderates(step.by, post)
        else { return false }
        if answers(to: id) > 0 { comments[id]?.isDeleted = true } else { comments[id] = nil }
        endAll(of: .comment(id))
        return true
    }

    mutating func likeComment(_ step: PlainStep) -> Bool {
        guard let id = step.comment, let (comment, post) = visible(id, to: step.by),
            takesPart(step.by, in: post)
        else { return false }
        comments[id]?.likes.insert(step.by)
        begin(
            .like,
            .comment(id),
            of: step.by,
            to: comment.author,
            together: .comment(id),
            post: comment.post
        )
        return true
    }

    mutating func unlikeComment(_ step: PlainStep) -> Bool {
        guard let id = step.comment, let (comment, _) = visible(id, to: step.by) else { return false }
        comments[id]?.likes.remove(step.by)
        end(.like, .comment(id), of: step.by, to: comment.author)
        return true
    }

    /// How many comments a post has, whoever sees them.
    func commentCount(of post: Int) -> Int { comments.values.count { $0.post == post && !$0.isDeleted } }
}
