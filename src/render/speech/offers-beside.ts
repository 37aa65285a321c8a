import { movedBeside } from '../moved-beside.ts'
import { offered, offerText, offerWords, sharedReason } from '../offers.ts'
import type { Scene } from '../scene.ts'
import { isOnlyOne } from './if-silent.ts'
import type { Speech } from './speech.ts'

type Beside = Pick<Speech, 'endText' | 'offers' | 'offerText' | 'keep'> & { notes: string[] }

/**
 * What else of the order moved, beside what a message is about; and where that delay is offered by it
 * (16 CFR 435.2), the offer's words and both ways on. Each date stands in it once.
 */
export function toldBeside(scene: Scene): Beside & { isOffer: boolean } {
  const made = new Set(scene.facts.told.offers?.map(({ lineId }) => lineId) ?? [])
  if (made.size === 0) {
    const { notes, text } = movedBeside(scene)
    return { notes, endText: text, isOffer: false }
  }
  const offers = offered(scene)
  const isOne = isOnlyOne(offers, scene)
  const reason = sharedReason(offers, scene)
  const { notes } = movedBeside({ ...scene, facts: { ...scene.facts, reason } })
  // By name and with its date an offer stands in its own sentence: a text says only what else moved.
  const others = scene.facts.dates.filter(({ lineId }) => isOne || !made.has(lineId))
  const { text } = movedBeside({ ...scene, facts: { ...scene.facts, dates: others } })
  return {
    notes,
    offers: offerWords(offers, scene, { told: true, isOne }),
    // The name and the date first: what is said to be cancelled is what they name.
    offerText: [text, offerText(offers, scene, { isOne, isFirst: true })]
      .filter((one) => one !== null)
      .join(' '),
    keep: 'consent',
    isOffer: true,
  }
}
