// SPDX-License-Identifier: Apache-2.0
import { useState } from "react"
import type { Group, GroupKind } from "../../api/types"
import { goBack, navigate } from "../../app/navigation"
import { t } from "../../i18n"
import { useStore } from "../../store/createStore"
import { changeGroup, groupsStore, loadGroup, putGroup } from "../../store/groups"
import { api } from "../../store/session"
import { slugFrom } from "../../text/slugs"
import { Button } from "../../ui/Button"
import { Choice } from "../../ui/Choice"
import { Field, TextArea } from "../../ui/Field"
import { Form } from "../../ui/Form"
import { Screen } from "../../ui/Screen"
import { ErrorState, SkeletonRows } from "../../ui/States"
import { Switch } from "../../ui/Switch"
import { showToast } from "../../ui/toastStore"
import { useAsync } from "../../ui/useAsync"
import { kindIcons } from "./GroupRow"

const kinds: readonly GroupKind[] = ["PUBLIC", "PRIVATE", "HIDDEN"]
const lengths = { name: 80, slug: 50, description: 2000, rules: 20 * 301 }

/** Founds a group or, with a name in addresses, changes one. */
export function GroupFormScreen({ slug }: { slug: string | null }) {
    return (
        <Screen title={t(slug === null ? "groups.create" : "groups.edit")}>
            {slug === null ? <GroupForm group={null} /> : <LoadedForm slug={slug} />}
        </Screen>
    )
}

function LoadedForm({ slug }: { slug: string }) {
    const [loaded, retry] = useAsync(() => loadGroup(slug), [slug])
    const group = useStore(groupsStore, (groups) => groups[slug])
    if (group) return <GroupForm group={group} />
    if (loaded.state === "failed") {
        return <ErrorState title={t("groups.groupFailed")} error={loaded.error} onRetry={retry} />
    }
    return <SkeletonRows count={4} />
}

function GroupForm({ group }: { group: Group | null }) {
    const [name, setName] = useState(group?.name ?? "")
    const [slug, setSlug] = useState(group?.slug ?? "")
    const [isOwnSlug, setOwnSlug] = useState(group !== null)
    const [description, setDescription] = useState(group?.description ?? "")
    const [rules, setRules] = useState(group?.rules.join("\n") ?? "")
    const [kind, setKind] = useState<GroupKind>(group?.kind ?? "PUBLIC")
    const [hasChat, setHasChat] = useState(false)
    // Moderators change what a group says of itself, the owner also where and for whom it is.
    const isOwner = group === null || group.membership.role === "OWNER"

    const save = async () => {
        const said = {
            name: name.trim(),
            description: description.trim(),
            rules: rules.split("\n").map((rule) => rule.trim()).filter((rule) => rule !== ""),
        }
        const owned = { slug: slug.trim().toLowerCase(), kind }
        const saved = group
            ? await changeGroup(group, () => api.updateGroup(group.id, isOwner ? { ...said, ...owned } : said))
            : await api.createGroup({ ...said, ...owned, hasChat })
        putGroup(saved)
        if (group) showToast({ tone: "plain", text: t("groups.saved") })
        navigate({ screen: "group", slug: saved.slug }, { replace: true })
    }
    return (
        <Form fields={["name", "slug", "description", "rules"]} onSubmit={save}>
            {({ isBusy, problem }) => (
                <>
                    <Field
                        label={t("groups.name")}
                        problem={problem("name")}
                        value={name}
                        maxLength={lengths.name}
                        required
                        dir="auto"
                        onChange={(event) => {
                            setName(event.target.value)
                            if (!isOwnSlug) setSlug(slugFrom(event.target.value))
                        }}
                    />
                    {isOwner && (
                        <Field
                            label={t("groups.slug")}
                            hint={t("groups.slugHint")}
                            problem={problem("slug")}
                            value={slug}
                            maxLength={lengths.slug}
                            required
                            dir="ltr"
                            autoCapitalize="off"
                            spellCheck={false}
                            onChange={(event) => {
                                setSlug(event.target.value)
                                setOwnSlug(true)
                            }}
                        />
                    )}
                    <TextArea
                        label={t("groups.description")}
                        problem={problem("description")}
                        value={description}
                        rows={4}
                        maxLength={lengths.description}
                        dir="auto"
                        onChange={(event) => setDescription(event.target.value)}
                    />
                    {isOwner && (
                        <Choice<GroupKind>
                            label={t("groups.kind")}
                            value={kind}
                            options={kinds.map((value) => ({
                                value,
                                label: t(`groups.kind.${value}`),
                                hint: t(`groups.kindHint.${value}`),
                                icon: kindIcons[value],
                            }))}
                            onChange={setKind}
                        />
                    )}
                    <TextArea
                        label={t("groups.rulesField")}
                        hint={t("groups.rulesHint")}
                        problem={problem("rules")}
                        value={rules}
                        rows={4}
                        maxLength={lengths.rules}
                        dir="auto"
                        onChange={(event) => setRules(event.target.value)}
                    />
                    {group === null && <Switch label={t("groups.withChat")} isOn={hasChat} onChange={setHasChat} />}
                    <div className="button-row">
                        <Button type="submit" look="primary" isBusy={isBusy}>
                            {t(group ? "action.save" : "groups.found")}
                        </Button>
                        <Button onClick={goBack}>{t("action.cancel")}</Button>
                    </div>
                </>
            )}
        </Form>
    )
}
