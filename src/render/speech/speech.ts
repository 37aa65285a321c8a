import type { Line } from '../../domain/order.ts'
import type { Change } from '../changes.ts'
import type { Group } from '../groups.ts'
import type { Letter } from '../letter.ts'
import type { OfferWords } from '../offers.ts'
import type { Option } from '../options.ts'
import type { Package } from '../packages.ts'
import type { Scene } from '../scene.ts'
import type { Params } from '../words.ts'
import type { SpokenKind } from './index.ts'

/**
 * What one kind of message has to say. `variant` picks among the phrasings of the locale file
 * (`backorder_confirmed.subject.dated`); everything else is facts, never sentences.
 */
export type Speech = {
  variant: string
  /** Whom the sentence is about: `{item}` and `{n}` of the words. */
  lines: readonly Line[]
  params?: Params
  /** How they are named, where not as a whole: "Widget Pro (1 of 2)". */
  itemName?: Scene['itemName']
  changes?: Change[]
  packages?: Package[]
  groups?: Group[]
  notes?: string[]
  reason?: string | null
  offers?: OfferWords[]
  /** The sentence of a text, where the kind's own would leave no room for what has to follow it. */
  text?: string
  /**
   * The lines of which a text says the date, or that there is none, where they are others than those
   * of its sentence: what it leaves out for want of room is not told by it.
   */
  named?: readonly string[]
  /** The offers as a text has room for them. */
  offerText?: string | null
  /** The end of a part of it, as a text has room for it. */
  endText?: string | null
  /** Nothing ends by itself, for the merchant confirms each end: words that say otherwise give way. */
  isConfirmed?: boolean
  /** Another kind's words, where two kinds say the same. */
  wordsOf?: SpokenKind
  options?: Option[]
  letter?: Letter
  /** The one button, where it is not "see your order"; no `url` of its own is the order's page. */
  action?: { url: string | null; label: string }
  /** "Keep waiting" beside the way out: where that is answered. */
  keep?: 'consent' | 'page'
}

export type Speaker = (scene: Scene) => Speech

/** The lines that the facts name, else `otherwise`: empty facts mean the whole order. */
export function linesNamed(ids: readonly string[], scene: Scene, otherwise: readonly Line[]) {
  const wanted = new Set(ids)
  const named = scene.order.lines.filter(({ id }) => wanted.has(id))
  return named.length > 0 ? named : otherwise
}
