import { beforeAll, describe, expect, it } from 'vitest'
import { renderMail, type Templates } from '../../src/render/message.ts'
import { ownTemplates } from '../support/templates.ts'
import { inputOf, lineOf, merchantOf, orderOf, waitingLine } from './scenes.ts'

let templates: Templates
beforeAll(async () => {
  templates = await ownTemplates()
})

const picture = { path: '/m/harbor/i/abcdefghijklmnopqrstuv', width: 30, height: 4_000 }
const links = { tracking: 'https://tidings.example/t/1', cancel: null }

describe('a brand in a mail', () => {
  const dressed = (brand: ReturnType<typeof merchantOf>['brand']) => {
    const order = orderOf([waitingLine('l_1', '2025-03-14')])
    return renderMail(
      templates,
      inputOf('backorder_confirmed', order, { merchant: merchantOf({ brand }) }),
    )
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
    const { html } = renderMail(
      templates,
      inputOf('backorder_confirmed', order, { links: { ...links, origin } }),
    )
    expect(html).toContain(`src="${origin}${picture.path}" alt="" width="1" height="48"`)
    expect(html?.match(/width="48" valign="top"/g)).toHaveLength(2)
  })

  it('leaves a mail as it was where there is none', () => {
    const order = orderOf([waitingLine('l_1', '2025-03-14'), lineOf('l_2')])
    const { html } = renderMail(
      templates,
      inputOf('backorder_confirmed', order, { links: { ...links, origin: 'https://t.example' } }),
    )
    expect(html).not.toMatch(/<img|width="48"/)
  })
})
