import type { Child } from 'hono/jsx'
import { nameOfField, type PolicyField } from './policy-fields.ts'
import { KINDS_OFFERED, type PolicyFaults, valueAt } from './policy-form.ts'
import { sayKind } from './words.ts'

type FieldsetProps = {
  name: string
  fields: readonly PolicyField[]
  draft: object
  faults: PolicyFaults
}

/** A group of settings; what is wrong with one stands beside it, and is read with it. */
export const PolicyFieldset = ({ name, fields, draft, faults }: FieldsetProps) => (
  <fieldset>
    <legend>{name}</legend>
    {fields.map((field) => (
      <Setting
        field={field}
        value={valueAt(draft, field.path)}
        fault={faults.get(nameOfField(field))}
      />
    ))}
  </fieldset>
)

type SettingProps = { field: PolicyField; value: unknown; fault: string | undefined }

const Setting = (props: SettingProps) => {
  const { field, fault } = props
  const name = nameOfField(field)
  if (field.kind === 'several') return <Several {...props} />
  if (field.kind === 'yes') return <Yes {...props} />
  return (
    <p class="setting">
      <label for={name}>{field.label}</label>
      <span>
        <Input {...props} /> {field.unit && <span class="hint">{field.unit}</span>}
      </span>
      <Fault name={name}>{fault}</Fault>
    </p>
  )
}

const Input = ({ field, value, fault }: SettingProps) => {
  const name = nameOfField(field)
  const wrong = fault
    ? ({ 'aria-invalid': 'true', 'aria-describedby': `${name}-fault` } as const)
    : {}
  switch (field.kind) {
    case 'choice':
      return (
        <select id={name} name={name} {...wrong}>
          {(field.options ?? []).map(([one, words]) => (
            <option value={one} selected={one === (value ?? '')}>
              {words}
            </option>
          ))}
        </select>
      )
    case 'lines':
      return (
        <textarea id={name} name={name} rows={3} maxlength={3_300} {...wrong}>
          {Array.isArray(value) ? value.join('\n') : ''}
        </textarea>
      )
    default:
      return (
        <input
          id={name}
          name={name}
          value={shown(field, value)}
          maxlength={32}
          inputmode={field.kind === 'number' || field.kind === 'percent' ? 'decimal' : undefined}
          placeholder={field.empty}
          autocomplete="off"
          {...wrong}
        />
      )
  }
}

function shown({ kind }: PolicyField, value: unknown): string {
  if (kind === 'percent' && typeof value === 'number') return `${Math.round(value * 1_000) / 10}`
  if (Array.isArray(value)) return value.join(', ')
  return value === undefined || value === null ? '' : String(value)
}

const Yes = ({ field, value, fault }: SettingProps) => {
  const name = nameOfField(field)
  return (
    <>
      <label class="choice">
        <input type="checkbox" id={name} name={name} value="yes" checked={value === true} />
        {field.label}
      </label>
      <Fault name={name}>{fault}</Fault>
    </>
  )
}

const Several = ({ field, value, fault }: SettingProps) => {
  const name = nameOfField(field)
  return (
    <fieldset class="several" id={name} aria-describedby={fault ? `${name}-fault` : undefined}>
      <legend>{field.label}</legend>
      {(field.options ?? []).map(([one, words]) => (
        <Tick name={name} one={one} on={value}>
          {words}
        </Tick>
      ))}
      <Fault name={name}>{fault}</Fault>
    </fieldset>
  )
}

/** Folded: most shops leave all of them on. */
export const TurnedOff = ({ draft, fault }: { draft: object; fault: string | undefined }) => {
  const off = valueAt(draft, ['kinds_off'])
  const isAny = Array.isArray(off) && off.length > 0
  return (
    <details open={isAny || fault !== undefined}>
      <summary>Messages that are not sent</summary>
      <fieldset class="several" id="kinds_off">
        <legend>Not sent (those that keep a customer from waiting in silence always are)</legend>
        {KINDS_OFFERED.map((kind) => (
          <Tick name="kinds_off" one={kind} on={off}>
            {sayKind(kind)}
          </Tick>
        ))}
        <Fault name="kinds_off">{fault}</Fault>
      </fieldset>
    </details>
  )
}

type TickProps = { name: string; one: string; on: unknown; children: Child }

const Tick = ({ name, one, on, children }: TickProps) => (
  <label class="choice">
    <input
      type="checkbox"
      name={name}
      value={one}
      checked={Array.isArray(on) && on.includes(one)}
    />
    {children}
  </label>
)

const Fault = ({ name, children }: { name: string; children: string | undefined }) =>
  children ? (
    <span class="wrong" id={`${name}-fault`}>
      {children}
    </span>
  ) : null
