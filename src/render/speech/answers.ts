import { openQuantity } from '../../domain/order.ts'
import { groupsOf } from '../groups.ts'
import { letterParagraphs, letterText } from '../letter.ts'
import { openPortions } from '../portions.ts'
import type { Scene } from '../scene.ts'
import { nameOf, openUnits } from '../units.ts'
import type { Speaker } from './speech.ts'

/** We have it, and when a person answers; until then, what holds. */
export const inquiryReceived: Speaker = (scene) => {
  const open = openPortions(scene.order, scene.rules)
  return {
    variant: open.length > 0 ? 'open' : 'closed',
    lines: linesOf(scene),
    itemName: nameOf(scene, openUnits),
    groups: groupsOf(open, scene),
  }
}

/** "CANCEL" as a text stops the texts (to the carriers it is that word); it may have meant more. */
export const cancelOrStop: Speaker = (scene) => ({
  variant: '',
  lines: linesOf(scene),
  itemName: nameOf(scene, openUnits),
  groups: groupsOf(openPortions(scene.order, scene.rules), scene),
})

/** What an agent wrote, as it was written. Without it there is nothing to send, so it throws. */
export const letter: Speaker = (scene) => {
  const text = scene.letter?.text.trim()
  if (!text) throw new Error(`${scene.kind} has no letter`)
  return {
    variant: '',
    lines: linesOf(scene),
    itemName: nameOf(scene, openUnits),
    params: letterText(text),
    letter: letterParagraphs(text),
  }
}

const linesOf = ({ order }: Scene) => order.lines.filter((line) => openQuantity(line) > 0)
