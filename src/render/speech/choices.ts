import { type OrderState, waitingLines } from '../../domain/order.ts'
import { openOffers } from '../../domain/substitute.ts'
import { dayIn } from '../dates.ts'
import { groupsOf } from '../groups.ts'
import { optionsOf } from '../options.ts'
import { truncate, webUrl } from '../plain.ts'
import { WAITS, type Wait, waitOf } from '../wait.ts'
import { linesNamed, type Speaker } from './speech.ts'

const LABEL_ITEM_MAX = 32
const OPTION_MAX = 48
/** In a subject, beside the name of what it replaces. */
const OPTION_SHORT_MAX = 24

/** Past the fulfilment window: keep, swap or cancel, asked before they ask. */
export const backorderChoice: Speaker = (scene) => {
  const { order, merchant, long } = scene
  const wait = waitOf(scene)
  const options = (scene.facts.substitute ?? openOffers(order)[0])?.options ?? []
  const swap = options.length > 0 ? '_swap' : ''
  return {
    variant: `${HOW[wait.how]}${swap}${isOnTime(wait) ? '_ontime' : ''}`,
    lines: wait.lines,
    // Which of them has no date, a text of some does not say.
    ...(wait.how === 'partly' ? { named: [] } : {}),
    params: {
      ...wait.speech.params,
      placed: long(dayIn(order.placed?.at ?? scene.now, merchant.timeZone)),
    },
    options: optionsOf(options, scene),
    groups: wait.how === 'spread' || wait.how === 'partly' ? groupsOf(wait.portions, scene) : [],
    keep: 'page',
  }
}

/** A long wait that was told from the start, and holds: there is nothing to be sorry for. */
const isOnTime = ({ how, portions }: Wait) =>
  (how === 'dated' || how === 'spread') &&
  portions
    .filter(({ state }) => WAITS.has(state))
    .every(({ line: { backorder } }) => {
      const first = backorder?.history[0]?.shipsBy
      const last = backorder?.promise?.shipsBy
      return first != null && last != null && last <= first
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
  const offer = scene.facts.substitute ?? openOffers(scene.order).at(-1) ?? null
  const options = optionsOf(offer?.options ?? [], scene)
  const [only] = options
  const isOne = only !== undefined && options.length === 1
  const lines = linesNamed(offer ? [offer.lineId] : [], scene, waitingLines(scene.order))
  const waits = waitOf(scene).portions.filter(({ line }) => lines.includes(line))
  return {
    variant: isOne ? `single${only.price ? '_priced' : ''}` : 'choice',
    lines,
    params: {
      option: truncate(only?.title ?? '', OPTION_MAX),
      option_short: truncate(only?.title ?? '', OPTION_SHORT_MAX),
      price: only?.price ?? '',
    },
    options,
    groups: groupsOf(waits, scene),
    action: { url: null, label: scene.word('option.choose') },
  }
}

/** To be had again, for who asked to hear of it: where it is sold. */
export const backInStock: Speaker = (scene) => {
  const { order, facts, merchant, itemName, word } = scene
  const lines = linesNamed(facts.lines, scene, listed(order))
  const own = lines.map(({ productUrl }) => webUrl(productUrl)).find((url) => url !== null)
  const url = own ?? webUrl(merchant.brand.shop_url)
  return {
    variant: '',
    lines,
    ...(url ? { action: { url, label: seeLabel() } } : {}),
  }

  function seeLabel() {
    return word('product.see', { item: itemName(lines.slice(0, 1), LABEL_ITEM_MAX) })
  }
}

const listed = ({ lines, waitlist }: OrderState) =>
  lines.filter(({ id }) => waitlist.some(({ lineId }) => lineId === id))
