import type { Shipment } from '../../domain/order.ts'
import { linesIn, nameInside } from '../packages.ts'
import type { Scene } from '../scene.ts'
import type { Speech } from './speech.ts'

/**
 * A package that was told as on its way did not leave, said beside the news of a message: what it held
 * is in the list below, or in the package that this message is of.
 */
export function withTakenBack(speech: Speech, scene: Scene): Speech {
  const { facts, order, word, kind } = scene
  // Its own sentence says it.
  if (kind === 'order_update') return speech
  const taken = order.shipments.filter((one) => facts.told.takenBack?.includes(one.shipmentId))
  if (taken.length === 0) return speech
  const [note, text] = isReplaced(taken, scene)
    ? [word('turned.instead', { n: taken.length }), word('turned.instead_sms', { n: taken.length })]
    : [stayedNote(taken, scene), word('turned.missed_sms')]
  return {
    ...speech,
    notes: [note, ...(speech.notes ?? [])],
    endText: [text, speech.endText].filter(Boolean).join(' '),
  }
}

function stayedNote(taken: readonly Shipment[], scene: Scene): string {
  const lines = linesIn(taken, scene)
  const item = nameInside(taken, scene)(lines)
  return scene.word('turned.missed_item', { n: Math.max(1, lines.length), item })
}

/** The package that the message is of holds some of the same. */
function isReplaced(taken: readonly Shipment[], { facts, order, kind }: Scene): boolean {
  if (kind !== 'partially_shipped' && kind !== 'shipped') return false
  const held = new Set(taken.flatMap(({ lines }) => lines.map(({ id }) => id)))
  return order.shipments.some(
    ({ shipmentId, lines }) =>
      facts.shipments.includes(shipmentId) && lines.some(({ id }) => held.has(id)),
  )
}
