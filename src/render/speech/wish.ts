import { openQuantity } from '../../domain/order.ts'
import { dayParams } from '../changes.ts'
import { type Scene, TITLE_MAX } from '../scene.ts'
import type { Units } from '../units.ts'

const TEXT_ITEM_MAX = 24

/** A wish to cancel that nobody has answered: said, so that its reader knows that it was heard. */
export function wishOf(scene: Scene): { note: string; text: string } | null {
  const { cancelAsked } = scene.facts
  const parts = new Map(cancelAsked?.parts?.map((one) => [one.lineId, one.quantity]))
  const lines = scene.order.lines.filter(
    ({ id }) => cancelAsked?.lines.includes(id) || parts.has(id),
  )
  if (!cancelAsked || lines.length === 0) return null
  const units: Units = (line) => parts.get(line.id) ?? openQuantity(line)
  const item = scene.itemName(lines, TITLE_MAX, units)
  const params = { ...dayParams({ day: cancelAsked.on }, scene), item }
  // After other lines' news it would be read as a wish of theirs; a part of a line is named as well.
  const isAll =
    parts.size === 0 &&
    scene.order.lines.every((line) => openQuantity(line) === 0 || lines.includes(line))
  return {
    note: scene.word('silence.requested', params),
    text: isAll
      ? scene.word('silence.requested_sms')
      : scene.word('silence.requested_item_sms', {
          item: scene.itemName(lines, TEXT_ITEM_MAX, units),
        }),
  }
}
