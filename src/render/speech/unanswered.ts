import { openQuantity } from '../../domain/order.ts'
import { offered, offerText, offerWords } from '../offers.ts'
import type { Scene } from '../scene.ts'
import type { Speech } from './speech.ts'

/**
 * An offer that nobody has answered, said again with where the order stands. Not what the date was
 * and why it moved: the offer told that, and where T is 30 days from the order nobody was told it.
 */
export function unansweredOf(scene: Scene): Pick<Speech, 'offers' | 'offerText' | 'keep'> | null {
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
