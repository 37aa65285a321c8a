import { describe, expect, it } from 'vitest'
import { drawMail } from '../support/drawn.ts'
import { factsOf, inputOf, lineOf, merchantOf, orderOf, waitingLine } from './scenes.ts'

const picture = { path: '/m/harbor/i/abcdefghijklmnopqrstuv', width: 30, height: 4_000 }
const links = { tracking: 'https://tidings.example/t/1', cancel: null }

describe('a brand in a mail', () => {
  const dressed = (brand: ReturnType<typeof merchantOf>['brand']) => {
    const order = orderOf([waitingLine('l_1', '2025-03-14')])
    return drawMail(inputOf('backorder_confirmed', order, { merchant: merchantOf({ brand }) }))
  }

  it('has its corners and its font, and its places below', () => {
    const { html } = dressed({
      corners: 'square',
      font: 'old_style',
      social: { x: 'https://x.com/harbor?a=1&b=2', instagram: 'https://instagram.com/harbor' },
    })
    expect(html).toContain('border-radius:0px')
    expect(html).not.toMatch(/border-radius:(8|12)px/)
    expect(html).toContain('Iowan Old Style')
    expect(html).toMatch(/instagram\.com\/harbor"[^>]*>Instagram<\/a> · <a href="https:\/\/x\.com/)
    expect(html).toContain('a&#x3D;1&amp;b&#x3D;2')
  })

  it('has words that read on a colour that was chosen for them, or the nearest that do', () => {
    expect(dressed({ color: '#0b6e4f', color_text: '#ffe066' }).html).toContain('color:#ffe066')
    expect(dressed({ color: '#0b6e4f', color_text: '#0b6e4f' }).html).not.toContain(
      'color:#0b6e4f;font-size',
    )
  })
})

describe('a picture in a mail', () => {
  it('is as large as its box lets it be, and the row without one keeps its room', () => {
    const order = orderOf([
      waitingLine('l_1', '2025-03-14', { picture }),
      waitingLine('l_2', '2025-03-14', { title: 'Tea' }),
    ])
    const origin = 'https://tidings.example'
    const { html } = drawMail(
      inputOf('backorder_confirmed', order, { links: { ...links, origin } }),
    )
    expect(html).toContain(`src="${origin}${picture.path}" alt="" width="1" height="48"`)
    expect(html?.match(/width="48" valign="top"/g)).toHaveLength(2)
  })

  it('leaves a mail as it was where there is none', () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14'), lineOf('l_2')])
    const { html } = drawMail(
      inputOf('backorder_confirmed', order, { links: { ...links, origin: 'https://t.example' } }),
    )
    expect(html).not.toMatch(/<img|width="48"/)
  })
})

describe('what is offered instead, in a mail', () => {
  const origin = 'https://tidings.example'
  const option = (sku: string, imageUrl: string | null) => ({
    sku,
    title: `Lamp ${sku}`,
    imageUrl,
    priceDifference: null,
  })
  const options = [option('white', 'https://shop.example/white.jpg'), option('green', null)]
  const offer = { eventId: 'evt_1', lineId: 'l_1', at: '2025-03-01T10:00:00.000Z', options }
  const mail = (shown: boolean, kind: 'substitute_offered' | 'backorder_choice') => {
    const [first, second] = options
    const pictured = [{ ...(first as object), ...(shown && { picture }) }, second]
    const order = orderOf([waitingLine('l_1', '2025-03-14')], {
      substitutes: [{ ...offer, options: pictured, chosen: null, imported: false }] as never,
    })
    // What the message was planned with: it knows URLs, and no pictures of ours.
    const facts = factsOf({ substitutes: [{ offer: 'evt_1', lineId: 'l_1', options }] })
    return drawMail(inputOf(kind, order, { facts, links: { ...links, origin } }))
  }

  it.each(['substitute_offered', 'backorder_choice'] as const)(
    'has its picture from our origin, in its size, where one is kept (%s)',
    (kind) => {
      const { html, text } = mail(true, kind)
      expect(html).toContain(`src="${origin}${picture.path}" alt="" width="1" height="48"`)
      expect(html).not.toContain('shop.example/white.jpg')
      expect(text).toContain('Lamp white')
      expect(mail(false, kind).html).not.toContain('<img')
    },
  )
})

describe('the links of a brand', () => {
  const given = [
    { label: 'Returns <b>', url: 'https://harbor.example/returns?a=1&b=2' },
    { label: 'Care', url: 'https://harbor.example/care' },
  ]
  const html = (brand: ReturnType<typeof merchantOf>['brand']) =>
    drawMail(
      inputOf('backorder_confirmed', orderOf([waitingLine('l_1', '2025-03-14')]), {
        merchant: merchantOf({ brand }),
      }),
    ).html

  it('stand in the header of a mail where the brand asks for it, and else on its pages alone', () => {
    const asked = html({ links: given, links_in_mail: true })
    expect(asked).toMatch(
      /harbor\.example\/returns\?a&#x3D;1&amp;b&#x3D;2"[^>]*>[^<]*Returns &lt;b&gt;/,
    )
    expect(asked).toMatch(/ · <a href="https:\/\/harbor\.example\/care"/)
    expect(html({ links: given })).not.toContain('harbor.example/care')
    expect(html({ links_in_mail: true })).toBe(html({}))
  })
})
