// SPDX-License-Identifier: Apache-2.0
import type { HashtagTrend } from "../../api/types"
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { Icon } from "../../ui/Icon"

/** Tags that many use, the busiest first. */
export function TrendList({ trends }: { trends: readonly HashtagTrend[] }) {
    return (
        <ol className="trends">
            {trends.map(({ tag, people }) => (
                <li key={tag}>
                    <Link to={{ screen: "tag", tag }} className="trend">
                        <Icon name="hash" />
                        <span className="trend-tag">
                            <bdi>{tag}</bdi>
                        </span>
                        <span className="trend-count">{t("explore.people", { count: people })}</span>
                    </Link>
                </li>
            ))}
        </ol>
    )
}
