import type { Day, Line } from '../../domain/order.ts'
import { waitingLines } from '../../domain/order.ts'
import { dayParams } from '../changes.ts'
import { groupsOf } from '../groups.ts'
import { openPortions, type Portion, unshippedPortions } from '../portions.ts'
import type { Scene } from '../scene.ts'
import type { Speaker, Speech } from './speech.ts'

/** Confirmation of an order of which a part waits: what ships when, and what if that changes. */
export const backorderConfirmed: Speaker = (scene) => {
  const wait = waitOf(scene)
  return {
    ...wait.speech,
    groups: groupsOf([...wait.portions, ...unshippedPortions(scene.order)], scene),
    notes: [...releaseNote(wait, scene), ...splitNote(wait.portions, scene), slipNote(wait, scene)],
  }
}

/** "Still waiting", or still being prepared, inside the silence budget: what we know now. */
export const backorderUpdate: Speaker = (scene) => {
  const wait = waitOf(scene)
  const isPrepared = waitingLines(scene.order).length === 0
  return {
    ...wait.speech,
    ...(isPrepared ? { variant: 'prepared' } : {}),
    groups: groupsOf(wait.portions, scene),
    notes: [slipNote(wait, scene)],
  }
}

/** The check-in of two days: four lines, and a list only where one sentence cannot hold the dates. */
export const backorderCheckin: Speaker = (scene) => {
  const { speech, portions } = waitOf(scene)
  const several = speech.variant === 'spread' || speech.variant === 'partly'
  return { ...speech, groups: several ? groupsOf(portions, scene) : [] }
}

type Wait = { portions: Portion[]; lines: Line[]; speech: Speech }

/**
 * One word for how an order waits: `dated` (one date for all), `spread` (several dates), `partly`
 * (some have none), `undated`, `passed` (the date went by and there is no other).
 */
function waitOf(scene: Scene): Wait {
  const portions = openPortions(scene.order, scene.rules)
  const unshipped = portions.filter(({ state }) => WAITS.has(state))
  const waits = unshipped.length > 0 ? unshipped : portions.filter(({ day }) => day !== null)
  const lines = distinctLines(waits.length > 0 ? waits : portions, scene)
  const days = [...new Set(waits.map(({ day, state }) => (state === 'passed' ? null : day)))]
  const dated = days.filter((day): day is Day => day !== null).sort()
  const params = dayParams({ day: dated[0] ?? null, last: dated.at(-1) ?? null }, scene)
  return { portions, lines, speech: { variant: variantOf(waits, days, dated), lines, params } }
}

const WAITS: ReadonlySet<string> = new Set(['dated', 'undated', 'passed'])

function variantOf(waits: readonly Portion[], days: readonly unknown[], dated: readonly Day[]) {
  if (dated.length === 0)
    return waits.some(({ state }) => state === 'passed') ? 'passed' : 'undated'
  if (days.length > dated.length) return 'partly'
  return dated.length > 1 ? 'spread' : 'dated'
}

function distinctLines(portions: readonly Portion[], { order }: Scene): Line[] {
  const ids = new Set(portions.map(({ line }) => line.id))
  const lines = order.lines.filter(({ id }) => ids.has(id))
  return lines.length > 0 ? lines : waitingLines(order)
}

function slipNote({ speech }: Wait, { word }: Scene): string {
  return word(DATED.has(speech.variant) ? 'note.slips' : 'note.no_date_yet')
}

const DATED: ReadonlySet<string> = new Set(['dated', 'spread', 'partly'])

function splitNote(portions: readonly Portion[], { word, rules }: Scene): string[] {
  const mixed = portions.some(({ state }) => HERE.has(state))
  return mixed && portions.some(({ state }) => WAITS.has(state))
    ? [word(`note.${rules.split}`)]
    : []
}

const HERE: ReadonlySet<string> = new Set(['preparing', 'kept', 'choice'])

/** For a preorder the date that the merchant hopes for is public: the release. */
function releaseNote({ lines }: Wait, { kind, word, long, today }: Scene): string[] {
  if (kind !== 'preorder_confirmed') return []
  const releases = new Set(lines.map(({ backorder }) => backorder?.promise?.basis.expectedAt))
  const [release] = releases
  return releases.size === 1 && release && release >= today
    ? [word('note.release', { day: long(release), n: lines.length })]
    : []
}
