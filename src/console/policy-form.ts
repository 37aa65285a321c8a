import { BACKORDER_KINDS } from '../domain/event.ts'
import { MESSAGE_KINDS, type MessageKind } from '../domain/message.ts'
import { defaultPolicy, type Policy, policySchema } from '../domain/policy.ts'
import { brokenPromises } from '../domain/policy-faults.ts'
import { nameOfField, POLICY_GROUPS, type PolicyField } from './policy-fields.ts'
import { kindFields } from './policy-kind-fields.ts'

/** As it was typed, in the shape of a policy: what cannot be read stays what it was. */
export type PolicyDraft = Record<string, unknown>
/** By the name of the field that it stands beside; of none, by its place in the policy. */
export type PolicyFaults = ReadonlyMap<string, string>
type Typed = Record<string, unknown>

export const POLICY_FIELDS: readonly PolicyField[] = [
  ...POLICY_GROUPS.flatMap(({ fields }) => fields),
  ...BACKORDER_KINDS.flatMap(kindFields),
]

/** What may be left unsaid: to offer the others would be to offer a refusal. */
export const KINDS_OFFERED: readonly MessageKind[] = MESSAGE_KINDS.filter(
  (kind) => brokenPromises({ ...defaultPolicy(), kinds_off: [kind] }).length === 0,
)

/**
 * The policy that a form means, over what holds: settings that are not in the form stay. It is held
 * against the schema of the API, so that the console refuses what the API would, in the same words.
 */
export function readPolicyForm(
  stored: Policy,
  typed: Typed,
): { draft: PolicyDraft; policy: Policy | null; faults: PolicyFaults } {
  const draft = structuredClone(stored) as PolicyDraft
  for (const field of POLICY_FIELDS) set(draft, field.path, typedValue(field, typed))
  draft.kinds_off = listOf(typed.kinds_off)
  dropEmpty(draft)

  const parsed = policySchema.safeParse(draft)
  const faults = new Map<string, string>()
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = nameOf(path.map(String))
    faults.set(name, [faults.get(name), plain(message)].filter(Boolean).join('; '))
  }
  return { draft, policy: parsed.success ? parsed.data : null, faults }
}

export function valueAt(draft: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as PolicyDraft)[step]
        : undefined,
    draft,
  )
}

function typedValue(field: PolicyField, typed: Typed): unknown {
  const given = typed[nameOfField(field)]
  const text = typeof given === 'string' ? given.trim() : ''
  switch (field.kind) {
    case 'yes':
      return given === 'yes'
    case 'several':
      return listOf(given)
    case 'lines':
      return text.split(/\s*\n\s*/).filter((line) => line !== '')
    case 'numbers':
      return text.split(/[\s,;]+/).flatMap((one) => (one === '' ? [] : [numberOf(one)]))
    case 'number':
      return text === '' && field.empty ? undefined : numberOf(text)
    case 'percent': {
      if (text === '' && field.empty) return undefined
      const number = numberOf(text)
      return typeof number === 'number' ? Math.round(number * 100) / 10_000 : number
    }
    default:
      return text === '' ? (field.path[0] === 'by_kind' ? undefined : null) : text
  }
}

const listOf = (given: unknown): string[] =>
  (Array.isArray(given) ? given : [given]).filter((one): one is string => typeof one === 'string')

/** A decimal comma is one; anything else stays text, for the schema to refuse. */
function numberOf(text: string): unknown {
  const plain = text.replace(',', '.')
  return /^-?\d{1,6}(\.\d{1,4})?$/.test(plain) ? Number(plain) : text
}

function set(draft: PolicyDraft, path: readonly string[], value: unknown) {
  const [step, ...rest] = path as [string, ...string[]]
  if (rest.length === 0) {
    if (value === undefined) delete draft[step]
    else draft[step] = value
    return
  }
  const inner = draft[step]
  const held: PolicyDraft =
    typeof inner === 'object' && inner !== null ? (inner as PolicyDraft) : {}
  draft[step] = held
  set(held, rest, value)
}

/** A kind that has nothing of its own is not in a policy. */
function dropEmpty(draft: PolicyDraft) {
  const kinds = draft.by_kind as PolicyDraft
  for (const [kind, own] of Object.entries(kinds)) {
    const { buffer } = own as PolicyDraft
    if (isEmpty(buffer)) delete (own as PolicyDraft).buffer
    if (isEmpty(own)) delete kinds[kind]
  }
}

const isEmpty = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

/** The longest name that the place lies under: a fault of one weekday is one of the days. */
function nameOf(path: readonly string[]): string {
  const place = path.join('.')
  const names = [...POLICY_FIELDS.map(nameOfField), 'kinds_off']
  return names.find((name) => place === name || place.startsWith(`${name}.`)) ?? place
}

/** What the schema says in its own words where we gave it none. */
const plain = (message: string) =>
  message
    .replace(/^Invalid input: expected number.*$/, 'must be a number')
    .replace(/^Too (big|small): expected number to be (<=|>=)([\d.]+)$/, (_, _size, sign, most) =>
      sign === '<=' ? `at most ${Number(most) * 100} %` : `at least ${Number(most) * 100} %`,
    )
    .replace(/^Invalid input: expected string, received null$/, 'must not be empty')
