import { BACKORDER_KINDS } from '../domain/event.ts'
import type { PolicyView } from '../operations/policy-console-types.ts'
import { Head, Notice, Page } from './layout.tsx'
import { policyPath } from './paths.ts'
import type { Place } from './place.ts'
import { nameOfField, POLICY_GROUPS } from './policy-fields.ts'
import { PolicyFieldset, TurnedOff } from './policy-fieldset.tsx'
import { POLICY_FIELDS, type PolicyDraft, type PolicyFaults, valueAt } from './policy-form.ts'
import { kindFields } from './policy-kind-fields.ts'
import { PolicyVersions } from './policy-versions.tsx'
import { policyWords } from './policy-words.ts'
import { inWords } from './words.ts'

type Props = {
  place: Place
  view: PolicyView
  /** What was typed, where it was refused; else what holds. */
  draft: PolicyDraft | null
  faults: PolicyFaults
  /** Why nothing was kept though every setting is sound. */
  refusal: string | null
  notice: string | null
}

/** What a shop's customers hear while they wait: in words, as a form, and as it was before. */
export const PolicyPage = ({ place, view, draft, faults, refusal, notice }: Props) => {
  const { slug } = place.merchant
  return (
    <Page place={place} under="policy" title="Policy">
      <Head title="Policy" />
      <Notice>{notice}</Notice>
      <Refused faults={faults} refusal={refusal} />
      <div class="policy">
        <section aria-labelledby="in-words">
          <h2 id="in-words">What customers hear</h2>
          {policyWords(view.policy).map(({ name, says }) => (
            <>
              <h3>{name}</h3>
              <ul>
                {says.map((sentence) => (
                  <li>{sentence}</li>
                ))}
              </ul>
            </>
          ))}
          <p class="hint">
            Every order that still waits is planned anew as soon as a change is kept. What was sent
            stays sent, and a date that was told stays told.
          </p>
        </section>
        <form class="form" method="post" action={policyPath(slug)}>
          <h2>Settings</h2>
          <input type="hidden" name="over" value={view.version} />
          <Settings draft={draft ?? view.policy} faults={faults} />
          <p class="buttons">
            <button type="submit" class="main">
              Save
            </button>
          </p>
        </form>
      </div>
      <PolicyVersions place={place} view={view} />
    </Page>
  )
}

type SettingsProps = { draft: object; faults: PolicyFaults }

const Settings = ({ draft, faults }: SettingsProps) => (
  <>
    {POLICY_GROUPS.map(({ name, fields }) => (
      <PolicyFieldset name={name} fields={fields} draft={draft} faults={faults} />
    ))}
    <TurnedOff draft={draft} fault={faults.get('kinds_off')} />
    {BACKORDER_KINDS.map((kind) => {
      const fields = kindFields(kind)
      const isOpen =
        valueAt(draft, ['by_kind', kind]) !== undefined ||
        fields.some((field) => faults.has(nameOfField(field)))
      return (
        <details open={isOpen}>
          <summary>{inWords(kind)}: its own settings</summary>
          <PolicyFieldset name={inWords(kind)} fields={fields} draft={draft} faults={faults} />
        </details>
      )
    })}
  </>
)

/** Above the form: that it was refused, each fault as a link to its field, and those of no field. */
const Refused = ({ faults, refusal }: Pick<Props, 'faults' | 'refusal'>) => {
  if (faults.size === 0 && refusal === null) return null
  return (
    <div class="notice bad" role="alert">
      <p>Nothing was kept{refusal === null ? ':' : `. ${refusal}.`}</p>
      <ul>
        {[...faults].map(([name, message]) => {
          const field = POLICY_FIELDS.find((one) => nameOfField(one) === name)
          return (
            <li>
              {field ? <a href={`#${name}`}>{field.label}</a> : <code>{name}</code>}: {message}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
