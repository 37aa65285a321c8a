import { type Line, type OrderState, toldDate, waitingLines } from '../../domain/order.ts'
import { openSubstitutes } from '../../domain/substitute.ts'
import { dayIn } from '../dates.ts'
import { groupsOf } from '../groups.ts'
import { insteadOf, leftOut } from '../options.ts'
import { truncate, webUrl } from '../plain.ts'
import type { Scene } from '../scene.ts'
import { allUnits, nameOf } from '../units.ts'
import { WAITS, type Wait, waitOf } from '../wait.ts'
import { between } from './dates-in-text.ts'
import { linesNamed, type Speaker } from './speech.ts'

const LABEL_ITEM_MAX = 32
const OPTION_MAX = 48
/** In a subject, beside the name of what it replaces. */
const OPTION_SHORT_MAX = 24

/** Past the fulfilment window: keep, swap or cancel, asked before they ask. */
export const backorderChoice: Speaker = (scene) => {
  const { order, merchant, long } = scene
  const wait = waitOf(scene)
  const options = insteadOf(offersOf(scene, wait.lines), scene)
  const swap = options.length > 0 ? '_swap' : ''
  return {
    variant: `${HOW[wait.how]}${swap}${isOnTime(wait, order) ? '_ontime' : ''}`,
    lines: wait.lines,
    // Which of them has no date, a text of some does not say.
    ...(wait.how === 'partly' ? { named: [] } : {}),
    params: {
      ...wait.speech.params,
      placed: long(dayIn(order.placed?.at ?? scene.now, merchant.timeZone)),
    },
    options,
    groups: wait.how === 'spread' || wait.how === 'partly' ? groupsOf(wait.portions, scene) : [],
    keep: 'page',
  }
}

/** A long wait that was told from the start, and holds as it was told: there is nothing to be sorry for. */
const isOnTime = ({ how, portions }: Wait, order: OrderState) =>
  (how === 'dated' || how === 'spread') &&
  portions
    .filter(({ state }) => WAITS.has(state))
    .every(({ line: { id, backorder } }) => {
      const first = backorder?.history[0]?.shipsBy
      const last = backorder?.promise?.shipsBy
      const told = toldDate(order, id) ?? last
      return first != null && last != null && last <= first && last === told
    })

const HOW = {
  dated: 'dated',
  spread: 'dated',
  partly: 'partly',
  undated: 'undated',
  passed: 'undated',
} as const

/** Something else in place of what waits: what, for how much more or less, and one button. */
export const substituteOffered: Speaker = (scene) => {
  const offers = offersOf(scene, waitingLines(scene.order))
  const options = insteadOf(offers, scene)
  const [only] = options
  const isOne = only !== undefined && options.length === 1
  const ids = offers.map(({ lineId }) => lineId)
  const lines = linesNamed(ids, scene, waitingLines(scene.order))
  const waits = waitOf(scene).portions.filter(({ line }) => lines.includes(line))
  const left = leftOut(offers)
  const text = offers.length > 1 ? eachInText(offers, scene) : null
  return {
    variant: isOne ? `single${only.price ? '_priced' : ''}` : variantOf(offers),
    lines,
    params: {
      option: truncate(only?.title ?? '', OPTION_MAX),
      option_short: truncate(only?.title ?? '', OPTION_SHORT_MAX),
      price: only?.price ?? '',
      ways: waysOn(lines, scene),
    },
    ...(text ? { text } : {}),
    options,
    ...(left > 0 ? { notes: [scene.word('common.rows_more', { n: left })] } : {}),
    groups: groupsOf(waits, scene),
    action: { url: null, label: scene.word('option.choose') },
  }
}

type Offers = Scene['facts']['substitutes']

/** Those that the facts name, else what is open for the lines: a sample and a preview name none. */
const offersOf = ({ facts, order }: Scene, lines: readonly Line[]): Offers =>
  facts.substitutes.length > 0
    ? facts.substitutes
    : openSubstitutes(order)
        .filter(({ lineId }) => lines.some(({ id }) => id === lineId))
        .map(({ eventId: offer, lineId, options }) => ({ offer, lineId, options }))

const variantOf = (offers: Offers) => (offers.length > 1 ? 'choice_several' : 'choice')

/** What was refunded already is not promised back a second time. */
function waysOn(lines: readonly Line[], { facts: { paidBack = [] }, word }: Scene): string {
  const isPaid = lines.length > 0 && lines.every(({ id }) => paidBack.includes(id))
  const ways = `option.ways.${lines.length > 1 ? 'several' : 'one'}`
  return word(isPaid ? `${ways}_paid` : ways)
}

/** What two parts hold of it, beside the sentence and one link. */
const LIST_MAX = 120

/** Each by its name, with what may be had and its price, where a text has room for them all. */
function eachInText(offers: Offers, scene: Scene): string | null {
  const list = offers.map(({ lineId, options }) => {
    const lines = scene.order.lines.filter(({ id }) => id === lineId)
    const shown = insteadOf([{ offer: '', lineId, options }], scene).map(({ title, price }) => {
      const option = truncate(title, OPTION_SHORT_MAX)
      return price ? `${option} (${price})` : option
    })
    const text = shown.join(', ')
    return scene.word('sms.instead_of', {
      item: scene.itemName(lines, OPTION_SHORT_MAX),
      text,
    })
  })
  const all = list.join(between(scene))
  if (scene.isOneLink && all.length > LIST_MAX) return null
  return scene.word('sms.instead', { order: scene.orderRef, list: all })
}

/** To be had again, for who asked to hear of it: where it is sold. */
export const backInStock: Speaker = (scene) => {
  const { order, facts, merchant, word } = scene
  const lines = linesNamed(facts.lines, scene, listed(order))
  const own = lines.map(({ productUrl }) => webUrl(productUrl)).find((url) => url !== null)
  const url = own ?? webUrl(merchant.brand.shop_url)
  return {
    variant: '',
    lines,
    itemName: nameOf(scene, allUnits),
    ...(url ? { action: { url, label: seeLabel() } } : {}),
  }

  function seeLabel() {
    const item = scene.itemName(lines.slice(0, 1), LABEL_ITEM_MAX, allUnits)
    return word('product.see', { item })
  }
}

const listed = ({ lines, waitlist }: OrderState) =>
  lines.filter(({ id }) => waitlist.some(({ lineId }) => lineId === id))
