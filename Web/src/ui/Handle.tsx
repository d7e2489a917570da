// SPDX-License-Identifier: Apache-2.0
/** Someone's @username. It is Latin, so it runs from left to right in every language. */
export function Handle({ user }: { user: { username: string } }) {
    return <bdi dir="ltr">@{user.username}</bdi>
}
