import { openQuantity, shippedShipments, waitingLines } from '../../domain/order.ts'
import { dayParams } from '../changes.ts'
import { groupsOf } from '../groups.ts'
import { offered, offerText, offerWords } from '../offers.ts'
import { openPortions, type Portion, unshippedPortions } from '../portions.ts'
import type { Scene } from '../scene.ts'
import { HERE, WAITS, type Wait, waitOf } from '../wait.ts'
import { specialEnding } from '../wait-kind.ts'
import type { Speaker, Speech } from './speech.ts'

/** Confirmation of an order of which a part waits: what ships when, and what if that changes. */
export const backorderConfirmed: Speaker = (scene) => {
  const wait = waitOf(scene)
  const offers = offersOf(scene)
  const slips = offers ? [] : [slipNote(wait, scene)]
  return {
    ...wait.speech,
    ...offers,
    groups: groupsOf([...wait.portions, ...unshippedPortions(scene.order)], scene),
    notes: [...releaseNote(wait, scene), ...splitNote(wait.portions, scene), ...slips],
  }
}

/**
 * An offer that nobody has answered, said again with where the order stands. Not what the date was
 * and why it moved: the offer told that, and where T is 30 days from the order nobody was told it.
 */
function unansweredOf(scene: Scene): Pick<Speech, 'offers' | 'offerText' | 'keep'> | null {
  const offers = offered(scene)
  if (offers.length === 0) return null
  const open = scene.order.lines.filter((line) => openQuantity(line) > 0)
  const isOne = offers.length === 1 && offers[0]?.lines.length === open.length
  const words = offerWords(offers, scene, { told: true, isOne })
  return {
    offers: words.map((one) => ({ ...one, words: one.words.slice(-1) })),
    offerText: offerText(offers, scene, { isOne }),
    keep: 'consent',
  }
}

/** A delay that is known at the first word is offered by it (16 CFR 435.2): with both ways on. */
function offersOf(scene: Scene): Pick<Speech, 'offers' | 'offerText' | 'keep'> | null {
  const offers = offered(scene)
  if (offers.length === 0) return null
  return {
    offers: offerWords(offers, scene, { told: false }),
    offerText: offerText(offers, scene),
    keep: 'consent',
  }
}

/** "Still waiting", or still being prepared, inside the silence budget: what we know now. */
export const backorderUpdate: Speaker = (scene) => {
  const wait = waitOf(scene)
  const offers = unansweredOf(scene)
  const isPrepared = waitingLines(scene.order).length === 0
  return {
    ...wait.speech,
    ...(isPrepared ? { variant: `prepared${specialEnding(wait.lines)}` } : {}),
    ...offers,
    groups: groupsOf(wait.portions, scene),
    notes: offers ? [] : [slipNote(wait, scene)],
  }
}

/** In stock, and not out of the door yet: still being prepared, and by when if that is known. */
export const orderUpdate: Speaker = (scene) => {
  const { order, rules } = scene
  const portions = openPortions(order, rules)
  const [day = null, ...others] = new Set(portions.map((portion) => portion.day))
  const whole = shippedShipments(order).length > 0 ? 'rest' : 'whole'
  const dated = day !== null && others.length === 0 && day >= scene.today
  return {
    variant: `${whole}${dated ? '_dated' : ''}`,
    lines: order.lines.filter((line) => openQuantity(line) > 0),
    params: dayParams({ day: dated ? day : null }, scene),
    ...unansweredOf(scene),
    groups: groupsOf(portions, scene),
  }
}

/** The check-in of two days: four lines, and a list only where one sentence cannot hold the dates. */
export const backorderCheckin: Speaker = (scene) => {
  const { speech, portions, how } = waitOf(scene)
  const several = how === 'spread' || how === 'partly'
  return { ...speech, ...unansweredOf(scene), groups: several ? groupsOf(portions, scene) : [] }
}

function slipNote({ how }: Wait, { word }: Scene): string {
  return word(DATED.has(how) ? 'note.slips' : 'note.no_date_yet')
}

const DATED: ReadonlySet<string> = new Set(['dated', 'spread', 'partly'])

function splitNote(portions: readonly Portion[], { word, rules }: Scene): string[] {
  const mixed = portions.some(({ state }) => HERE.has(state))
  return mixed && portions.some(({ state }) => WAITS.has(state))
    ? [word(`note.${rules.split}`)]
    : []
}

/** For a preorder the date that the merchant hopes for is public: the release. */
function releaseNote({ lines }: Wait, { kind, word, long, today }: Scene): string[] {
  if (kind !== 'preorder_confirmed') return []
  const releases = new Set(lines.map(({ backorder }) => backorder?.promise?.basis.expectedAt))
  const [release] = releases
  return releases.size === 1 && release && release >= today
    ? [word('note.release', { day: long(release), n: lines.length })]
    : []
}
