import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { twilioInbound } from '../../../src/connectors/twilio-inbound.ts'

const URL_OF_OURS = 'https://tidings.example/webhooks/twilio-inbound/con_1'
const sample = (name: string) =>
  readFileSync(
    new URL(`../../fixtures/twilio-inbound/derived-inbound-${name}.form`, import.meta.url),
  )
const read = async (raw: Uint8Array) => twilioInbound.readMessage?.(raw, () => undefined)
const text = (fields: Record<string, string>) =>
  Buffer.from(
    new URLSearchParams({
      MessageSid: 'SM1',
      From: '+12125550123',
      To: '+12125550100',
      ...fields,
    }).toString(),
  )
const wishOf = async (body: string) => (await read(text({ Body: body })))?.wish
const verify = (raw: Uint8Array, signature: string | undefined, url: string, secret: string) =>
  twilioInbound.verify(
    raw,
    (name) => (name === 'x-twilio-signature' ? signature : undefined),
    secret,
    new Date(0),
    url,
  ).ok

describe('a text by Twilio', () => {
  it('is a question of its sender', async () => {
    expect(await read(sample('not-a-stop'))).toMatchObject({
      deliveryId: 'SMe4da3b7fbbce2345d7772b0674a318d5',
      via: 'sms',
      from: '+14155550123',
      to: ['+15005550006'],
      text: 'Please stop by the shop with my parcel',
      wish: null,
      ignored: null,
    })
  })

  it('wishes what Twilio and the carriers take for a wish: the whole of it', async () => {
    expect((await read(sample('stop')))?.wish).toBe('stop')
    expect((await read(sample('stop-no-optouttype')))?.wish).toBe('stop')
    expect((await read(sample('start')))?.wish).toBe('start')
    expect(await wishOf(' cancel ')).toBe('cancel')
    expect(await wishOf('Unsubscribe')).toBe('stop')
    expect(await wishOf('can you cancel my order')).toBeNull()
    expect(await wishOf('yes')).toBeNull()
  })

  it("wishes what an account's own words mean, and is not answered where Twilio has answered", async () => {
    expect(await read(text({ Body: 'ALTO', OptOutType: 'STOP' }))).toMatchObject({ wish: 'stop' })
    expect(await read(sample('help'))).toMatchObject({ wish: null, ignored: 'Twilio answered it' })
    expect(await wishOf('help')).toBe('help')
  })

  it('is answered in TwiML, with nothing in it that is markup', () => {
    expect(twilioInbound.answer?.(null)).toEqual({ body: '<Response/>', type: 'text/xml' })
    expect(twilioInbound.answer?.('A <b> & c').body).toBe(
      '<Response><Message>A &lt;b&gt; &amp; c</Message></Response>',
    )
  })
})

describe('its signature', () => {
  // Vectors of twilio-node's own tests.
  const body =
    'CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212'
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'

  it.each([
    [body, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', url],
    [body, 'RSOYDt4T1cUTdK1PDd93/VVr8B8=', 'https://mycompany.com:1234/myapp.php?foo=1&bar=2'],
    ['callSid=lowercase&CallSid=uppercase&CALLSID=allcaps', 'jDK7WKT8wiNrwggd4ceTv4e1MJ4=', url],
    ['Digits=&CallSid=CA1234567890ABCDE&EmptyParam=', '9HHp/OqQMEwdrVebHDdA/+tqjX8=', url],
  ])('is checked over the address and the fields: %s', (raw, signature, at) => {
    expect(verify(Buffer.from(raw), signature, at, '12345')).toBe(true)
    expect(verify(Buffer.from(`${raw}x`), signature, at, '12345')).toBe(false)
  })

  it('is needed', () => {
    expect(verify(Buffer.from(body), undefined, url, '12345')).toBe(false)
    expect(verify(Buffer.from(body), 'WRONG', url, '12345')).toBe(false)
  })

  it('is that of our own address', () => {
    const raw = text({ Body: 'Hi' })
    const fields = [...new URLSearchParams(raw.toString())].sort().flat().join('')
    const signature = createHmac('sha1', 'tok')
      .update(URL_OF_OURS + fields)
      .digest('base64')

    expect(verify(raw, signature, URL_OF_OURS, 'tok')).toBe(true)
    expect(verify(raw, signature, `${URL_OF_OURS}2`, 'tok')).toBe(false)
  })
})
