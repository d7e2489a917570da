// SPDX-License-Identifier: Apache-2.0
import { Link } from "../../app/navigation"
import { t } from "../../i18n"
import { api } from "../../store/session"
import { Icon } from "../../ui/Icon"
import { Screen } from "../../ui/Screen"
import { EmptyState } from "../../ui/States"
import { Context } from "../explore/Context"
import { ActivityList } from "./ActivityList"

/** What those one follows did: whom they follow, what they liked, which groups they joined. */
export function ActivityScreen() {
    return (
        <Screen
            title={t("activity.title")}
            isTop
            isFlush
            aside={<Context />}
            actions={
                <Link
                    to={{ screen: "privacy" }}
                    className="icon-button"
                    aria-label={t("activity.preferences")}
                    title={t("activity.preferences")}
                >
                    <Icon name="sliders" />
                </Link>
            }
        >
            <ActivityList
                name="circle"
                label={t("activity.title")}
                ask={(cursor) => api.activity(cursor)}
                empty={
                    <EmptyState icon="pulse" title={t("activity.empty")} hint={t("activity.emptyHint")}>
                        <Link to={{ screen: "people" }} className="button button-primary">
                            {t("feed.findPeople")}
                        </Link>
                    </EmptyState>
                }
            />
        </Screen>
    )
}
