import { createHash } from 'node:crypto'
import { EVENT_TYPES, type EventType, eventSchema, type MerchantEvent } from '../../domain/event.ts'

type Draft = Record<string, unknown>
type Fact = { id: string; at: string | undefined; data: Draft }

/** A value is dropped a round, and its parent in the next if it cannot do without. */
const ROUNDS_MAX = 12

const schemas = new Map(EVENT_TYPES.map((type) => [type, eventSchema(type)]))

/**
 * One event, or none where what it needs is missing.
 *
 * An optional value that our own schema refuses (an e-mail of 300 characters, a price "free") is
 * left out: the customer of an order with one odd field is still told when it ships. The limits
 * stand in `domain/event.ts` alone; asking the schema keeps a second copy of them from growing here.
 */
export function makeEvent(type: EventType, { id, at, data }: Fact): MerchantEvent[] {
  const schema = schemas.get(type)
  const draft: Draft = withoutUndefined({ id: `shopify:${id}`, type, occurred_at: at, data })

  for (let round = 0; schema && round < ROUNDS_MAX; round += 1) {
    const parsed = schema.safeParse(draft)
    if (parsed.success) return [parsed.data as MerchantEvent]

    for (const { path } of parsed.error.issues) {
      if (path.length < 2) return []
      drop(draft, path)
    }
    compactLists(draft)
  }
  return []
}

/** Distinguishes two statements of one moment; not a secret, so a short one is enough. */
export const shortHash = (value: string): string =>
  createHash('sha256').update(value).digest('hex').slice(0, 16)

/** Takes away what the path names, or, where nothing stands there, what should have held it. */
function drop(draft: Draft, path: readonly PropertyKey[]) {
  const parent = path.slice(0, -1).reduce<unknown>((node, step) => child(node, step), draft)
  if (typeof parent !== 'object' || parent === null) return
  const last = path.at(-1) as string
  const holder = child(parent, last) === undefined ? path.slice(0, -1) : path
  const owner = holder.slice(0, -1).reduce<unknown>((node, step) => child(node, step), draft)
  if (typeof owner === 'object' && owner !== null) {
    ;(owner as Draft)[holder.at(-1) as string] = undefined
  }
}

const child = (node: unknown, step: PropertyKey): unknown =>
  typeof node === 'object' && node !== null ? (node as Draft)[step as string] : undefined

function compactLists(node: unknown) {
  if (typeof node !== 'object' || node === null) return
  for (const [key, value] of Object.entries(node)) {
    if (Array.isArray(value)) {
      ;(node as Draft)[key] = value.filter((one) => one !== undefined)
    }
    if (value === undefined) delete (node as Draft)[key]
    compactLists((node as Draft)[key])
  }
}

const withoutUndefined = (draft: Draft): Draft => JSON.parse(JSON.stringify(draft)) as Draft
