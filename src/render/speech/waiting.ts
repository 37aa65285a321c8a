import {
  openQuantity,
  ownValue,
  shippedShipments,
  waitingLines,
  waitingQuantity,
} from '../../domain/order.ts'
import { ownDate } from '../../domain/said-date.ts'
import { takenOffers } from '../../domain/substitute.ts'
import { dayParams } from '../changes.ts'
import { type Ending, endingOf } from '../ending.ts'
import { groupsOf } from '../groups.ts'
import { isForAll, offersNamed, offerText } from '../offer-text.ts'
import { isOnlyOne, type Offered, offered, offerWords } from '../offers.ts'
import { clean, isolate } from '../plain.ts'
import { openPortions, type Portion, unshippedPortions } from '../portions.ts'
import type { Scene } from '../scene.ts'
import { nameOf, openUnits, type Units } from '../units.ts'
import { HERE, WAITS, type Wait, waitOf } from '../wait.ts'
import { specialEnding } from '../wait-kind.ts'
import { type Listed, waitsInText } from './dates-in-text.ts'
import { unansweredOf } from './if-silent.ts'
import { linesNamed, type Speaker, type Speech } from './speech.ts'

/** Confirmation of an order of which a part waits: what ships when, and what if that changes. */
export const backorderConfirmed: Speaker = (scene) => {
  const { turned } = scene.facts
  const wait = waitOf(scene, turned?.lines)
  const offers = offersOf(wait, scene)
  const slips = offers ? [] : [slipNote(wait, scene)]
  return {
    ...wait.speech,
    ...(turned ? turnedSpeech(wait, turned.from, scene) : {}),
    ...(turned?.units ? { itemName: nameOf(scene, turnedUnits(scene)) } : {}),
    ...(offers ? {} : eachInText(turned ? 'turned' : 'confirmed', wait, scene)),
    ...offers,
    groups: groupsOf([...wait.portions, ...unshippedPortions(scene.order)], scene),
    notes: [...releaseNote(wait, scene), ...splitNote(wait.portions, scene), ...slips],
  }
}

/** Of a line of which others waited all along, it is about those that did not leave. */
const turnedUnits =
  ({ facts: { turned } }: Scene): Units =>
  (line) => {
    return (turned?.units && ownValue(turned.units, line.id)) || openUnits(line)
  }

/** We had said otherwise: what was said, that it changed, and that we are sorry. */
function turnedSpeech(
  { speech }: Wait,
  from: 'stock' | 'shipped',
  { word }: Scene,
): Pick<Speech, 'variant' | 'params' | 'wordsOf'> {
  const said = word(`turned.${from}`, { n: Math.max(1, speech.lines.length) })
  return {
    variant: `turned_${speech.variant}`,
    params: { ...speech.params, said },
    wordsOf: 'backorder_confirmed',
  }
}

/** A delay that is known at the first word is offered by it (16 CFR 435.2): with both ways on. */
function offersOf(
  wait: Wait,
  scene: Scene,
): Pick<Speech, 'offers' | 'offerText' | 'keep' | 'text' | 'named'> | null {
  const offers = offered(scene)
  const { turned } = scene.facts
  if (offers.length === 0) return null
  const about = turned?.units ? { ...scene, itemName: nameOf(scene, turnedUnits(scene)) } : scene
  const brought = { offers, scene: about }
  const { named, ...brief } = briefly(turned ? 'turned' : 'confirmed', wait, brought)
  // "Not in stock" is the reason already. An end is of all that waits, and not of a part alone.
  const isOne = !turned?.units && isIt(offers, wait, named)
  const saying = { isFirst: !turned, isOne, dated: named }
  return {
    ...brief,
    named: [...named, ...offersNamed(offers, scene, saying)],
    offers: offerWords(offers, scene, { told: false, isOne: isOnlyOne(offers, scene) }),
    offerText: offerText(offers, scene, saying),
    keep: 'consent',
  }
}

/** "Still waiting", or still being prepared, inside the silence budget: what we know now. */
export const backorderUpdate: Speaker = (scene) => {
  const swapped = swappedOf(scene)
  if (swapped) return swapped
  const wait = waitOf(scene)
  const offers = unansweredIn(wait, scene)
  const isPrepared = isHere(scene)
  const ending = endingOf(scene, wait.lines)
  return {
    ...wait.speech,
    ...(offers || ending?.isWhole ? {} : whereItStands(wait, scene)),
    ...(isPrepared ? { variant: `prepared${specialEnding(wait.lines)}` } : {}),
    ...(SAYS_STOCK.has(wait.speech.variant) && !ending?.isWhole ? ofStock(scene) : {}),
    ...(ending ? endSpeech(ending, wait) : {}),
    ...offers,
    groups: groupsOf(wait.portions, scene),
    notes: ending ? [ending.note] : offers ? [] : [slipNote(wait, scene)],
  }
}

/** "Still waits for stock", and no day, which would be that of all that is kept together. */
const SAYS_STOCK: ReadonlySet<string> = new Set(['undated', 'passed'])

/** Of a line of which some are here, and kept for the rest, it is the rest that stock is waited for. */
const ofStock = (scene: Scene): Pick<Speech, 'itemName'> => ({
  itemName: nameOf(scene, (line) => waitingQuantity(line) || openQuantity(line)),
})

/** As a text has it: the date of what is being prepared as well, alone or beside what waits. */
function whereItStands(wait: Wait, scene: Scene): Partial<Listed> {
  const { how, portions, lines, speech } = wait
  const prepared = portions.filter(({ state, day }) => state === 'preparing' && day !== null)
  if (prepared.length === 0) return eachInText('waiting', wait, scene)
  const waits = portions.filter(({ state }) => WAITS.has(state))
  if (waits.length > 0 || how !== 'dated')
    return waitsInText('waiting', [...waits, ...prepared], scene)
  const params = { ...speech.params, n: lines.length, item: scene.itemName(lines, ITEM_MAX) }
  return {
    text: scene.word('backorder_update.sms.prepared_dated', params),
    named: lines.map(({ id }) => id),
  }
}

/** An offer that stands, said again beside where the order stands. */
function unansweredIn(wait: Wait, scene: Scene) {
  const offers = unansweredOf(scene)
  if (!offers) return null
  if (isHere(scene)) return offers
  const open = offered(scene)
  const { named, ...brief } = briefly('waiting', wait, { offers: open, scene })
  const each = scene.isOneLink ? {} : eachInText('waiting', wait, scene)
  const said = each.named ?? named
  return {
    ...brief,
    ...offers,
    offerText: offerText(open, scene, {
      isOne: isIt(open, wait, said),
      dated: said,
      just: each.text === undefined ? named : [],
    }),
    ...each,
    named: [...said, ...offersNamed(open, scene)],
  }
}

/** "Unless you agree, it is cancelled": where the sentence before it said of the same lines when. */
const isIt = (offers: readonly Offered[], { lines }: Wait, named: readonly string[]) =>
  isForAll(offers, lines) && lines.every(({ id }) => named.includes(id))

const isHere = ({ order }: Scene) => waitingLines(order).length === 0

/** Different dates have room in a text by name, where they are few; an ending has its own sentence. */
function eachInText(
  what: 'confirmed' | 'turned' | 'waiting',
  { how, portions, lines }: Wait,
  scene: Scene,
): Partial<Listed> {
  if (how !== 'spread' && how !== 'partly') return {}
  const waits = portions.filter(({ line, state }) => WAITS.has(state) && lines.includes(line))
  return waits.length > 0 ? waitsInText(what, waits, scene) : {}
}

/** The date and no more: what an offer has to say takes the rest of two parts. */
function briefly(
  what: 'confirmed' | 'turned' | 'waiting',
  { how, lines, speech }: Wait,
  { offers, scene: { word, itemName, orderRef, isOneLink } }: Offers,
): Pick<Speech, 'text'> & { named: readonly string[] } {
  // Each by its name and its date stands in the offers that follow; one for all of them names none.
  if (isOneLink && what === 'confirmed' && lines.length > 1 && !isForAll(offers, lines))
    return { text: word('sms.offers.confirmed', { order: orderRef }), named: [] }
  if (how === 'spread' || how === 'partly') return { named: [] }
  const named = lines.map(({ id }) => id)
  const key = `sms.brief.${what}_${how === 'dated' ? 'dated' : 'undated'}`
  const item = itemName(lines, ITEM_MAX)
  const params = { ...speech.params, n: lines.length, item, order: orderRef }
  return { text: word(key, params), named }
}

type Offers = { offers: readonly Offered[]; scene: Scene }

const ITEM_MAX = 48

/** Where all of it ends on one day the sentence says so; else it is said beside it, by name. */
function endSpeech(
  ending: Ending,
  { how, speech }: Wait,
): Pick<Speech, 'endText'> | Pick<Speech, 'variant' | 'params'> {
  if (!ending.isWhole) return { endText: ending.text }
  const { day } = speech.params
  const isEarlier = how === 'dated' && day !== ending.params.until
  return {
    variant: isEarlier ? 'ending_dated' : 'ending',
    params: { ...speech.params, ...ending.params },
  }
}

/** All that waits is to be swapped for what its reader chose: its old date is nobody's any more. */
function swappedOf(scene: Scene): Speech | null {
  const { order, rules } = scene
  const lines = waitingLines(order)
  const taken = takenOffers(order)
  const isAll = lines.every(({ id }) => taken.some(({ offer }) => offer.lineId === id))
  if (lines.length === 0 || !isAll) return null
  const [{ option }] = taken as [(typeof taken)[number]]
  const instead = isolate(clean(option.title, TITLE_MAX))
  const variant = taken.length > 1 ? 'swapped_more' : 'swapped'
  // What else is still to come is not passed over for the swap.
  const portions = openPortions(order, rules)
  const isMore = portions.some(({ state }) => state !== 'swapped')
  const groups = isMore ? { groups: groupsOf(portions, scene) } : {}
  return { variant, lines, params: { instead }, ...groups }
}

const TITLE_MAX = 60

/** In stock, and not out of the door yet: still being prepared, and by when if that is known. */
export const orderUpdate: Speaker = (scene) => {
  const { order, rules } = scene
  const portions = openPortions(order, rules)
  const [day = null, ...others] = new Set(portions.map((portion) => portion.day))
  const whole = shippedShipments(order).length > 0 ? 'rest' : 'whole'
  const dated = day !== null && others.length === 0 && day >= scene.today
  const open = order.lines.filter((line) => openQuantity(line) > 0)
  const { turned } = scene.facts
  return {
    variant: `${turned ? 'turned' : whole}${dated ? '_dated' : ''}`,
    lines: turned ? linesNamed(turned.lines, scene, open) : open,
    itemName: nameOf(scene, unitsHere),
    params: dayParams({ day: dated ? day : null }, scene),
    groups: groupsOf(portions, scene),
  }
}

/** Of a line of which some wait for stock as well, it is about the others. */
const unitsHere: Units = (line) => openQuantity(line) - waitingQuantity(line) || openQuantity(line)

/** The check-in of two days: four lines, and a list only where one sentence cannot hold the dates. */
export const backorderCheckin: Speaker = (scene) => {
  const wait = waitOf(scene)
  const { speech, portions, how } = wait
  // What is here with a day of its own has that told as well, and the sentence is of what waits.
  const isMore = portions.some(({ line, day }) => day !== null && !wait.lines.includes(line))
  const several = how === 'spread' || how === 'partly' || isMore
  const offers = unansweredIn(wait, scene)
  const ending = endingOf(scene, wait.lines)
  const isOnBackorder = !speech.variant.endsWith('_special') && !ending?.isWhole
  return {
    ...speech,
    ...(isOnBackorder ? ofStock(scene) : {}),
    ...(offers || ending?.isWhole ? {} : eachInText('waiting', wait, scene)),
    ...(ending ? endSpeech(ending, wait) : {}),
    ...offers,
    groups: several ? groupsOf(portions, scene) : [],
    notes: ending && !ending.isWhole ? [ending.note] : [],
  }
}

/** Where a day has gone by the card says already that we write as soon as there is a new one. */
function slipNote({ how }: Wait, { word }: Scene): string {
  if (how === 'passed') return word('note.no_new_date')
  return word(DATED.has(how) ? 'note.slips' : 'note.no_date_yet')
}

const DATED: ReadonlySet<string> = new Set(['dated', 'spread', 'partly'])

/** How it ships, where it may come apart: some of it is here, or all waits for different days. */
function splitNote(portions: readonly Portion[], { word, rules, order }: Scene): string[] {
  if (!portions.some(({ state }) => WAITS.has(state))) return []
  if (portions.some(({ state }) => HERE.has(state))) return [word(`note.${rules.split}`)]
  const apart = openPortions(order, { ...rules, split: 'ship_available', dateOf: ownDate })
  if (rules.split === 'ship_available' || new Set(apart.map(({ day }) => day)).size < 2) return []
  return [word(rules.split === 'ask' ? 'note.ask_apart' : 'note.hold')]
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
