import { SAYS_CANCELLED } from '../../domain/cadence/cancelled-beside.ts'
import type { Scene } from '../scene.ts'
import { orderCancelled } from './cancellations.ts'
import type { SpokenKind } from './index.ts'
import type { Speech } from './speech.ts'

const ITEM_MAX = 24

/**
 * What was cancelled in the same night, in the words of its own text: who reads texts alone hears of
 * both in one. Never as the whole order's end, for this text speaks of what came or left.
 */
export function withCancelledBeside(kind: SpokenKind, speech: Speech, scene: Scene): Speech {
  if (!SAYS_CANCELLED.has(kind) || scene.facts.cancelled.length === 0) return speech
  const { variant, lines, params, itemName = scene.itemName, endText } = orderCancelled(scene)
  const key = variant.replace('whole', 'part')
  const text = scene.word(`order_cancelled.sms.${key}`, {
    order: scene.orderRef,
    item: itemName(lines, ITEM_MAX),
    n: Math.max(1, lines.length),
    ...params,
  })
  return { ...speech, endText: [speech.endText, text, endText].filter(Boolean).join(' ') }
}
