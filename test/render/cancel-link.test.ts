import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { hasCancelLink } from '../../src/domain/cancel-link.ts'
import { KINDS_WITH_CANCEL_LINK } from '../../src/domain/message.ts'
import { waitingLines } from '../../src/domain/order.ts'
import { loadTemplates, renderMail, renderText, type Templates } from '../../src/render/message.ts'
import { SPOKEN_KINDS, type SpokenKind } from '../../src/render/speech/index.ts'
import { ownTemplates } from '../support/templates.ts'
import { offerOf } from './choice-examples.ts'
import { EXAMPLES } from './examples.ts'
import { CANCEL, factsOf, inputOf, NOW, orderOf, waitingLine } from './scenes.ts'

const LINKS = { tracking: 'https://t.example/t/1', cancel: CANCEL }
const FOLDER = fileURLToPath(new URL('../../templates', import.meta.url))

/** The parts of a kind's messages in which nobody could find the way out. */
function partsWithoutCancelLink(templates: Templates, kind: SpokenKind): string[] {
  const input = EXAMPLES[kind]()
  const { html, text } = renderMail(templates, input)
  const { body } = renderText(templates, input)
  const holds = {
    html: html?.includes(`href="${CANCEL}"`) ?? true,
    text: text.includes(CANCEL),
    sms: body.includes(CANCEL),
  }
  return Object.entries(holds).flatMap(([part, held]) => (held ? [] : [part]))
}

async function loadBroken(file: string, without: string, instead = ''): Promise<Templates> {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-templates-'))
  try {
    await cp(FOLDER, folder, { recursive: true })
    const source = await readFile(join(folder, file), 'utf8')
    expect(source).toContain(without)
    await writeFile(join(folder, file), source.replace(without, instead))
    return await loadTemplates(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('the cancel link', () => {
  it.each(SPOKEN_KINDS.filter((kind) => KINDS_WITH_CANCEL_LINK.has(kind)))(
    'stands in every part of %s',
    async (kind) => {
      expect(partsWithoutCancelLink(await ownTemplates(), kind)).toEqual([])
    },
  )

  it('stands in a cancellation that asks about what is left, also where that is here already', async () => {
    const left = waitingLine('l_2', '2025-05-02', {}, { allocated: 1 })
    const input = inputOf('order_cancelled', orderOf([left]), {
      facts: factsOf({ offers: [offerOf({ lineId: 'l_2', revisedOn: '2025-05-02' })] }),
      links: LINKS,
    })
    const { html, text } = renderMail(await ownTemplates(), input)
    expect(html).toContain(`href="${CANCEL}"`)
    expect(text).toContain(CANCEL)
    expect(hasCancelLink('order_cancelled', input.facts, input.order)).toBe(true)
  })

  it.each([
    'order_cancelled',
    'backorder_unfulfillable',
    'cancellation_declined',
    'inquiry_received',
    'delivered',
  ] as const)('stands in %s where it lists what still waits, and not else', async (kind) => {
    const templates = await ownTemplates()
    const example = { ...EXAMPLES[kind](), links: LINKS }
    const { order } = example
    const waits = [...order.lines, waitingLine('l_9', '2025-04-02', { title: 'Moka pot' })]
    const waiting = { ...example, order: { ...order, lines: waits } }
    const { html, text } = renderMail(templates, waiting)
    const { body } = renderText(templates, waiting)
    for (const part of [html, text, body]) expect(part).toContain(CANCEL)
    const gone = order.lines.map((line) => ({ ...line, shipped: line.quantity, cancelled: 0 }))
    const over = { ...example, order: { ...order, lines: gone } }
    expect(renderMail(templates, over).text).not.toContain(CANCEL)
    expect(renderText(templates, over).body).not.toContain(CANCEL)
  })

  it.each(['backorder_unfulfillable', 'inquiry_received'] as const)(
    'stands in %s also where all that is left is being prepared, unless that was asked for',
    (kind) => {
      const left = waitingLine('l_2', '2025-05-02', {}, { allocated: 1 })
      const order = orderOf([left])
      const facts = factsOf({})
      const lines = [{ id: 'l_2', quantity: 1, total: 1 }]
      const request = { eventId: 'e_1', at: NOW, by: 'shopper' as const, lines, reason: null }

      expect(hasCancelLink(kind, facts, order)).toBe(true)
      expect(hasCancelLink(kind, facts, { ...order, cancellationRequest: request })).toBe(false)
      expect(hasCancelLink('cancellation_declined', facts, order)).toBe(false)
    },
  )

  it('is not in the first text of an order that was cancelled in the night', async () => {
    const order = orderOf([waitingLine('l_1', '2025-04-02', { cancelled: 1 })])
    const facts = factsOf({ cancelled: [{ lineId: 'l_1', quantity: 1 }], isFirstWord: true })
    const input = inputOf('order_cancelled', order, { facts, links: LINKS })
    expect(renderText(await ownTemplates(), input).body).not.toContain(CANCEL)
  })

  it.each(
    SPOKEN_KINDS.filter(
      (kind) =>
        !KINDS_WITH_CANCEL_LINK.has(kind) && waitingLines(EXAMPLES[kind]().order).length === 0,
    ),
  )('is not in %s, where nothing can be cancelled', async (kind) => {
    const input = {
      ...EXAMPLES[kind](),
      links: LINKS,
    }
    const { html, text } = renderMail(await ownTemplates(), input)
    expect(`${html}${text}`).not.toContain(CANCEL)
  })

  it.each([
    ['email/eta_slipped.mjml', '<mj-include path="../partials/actions.mjml" />', 'html'],
    ['email/eta_slipped.txt.hbs', '{{> text-links}}', 'text'],
    ['sms/eta_slipped.hbs', '{{> sms-links}}', 'sms'],
  ])('is missed by this test where %s lacks it', async (file, without, part) => {
    expect(partsWithoutCancelLink(await loadBroken(file, without), 'eta_slipped')).toEqual([part])
  })
})

describe('loadTemplates', () => {
  it('refuses a template that MJML does not understand', async () => {
    const broken = loadBroken('email/shipped.mjml', '<mj-section ', '<mj-sektion ')
    await expect(broken).rejects.toThrow()
  })
})
