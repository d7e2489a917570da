// SPDX-License-Identifier: Apache-2.0
import { FormEvent, useId, useState } from "react"
import type { Poll, Post } from "../../api/types"
import { agoText, errorText, numberText, percentText, t } from "../../i18n"
import { isMe } from "../../store/account"
import { vote } from "../../store/postActions"
import { Button } from "../../ui/Button"
import { Icon } from "../../ui/Icon"
import { showToast } from "../../ui/toastStore"

interface PollViewProps {
    post: Post
    poll: Poll
}

/** A question with answers: to vote, and then to see how others did. */
export function PollView({ post, poll }: PollViewProps) {
    const isOpen = !poll.hasEnded && poll.myVotes.length === 0 && !isMe(post.author)
    return (
        <div className="poll">
            {isOpen ? <Ballot post={post} poll={poll} /> : <Results poll={poll} />}
            <p className="poll-foot">
                {poll.voterCount !== null && `${t("poll.voters", { count: poll.voterCount })} · `}
                {poll.hasEnded ? t("poll.ended") : t("poll.ends", { time: agoText(poll.endsAt) })}
            </p>
        </div>
    )
}

function Ballot({ post, poll }: PollViewProps) {
    const name = useId()
    const [chosen, setChosen] = useState<readonly number[]>([])
    const [isBusy, setBusy] = useState(false)
    const choose = (index: number) => {
        if (!poll.isMultiple) return setChosen([index])
        setChosen(chosen.includes(index) ? chosen.filter((other) => other !== index) : [...chosen, index])
    }
    const submit = async (event: FormEvent) => {
        event.preventDefault()
        if (chosen.length === 0 || isBusy) return
        setBusy(true)
        try {
            await vote(post, [...chosen])
        } catch (error) {
            showToast({ tone: "error", text: errorText(error) })
            setBusy(false)
        }
    }
    return (
        <form onSubmit={(event) => void submit(event)}>
            <fieldset className="poll-options">
                <legend className="visually-hidden">{t(poll.isMultiple ? "poll.chooseSome" : "poll.chooseOne")}</legend>
                {poll.options.map((option, index) => (
                    <label key={index} className="poll-choice">
                        <input
                            type={poll.isMultiple ? "checkbox" : "radio"}
                            name={name}
                            checked={chosen.includes(index)}
                            onChange={() => choose(index)}
                        />
                        <span dir="auto">{option.text}</span>
                    </label>
                ))}
            </fieldset>
            <Button type="submit" isSmall isBusy={isBusy} aria-disabled={chosen.length === 0 || isBusy}>
                {t("poll.vote")}
            </Button>
        </form>
    )
}

function Results({ poll }: { poll: Poll }) {
    const voters = poll.voterCount ?? 0
    return (
        <ul className="poll-options">
            {poll.options.map((option, index) => {
                const share = voters === 0 ? 0 : (option.votes ?? 0) / voters
                const isMine = poll.myVotes.includes(index)
                return (
                    <li key={index} className={isMine ? "poll-result poll-result-mine" : "poll-result"}>
                        <progress className="poll-bar" max={1} value={share} aria-hidden="true" />
                        <span className="poll-text" dir="auto">
                            {option.text}
                            {isMine && (
                                <span role="img" aria-label={t("poll.yours")} title={t("poll.yours")}>
                                    <Icon name="check" className="icon-small" />
                                </span>
                            )}
                        </span>
                        <span className="poll-share" title={numberText(option.votes ?? 0)}>
                            {option.votes === null ? "" : percentText(share)}
                        </span>
                    </li>
                )
            })}
        </ul>
    )
}
