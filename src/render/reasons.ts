import { type Line, waitingQuantity } from '../domain/order.ts'
import { heldWith } from '../domain/said-date.ts'
import { clean } from './plain.ts'
import type { Scene } from './scene.ts'
import { toSms } from './sms.ts'
import { waitKind } from './wait-kind.ts'

const REASON_MAX = 200
const ITEM_MAX = 48

/** The reason for the delay, which the law wants said: what is known, else what its kind implies. */
export const reasonOf = (lines: readonly Line[], scene: Scene, n = lines.length): string =>
  ofEach(lines, scene, (some) => commonReason(some, scene, some === lines ? n : some.length))

/** Once where it is true of all; else each beside what it is true of, by its name. */
function ofEach(
  lines: readonly Line[],
  scene: Scene,
  reasonFor: (lines: readonly Line[]) => string,
): string {
  const alike = Map.groupBy(lines, (line) => whyOf(line, scene))
  if (alike.size < 2) return reasonFor(lines)
  return [...alike.values()]
    .map((some) => {
      const text = withStop(reasonFor(some))
      return scene.word('common.labelled', { label: namesOf(some, scene), text })
    })
    .join(' ')
}

/** What its reason comes of: stock that is here is not "not here yet", nor one line's delay another's. */
function whyOf(line: Line, scene: Scene): string {
  if (isChosen([line], scene)) return 'chosen'
  const stated = statedReason([line], scene)
  if (stated) return `stated ${stated}`
  if (!isHere([line])) return 'waits'
  return areKept([line], scene) ? 'kept' : 'here'
}

const withStop = (reason: string) => (/[.!?]$/.test(reason) ? reason : `${reason}.`)

function commonReason(lines: readonly Line[], scene: Scene, n: number): string {
  const { word } = scene
  if (isChosen(lines, scene)) return word('why.preparing', { n })
  const reason = statedReason(lines, scene)
  if (reason) return reason
  const moved = causeOf(lines, word, n)
  if (moved) return moved
  if (areKept(lines, scene)) return word('group.kept.note', { n })
  return word(isHere(lines) ? 'why.preparing' : `why.${waitKind(lines)}`, { n })
}

/** In stock, and late by nothing but what they are kept for. */
const areKept = (lines: readonly Line[], { order, rules }: Scene): boolean =>
  isHere(lines) &&
  lines.every((line) =>
    heldWith(order, line, rules.split).some((one) => one !== line && waitingQuantity(one) > 0),
  )

function statedReason(lines: readonly Line[], { facts }: Pick<Scene, 'facts'>): string {
  const stated =
    (isHere(lines) ? null : facts.reason) ??
    lines.find((line) => line.backorder?.reason && !hasComeSince(line))?.backorder?.reason
  return stated ? clean(stated, REASON_MAX) : ''
}

/** The merchant's words where they fit a text and do not double its parts, else what its kind implies. */
export const shortReason = (lines: readonly Line[], scene: Scene): string =>
  ofEach(lines, scene, (some) => shortCommonReason(some, scene))

function shortCommonReason(lines: readonly Line[], scene: Scene): string {
  const n = { n: lines.length }
  if (isChosen(lines, scene)) return scene.word('sms.why.preparing', n)
  const stated = statedReason(lines, scene)
  if (stated && stated.length <= TEXT_REASON_MAX && toSms(stated).encoding === 'GSM-7')
    return withStop(stated)
  if (areKept(lines, scene)) return scene.word('sms.why.kept', n)
  return scene.word(`sms.why.${isHere(lines) ? 'preparing' : waitKind(lines)}`, n)
}

const TEXT_REASON_MAX = 40

/** Named by what was chosen instead: the reason was that of what had been ordered. */
const isChosen = (lines: readonly Line[], { order }: Scene) =>
  lines.some((line) => !order.lines.includes(line))

/** All of them have their stock. */
export const isHere = (lines: readonly Line[]) => lines.every((line) => waitingQuantity(line) === 0)

/** Why its stock was late is no reason of a date that it has since its stock came. */
function hasComeSince(line: Line): boolean {
  const { allocation = null, history = [] } = line.backorder ?? {}
  return isHere([line]) && allocation !== null && (history.at(-1)?.at ?? '') <= allocation.at
}

/** What in the line for the item moved its date, where all of the lines have that one reason. */
export function causeOf(
  lines: readonly Line[],
  word: Scene['word'],
  n = lines.length,
): string | null {
  const causes = new Set(
    lines.map((line) =>
      hasComeSince(line) ? 'joined' : (line.backorder?.history.at(-1)?.cause ?? 'joined'),
    ),
  )
  const [cause] = causes
  return cause && cause !== 'joined' && causes.size === 1 ? word(`why.${cause}`, { n }) : null
}

/** Where no list stands beside it: "Widget Pro and Moka pot", and no "1 more" that is left to guess. */
export function namesOf(lines: readonly Line[], scene: Scene): string {
  if (lines.length > NAMES_MAX) return scene.itemName(lines, ITEM_MAX)
  const names = lines.map((line) => scene.itemName([line], ITEM_MAX))
  return new Intl.ListFormat(scene.locale, { type: 'conjunction' }).format(names)
}

const NAMES_MAX = 4
