import type { NoticeFacts } from '../../domain/message.ts'
import { type Day, type Line, toldDate, waitingLines } from '../../domain/order.ts'
import { ownDate } from '../../domain/said-date.ts'
import { dayParams, isPrepared, movesOf } from '../changes.ts'
import { clean } from '../plain.ts'
import { causeOf } from '../reasons.ts'
import type { Scene } from '../scene.ts'
import { nameOf } from '../units.ts'
import { specialEnding } from '../wait-kind.ts'
import { movesInText } from './dates-in-text.ts'
import { linesNamed, type Speaker, type Speech } from './speech.ts'

const REASON_MAX = 200

/** A date that moved later, or was withdrawn: old beside new, why, and both ways on. */
export const etaSlipped: Speaker = (scene) => {
  return speak('slipped', scene, ({ old, now }) => {
    if (now === null) return old === null ? 'undated' : 'withdrawn'
    return old === null ? 'first' : 'moved'
  })
}

/** A date that moved earlier, or the first one there is. */
export const etaImproved: Speaker = (scene) =>
  speak('improved', scene, ({ old, now }) => {
    if (now === null) return 'undated'
    return old === null ? 'first' : 'earlier'
  })

/** A promise went by unshipped: the apology, and what holds now. */
export const promiseMissed: Speaker = (scene) =>
  speak('missed', scene, ({ now }, lines) => {
    if (now !== null) return 'dated'
    const isHere = scene.facts.dates.every(({ came }) => came) || lines.every(isPrepared)
    return isHere && scene.facts.dates.length > 0 ? 'prepared' : 'undated'
  })

/** "On its way" was the last that its reader heard: before the apology comes that it did not leave. */
export function calledBackFirst(part: string, { lines }: Speech, scene: Scene): string {
  const { turned } = scene.facts
  if (!turned || (part !== 'lead' && part !== 'sms')) return ''
  if (part === 'sms') return `${scene.word('turned.missed_sms')} `
  const back = lines.filter(({ id }) => turned.lines.includes(id))
  const key = back.length === lines.length ? 'turned.missed' : 'turned.missed_item'
  return `${scene.word(key, { item: scene.itemName(back), n: Math.max(1, back.length) })} `
}

type Dates = { old: Day | null; now: Day | null }

function speak(
  what: 'slipped' | 'improved' | 'missed',
  scene: Scene,
  variantOf: (dates: Dates, lines: readonly Line[]) => string,
): Speech {
  const dates = statedDates(scene)
  const moves = movesOf(scene, dates)
  const { same, changes } = moves
  const lines = moves.lines.length > 0 ? moves.lines : linesNamed(scene.facts.lines, scene, [])
  const about = lines.length > 0 ? lines : waitingLines(scene.order)
  const { facts, word } = scene
  const stated = facts.reason ? clean(facts.reason, REASON_MAX) : causeOf(about, word)
  const reason = isByChoice(dates, scene) ? word('why.hold_chosen') : stated
  return {
    variant: `${same ? variantOf(same, about) : 'several'}${specialEnding(about)}`,
    lines: about,
    ...(moves.units && { itemName: nameOf(scene, moves.units) }),
    params: same ? dayParams({ old: same.old, now: same.now }, scene) : {},
    changes,
    reason,
    ...(same ? {} : movesInText(what, dates, scene)),
  }
}

/** They moved since their reader asked to have all of it together, and by nothing else. */
function isByChoice(dates: NoticeFacts['dates'], { order }: Scene): boolean {
  const { splitChosen: chosen, lines, said } = order
  if (chosen?.split !== 'hold') return false
  return dates.every(({ lineId, old, new: now }) => {
    const line = lines.find(({ id }) => id === lineId)
    const tellings = said.filter(({ told }) => Object.hasOwn(told.dates, lineId))
    const isSince = (tellings.at(-1)?.at ?? '') <= chosen.at
    return line !== undefined && isSince && ownDate(line) === old && old !== now
  })
}

/** Facts that name lines and no dates: what was told of them, and what holds. */
function statedDates(scene: Scene): NoticeFacts['dates'] {
  const { facts, order, rules } = scene
  if (facts.dates.length > 0) return facts.dates
  return linesNamed(facts.lines, scene, waitingLines(order)).map((line) => ({
    lineId: line.id,
    old: toldDate(order, line.id) ?? null,
    new: rules.dateOf(line),
  }))
}
