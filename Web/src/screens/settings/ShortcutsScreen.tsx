// SPDX-License-Identifier: Apache-2.0
import { Fragment } from "react"
import { appShortcuts, postShortcuts } from "../../app/shortcutList"
import { setShortcutsEnabled, Shortcut, shortcutsEnabled } from "../../app/shortcuts"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { Screen } from "../../ui/Screen"
import { Switch } from "../../ui/Switch"

/** Every key that does something, and a switch for those who would press them without meaning to. */
export function ShortcutsScreen() {
    const isEnabled = useStore(shortcutsEnabled)
    return (
        <Screen title={t("shortcuts.title")}>
            <div className="card card-tight">
                <Switch
                    label={t("shortcuts.enabled")}
                    hint={t("shortcuts.enabledHint")}
                    isOn={isEnabled}
                    onChange={setShortcutsEnabled}
                />
            </div>
            <h2 className="section-title">{t("shortcuts.everywhere")}</h2>
            <Keys shortcuts={appShortcuts("")} />
            <h2 className="section-title">{t("shortcuts.inPosts")}</h2>
            <Keys shortcuts={postShortcuts} />
            <h2 className="section-title">{t("shortcuts.viewing")}</h2>
            <Keys
                shortcuts={[
                    { keys: "← →", text: "shortcuts.turnPicture" },
                    { keys: "+ -", text: "shortcuts.zoomPicture" },
                ]}
            />
            <h2 className="section-title">{t("shortcuts.writing")}</h2>
            <Keys
                shortcuts={[
                    { keys: "Ctrl+Enter", text: "shortcuts.publish" },
                    { keys: "Enter", text: "shortcuts.sendMessage" },
                ]}
            />
        </Screen>
    )
}

function Keys({ shortcuts }: { shortcuts: readonly Shortcut[] }) {
    return (
        <dl className="card card-tight keys">
            {shortcuts.map(({ keys, text }) => (
                <div key={keys} className="keys-row">
                    <dt>{t(text)}</dt>
                    <dd dir="ltr">
                        {keys.split(/ |(?<=\w)\+/).map((key, index) => (
                            <Fragment key={key}>
                                {index > 0 && <span className="keys-then">{/\w\+/.test(keys) ? "+" : " "}</span>}
                                <kbd>{key}</kbd>
                            </Fragment>
                        ))}
                    </dd>
                </div>
            ))}
        </dl>
    )
}
