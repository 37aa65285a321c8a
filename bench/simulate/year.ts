import type { Merchant } from '../../src/domain/merchant.ts'
import { defaultPolicy } from '../../src/domain/policy.ts'
import type { Outage, SilenceMeter } from '../../src/domain/silence-meter.ts'
import { type Settings, type Simulated, simulateOrder } from '../../src/domain/simulation.ts'
import {
  type BadWord,
  contradictions,
  type Kept,
  keptPromises,
  staleWords,
} from '../../src/domain/simulation-checks.ts'
import { wrongSums } from '../../src/domain/simulation-sums.ts'
import { cadenceContext, promiseRules } from '../../src/operations/settle-order.ts'
import { type Life, orderLife } from './orders.ts'
import { type Random, seeded } from './random.ts'
import { shopOf } from './shop.ts'

const DAY_MS = 86_400_000
const FROM_MS = Date.parse('2026-01-01T00:00:00Z')
const YEAR_DAYS = 365
/** Orders go on being placed until here, so that most of them come to an end. */
const PLACED_DAYS = 300
const OUTAGES = 6
const OUTAGE_HOURS_MAX = 120
const EXAMPLES_MAX = 5

const PLACES = [
  { timeZone: 'America/New_York', country: 'US' },
  { timeZone: 'Europe/Berlin', country: 'DE' },
  { timeZone: 'Australia/Sydney', country: 'AU' },
]

export type Year = {
  orders: number
  events: number
  byKind: Map<string, number>
  texts: number
  longest: (NonNullable<SilenceMeter['longest']> & { orderId: string }) | null
  worst: (NonNullable<SilenceMeter['worst']> & { orderId: string }) | null
  stale: BadWord[]
  contradictions: BadWord[]
  /** Counts and sums of what was told to be cancelled. */
  sums: BadWord[]
  kept: Kept
  delays: { offers: number; consents: number; expiries: number }
  unreachable: number
  endless: string[]
  outages: Outage[]
  seconds: number
}

export type Examples = Pick<Year, 'stale' | 'contradictions' | 'sums' | 'endless'>

/** A year of orders, each played by itself: what is printed of it is summed up on the way. */
export function simulateYear(
  seed: number,
  orders: number,
  onOrder: (life: Life, played: Simulated) => void = () => {},
): Year {
  const random = seeded(seed)
  const outages = someOutages(random)
  const settings = PLACES.map((place) => settingsOf(place, outages))
  const until = new Date(FROM_MS + YEAR_DAYS * DAY_MS).toISOString()
  const year = emptyYear(outages)
  const began = process.hrtime.bigint()
  for (let at = 0; at < orders; at += 1) {
    const placedMs = FROM_MS + Math.floor(random.next() * PLACED_DAYS * DAY_MS)
    const life = orderLife(random, at, placedMs)
    const { orderId, events } = life
    const place = at % PLACES.length
    const under = settings[place] as Settings
    const played = simulateOrder(orderId, events, until, { ...under, tells: shopOf(life) })
    onOrder(life, played)
    year.events += events.length
    addOrder(year, orderId, played, PLACES[place]?.timeZone ?? 'UTC')
  }
  year.orders = orders
  year.seconds = Number(process.hrtime.bigint() - began) / 1e9
  return year
}

const emptyYear = (outages: Outage[]): Year => ({
  orders: 0,
  events: 0,
  byKind: new Map(),
  texts: 0,
  longest: null,
  worst: null,
  stale: [],
  contradictions: [],
  sums: [],
  kept: { told: 0, byFirst: 0, byLast: 0, withdrawn: 0 },
  delays: { offers: 0, consents: 0, expiries: 0 },
  unreachable: 0,
  endless: [],
  outages,
  seconds: 0,
})

/** The worker is down for hours or days, all at once for everybody. */
function someOutages(random: Random): Outage[] {
  const months = YEAR_DAYS / OUTAGES
  return Array.from({ length: OUTAGES }, (_, at) => {
    const fromMs = FROM_MS + (at * months + random.next() * (months - 6)) * DAY_MS
    const hours = at === 0 ? OUTAGE_HOURS_MAX : random.int(1, OUTAGE_HOURS_MAX)
    return {
      from: new Date(Math.floor(fromMs)).toISOString(),
      to: new Date(Math.floor(fromMs) + hours * 3_600_000).toISOString(),
    }
  })
}

function settingsOf(place: { timeZone: string; country: string }, outages: Outage[]): Settings {
  const merchant: Merchant = {
    id: 'mer_1',
    slug: 'shop',
    name: 'Shop',
    mode: 'test',
    locale: 'en-US',
    sender: { email: 'shop@example.com', name: 'Shop', smsFrom: null },
    notifyEmail: null,
    brand: {},
    policy: defaultPolicy(),
    clock: null,
    publishableKey: '',
    ...place,
  }
  return {
    rules: promiseRules(merchant),
    contextOf: (contact, now) => cadenceContext(merchant, contact, now),
    outages,
  }
}

function addOrder(year: Year, orderId: string, played: Simulated, zone: string) {
  const { spoken, order, meter, stored, endless } = played
  for (const { wanted } of spoken) {
    year.byKind.set(wanted.kind, (year.byKind.get(wanted.kind) ?? 0) + 1)
    if (wanted.channel === 'sms') year.texts += 1
  }
  const { longest, worst } = meter
  if (longest && longest.seconds > (year.longest?.seconds ?? 0))
    year.longest = { ...longest, orderId }
  if (worst && worst.overSeconds > (year.worst?.overSeconds ?? Number.NEGATIVE_INFINITY))
    year.worst = { ...worst, orderId }
  year.stale.push(...staleWords(spoken, zone).map((word) => named(word, orderId)))
  year.contradictions.push(...contradictions(spoken).map((word) => named(word, orderId)))
  year.sums.push(...wrongSums(played).map((word) => named(word, orderId)))
  const kept = keptPromises(order, zone)
  year.kept.told += kept.told
  year.kept.byLast += kept.byLast
  year.kept.withdrawn += kept.withdrawn
  year.kept.byFirst += kept.byFirst
  year.delays.offers += spoken.filter(({ wanted }) => wanted.facts.told.offers?.length).length
  year.delays.consents += order.consents.filter(({ offer }) => offer !== 'none').length
  year.delays.expiries += order.expiries.length
  if (stored.some(({ status }) => status === 'held')) year.unreachable += 1
  if (endless) year.endless.push(orderId)
}

const named = (word: BadWord, orderId: string): BadWord => ({
  ...word,
  why: `${orderId}: ${word.why}`,
})

export const examplesOf = ({ stale, contradictions: against, sums, endless }: Year): Examples => ({
  stale: stale.slice(0, EXAMPLES_MAX),
  contradictions: against.slice(0, EXAMPLES_MAX),
  sums: sums.slice(0, EXAMPLES_MAX),
  endless: endless.slice(0, EXAMPLES_MAX),
})
