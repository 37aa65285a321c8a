import { setImmediate } from 'node:timers/promises'
import type { EvidencePack } from '../../domain/evidence.ts'
import { writeCancellations, writeConsents, writeDelays, writeQuestions } from './dealings.ts'
import { writeMessages } from './messages.ts'
import { writeEnd, writeOrder, writePromises, writeShipments } from './sections.ts'
import { Sheet } from './sheet.ts'
import { writeTitlePage } from './title-page.ts'
import { loadFonts } from './typeface.ts'
import { paperOf } from './words.ts'

/**
 * The pack for who reads paper: a bank's clerk. Everything in it stands in the JSON too, under the
 * same hash; the document adds nothing and leaves out only what a person cannot use, and says which.
 *
 * Drawn in small pieces, with a turn for everything else in between: a long history is a second of
 * work, and this process also sends mail and answers shops.
 */
export async function renderEvidencePdf(pack: EvidencePack): Promise<Buffer> {
  const { merchant, order } = pack
  const title = `Evidence for order ${order.number || order.id}`
  const sheet = new Sheet({
    paper: paperOf(merchant.country),
    fonts: await loadFonts(),
    info: {
      Title: title,
      Author: merchant.name,
      Subject: `Record of the order ${order.id}, SHA-256 ${pack.integrity.sha256}`,
      Creator: 'Tidings',
      Producer: 'Tidings',
      CreationDate: new Date(pack.generated_at),
    },
  })
  const pause = () => setImmediate()
  writeTitlePage(sheet, pack, title)
  const sections = [
    writeOrder,
    writeShipments,
    writePromises,
    writeCancellations,
    writeMessages,
    writeDelays,
    writeQuestions,
    writeConsents,
    writeEnd,
  ]
  for (const section of sections) {
    await section(sheet, pack, pause)
    await pause()
  }
  const number = order.number ? `Order ${order.number} (${order.id})` : `Order ${order.id}`
  return sheet.close(`${merchant.name} · ${number} · evidence pack`, pause)
}
