import { movedBeside } from '../moved-beside.ts'
import { offersNamed, offerText } from '../offer-text.ts'
import { isOnlyOne, offered, offerWords, sharedReason } from '../offers.ts'
import type { Scene } from '../scene.ts'
import type { Speech } from './speech.ts'

type Beside = Pick<Speech, 'endText' | 'offers' | 'offerText' | 'keep'> & {
  notes: string[]
  named: string[]
}

/**
 * What else of the order moved, beside what a message is about; and where that delay is offered by it
 * (16 CFR 435.2), the offer's words and both ways on. Each date stands in it once.
 */
export function toldBeside(scene: Scene): Beside & { isOffer: boolean } {
  const made = new Set(scene.facts.told.offers?.map(({ lineId }) => lineId) ?? [])
  if (made.size === 0) {
    const { notes, text, named } = movedBeside(scene)
    return { notes, named, endText: text, isOffer: false }
  }
  const offers = offered(scene)
  const isOne = isOnlyOne(offers, scene)
  const reason = sharedReason(offers, scene)
  const { notes } = movedBeside({ ...scene, facts: { ...scene.facts, reason } })
  // By name and with its date an offer stands in its own sentence: a text says only what else moved.
  const others = scene.facts.dates.filter(({ lineId }) => isOne || !made.has(lineId))
  const { text, named } = movedBeside({ ...scene, facts: { ...scene.facts, dates: others } })
  // What is said to be cancelled is what was named before it: the package that left is not meant.
  const isNamed = isOne && [...made].every((id) => named.includes(id))
  return {
    notes,
    named: [...named, ...offersNamed(offers, scene, { isFirst: true })],
    offers: offerWords(offers, scene, { told: isMoved(scene, made), isOne }),
    offerText: [text, offerText(offers, scene, { isOne: isNamed, isFirst: true })]
      .filter((one) => one !== null)
      .join(' '),
    keep: 'consent',
    isOffer: true,
  }
}

/** Whether each is said to move later, old beside new and with why: else the offer says both itself. */
const isMoved = ({ facts }: Scene, made: ReadonlySet<string>): boolean =>
  [...made].every((id) =>
    facts.dates.some(
      (date) =>
        date.lineId === id && date.old !== null && (date.new === null || date.new > date.old),
    ),
  )
