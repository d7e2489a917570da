// SPDX-License-Identifier: Apache-2.0
import { Body, Calls, pageSizes } from "./calls"
import type { GroupRole, Operations } from "./types"

/** The calls about groups. */
export abstract class GroupCalls extends Calls {
    groups(query: Operations["GET /groups"]["query"]) {
        return this.request("GET /groups", { query: { ...query, limit: pageSizes.people } })
    }
    myGroups(cursor?: string) {
        return this.request("GET /groups/mine", { query: { limit: pageSizes.people, cursor } })
    }
    myInvitations(cursor?: string) {
        return this.request("GET /groups/invitations", { query: { limit: pageSizes.people, cursor } })
    }
    group(id: string) {
        return this.request("GET /groups/{id}", { path: { id } })
    }
    groupBySlug(slug: string) {
        return this.request("GET /groups/by-slug/{slug}", { path: { slug } })
    }
    createGroup(body: Body<"POST /groups">) {
        return this.request("POST /groups", { body })
    }
    updateGroup(id: string, body: Body<"PATCH /groups/{id}">) {
        return this.request("PATCH /groups/{id}", { path: { id }, body })
    }
    deleteGroup(id: string) {
        return this.request("DELETE /groups/{id}", { path: { id } })
    }
    openGroupChat(id: string) {
        return this.request("PUT /groups/{id}/chat", { path: { id } })
    }
    joinGroup(id: string, note?: string) {
        return this.request("PUT /groups/{id}/membership", { path: { id }, body: note ? { note } : {} })
    }
    leaveGroup(id: string) {
        return this.request("DELETE /groups/{id}/membership", { path: { id } })
    }
    showGroupInHome(id: string, showsInHome: boolean) {
        return this.request("PATCH /groups/{id}/membership", { path: { id }, body: { showsInHome } })
    }
    postsIn(id: string, cursor?: string) {
        return this.request("GET /groups/{id}/feed", { path: { id }, query: { limit: pageSizes.posts, cursor } })
    }
    pinInGroup(id: string) {
        return this.request("PUT /posts/{id}/group-pin", { path: { id } })
    }
    unpinInGroup(id: string) {
        return this.request("DELETE /posts/{id}/group-pin", { path: { id } })
    }
    groupMembers(id: string, q: string | undefined, cursor?: string) {
        const query = { q, limit: pageSizes.people, cursor }
        return this.request("GET /groups/{id}/members", { path: { id }, query })
    }
    changeGroupRole(id: string, user: string, role: GroupRole) {
        return this.request("PATCH /groups/{id}/members/{user}", { path: { id, user }, body: { role } })
    }
    removeFromGroup(id: string, user: string) {
        return this.request("DELETE /groups/{id}/members/{user}", { path: { id, user } })
    }
    groupRequests(id: string, cursor?: string) {
        return this.request("GET /groups/{id}/requests", { path: { id }, query: { limit: pageSizes.people, cursor } })
    }
    acceptGroupRequest(id: string, user: string) {
        return this.request("PUT /groups/{id}/requests/{user}", { path: { id, user } })
    }
    refuseGroupRequest(id: string, user: string) {
        return this.request("DELETE /groups/{id}/requests/{user}", { path: { id, user } })
    }
    groupBans(id: string, cursor?: string) {
        return this.request("GET /groups/{id}/bans", { path: { id }, query: { limit: pageSizes.people, cursor } })
    }
    banFromGroup(id: string, user: string, body: { reason: string; until: string | null }) {
        return this.request("PUT /groups/{id}/bans/{user}", { path: { id, user }, body })
    }
    unbanFromGroup(id: string, user: string) {
        return this.request("DELETE /groups/{id}/bans/{user}", { path: { id, user } })
    }
    groupInvitations(id: string, cursor?: string) {
        const query = { limit: pageSizes.people, cursor }
        return this.request("GET /groups/{id}/invitations", { path: { id }, query })
    }
    inviteToGroup(id: string, user: string) {
        return this.request("PUT /groups/{id}/invitations/{user}", { path: { id, user } })
    }
    withdrawInvitation(id: string, user: string) {
        return this.request("DELETE /groups/{id}/invitations/{user}", { path: { id, user } })
    }
    inviteLinks(id: string, cursor?: string) {
        const query = { limit: pageSizes.people, cursor }
        return this.request("GET /groups/{id}/invite-links", { path: { id }, query })
    }
    createInviteLink(id: string, expiresAt: string) {
        return this.request("POST /groups/{id}/invite-links", { path: { id }, body: { expiresAt } })
    }
    revokeInviteLink(id: string, link: string) {
        return this.request("DELETE /groups/{id}/invite-links/{link}", { path: { id, link } })
    }
    groupLog(id: string, cursor?: string) {
        return this.request("GET /groups/{id}/log", { path: { id }, query: { limit: pageSizes.people, cursor } })
    }
    groupByInvite(code: string) {
        return this.request("GET /group-invites/{code}", { path: { code } })
    }
    joinByInvite(code: string) {
        return this.request("PUT /group-invites/{code}/membership", { path: { code } })
    }
}
