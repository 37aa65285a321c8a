import { describe, expect, it } from 'vitest'
import { composeMime } from '../../src/channels/mime.ts'
import { newId, newSecret } from '../../src/lib/id.ts'
import { maskHandedOver } from '../../src/operations/mask-handed-over.ts'
import { mail } from '../channels/samples.ts'

const MERCHANT = newId('mer')
const tracking = newSecret('trk', MERCHANT, 16)
const unsubscribe = newSecret('uns', MERCHANT, 16)
const LINK = `https://shop.example/t/${tracking}`

/** As a reader of the whole would find it, whatever the parts are encoded in. */
const decoded = (mime: string) =>
  mime.replaceAll(/=\r?\n/g, '') +
  mime
    .split(/\r?\n\r?\n/)
    .map((part) => Buffer.from(part, 'base64').toString('utf8'))
    .join('\n')

describe('what was handed over, masked', () => {
  it.each([
    ['in quoted-printable', 'Grüße, dein Zelt kommt an. ', 'dein Zelt'],
    ['in base64', 'Ваш заказ уже в пути, палатка придёт завтра. ', 'палатка'],
    ['as it is', 'Your tent comes tomorrow. ', 'Your tent'],
  ])('has no key of a mail %s', async (_, words, kept) => {
    for (let filler = 0; filler < 80; filler += 7) {
      const text = `${words.repeat(3)}${'x'.repeat(filler)} ${LINK} ${words}`
      const html = `<p>${words.repeat(4)}</p>${'y'.repeat(filler)}<a href="${LINK}">${words}</a>`
      const headers = { 'List-Unsubscribe': `<https://shop.example/u/${unsubscribe}>` }
      const mime = await composeMime({ ...mail, text, html, headers })
      expect(decoded(mime)).toContain(tracking)

      const masked = decoded(maskHandedOver(mime))
      expect(masked).not.toContain(tracking)
      expect(masked).not.toContain(unsubscribe)
      expect(masked).toContain(kept)
    }
  })

  it('has none of a request’s body, in JSON or as a form', () => {
    const json = JSON.stringify({ html: `<a href="${LINK}">`, text: LINK })
    const form = new URLSearchParams({ Body: `It comes: ${LINK}`, To: '+12125550199' }).toString()

    expect(maskHandedOver(json)).toContain('…')
    expect(maskHandedOver(json) + maskHandedOver(form)).not.toContain(tracking.slice(-20))
    expect(maskHandedOver(form)).toContain('To=%2B12125550199')
  })

  it('is the same where it holds none', () => {
    const webhook = '{"type":"order.cancelled","data":{"order_id":"1001"}}'
    expect(maskHandedOver(webhook)).toBe(webhook)
  })
})
