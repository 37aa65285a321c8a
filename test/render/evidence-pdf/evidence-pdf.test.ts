import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { beforeAll, describe, expect, it } from 'vitest'
import type { EvidencePack } from '../../../src/domain/evidence.ts'
import { loadEvidence } from '../../../src/operations/evidence.ts'
import { renderEvidencePdf } from '../../../src/render/evidence-pdf/index.ts'
import { onSqlite } from '../../support/databases.ts'
import { disputedOrder } from '../../support/evidence-story.ts'
import { ORDER } from '../../support/shop.ts'

async function read(pack: EvidencePack) {
  const bytes = await renderEvidencePdf(pack)
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const { text } = await extractText(pdf)
  const { info } = await getMeta(pdf)
  const page = await pdf.getPage(1)
  return { bytes, pages: text, text: text.join('\n'), info, size: page.view.slice(2), pdf }
}

/** Line breaks and spaces are the page's, not the text's. */
const flat = (text: string) => text.replaceAll(/\s+/g, '')

onSqlite('the document of an evidence pack', (open) => {
  let pack: EvidencePack
  let made: Awaited<ReturnType<typeof read>>
  beforeAll(async () => {
    const { shop } = await disputedOrder(await open())
    pack = await loadEvidence(shop.services, shop.merchant, ORDER)
    made = await read(pack)
  })
  const change = (over: (pack: EvidencePack) => void) => {
    const changed = structuredClone(pack)
    over(changed)
    return read(changed)
  }

  it('says on every page whose it is, and which of how many', () => {
    expect(made.pages.length).toBeGreaterThan(3)
    for (const [at, text] of made.pages.entries()) {
      expect(text).toContain('Fern & Fell · Order 1001 (ord_1)')
      expect(text).toContain(`${at + 1} of ${made.pages.length}`)
    }
  })

  it('has the summary and the hash on its first page, and the sections in their order', () => {
    const [first = '', ...rest] = made.pages
    for (const { title, text } of pack.summary) {
      expect(flat(first)).toContain(flat(title))
      expect(flat(first)).toContain(flat(text))
    }
    expect(first).toContain(pack.integrity.sha256)
    const sections = [...rest.join('\n').matchAll(/^([1-9]) [A-Z]/gm)].map(([, number]) => number)
    expect(sections.join('')).toBe('123456789')
  })

  it('tells of each view with what speaks for and against it', async () => {
    expect(flat(made.text)).toContain(flat('No view is recorded.'))
    const view = {
      at: '2026-03-02T15:00:04.000Z',
      page: 'cancel',
      client: 'Safari on iPhone',
      way: 'direct' as const,
      postcode_given: true,
      soon_after_message: pack.messages[0]?.id ?? null,
    }
    const { text } = await change((one) => one.page_views.push(view))
    const said = ['Safari on iPhone', 'postcode of the order was given', 'within 10 s of message 1']
    for (const words of said) expect(flat(text)).toContain(flat(words))
  })

  it('can be selected: every message with its subject, its hash and each of its lines', () => {
    const text = flat(made.text.replaceAll(/^(Fern & Fell · Order.*pack|\d+ of \d+)$/gm, ''))
    for (const one of pack.messages) {
      expect(text).toContain(flat(one.id))
      if (one.sha256) expect(text).toContain(one.sha256)
      if (one.subject) expect(text).toContain(flat(one.subject))
      for (const line of one.text?.split('\n') ?? []) expect(text).toContain(flat(line))
    }
  })

  it('has a title, an author, a language and an outline', async () => {
    expect(made.info).toMatchObject({
      Title: 'Evidence for order 1001',
      Author: 'Fern & Fell',
      Language: 'en',
    })
    const outline = (await made.pdf.getOutline()) ?? []
    expect(outline.map(({ title }) => title[0]).join('')).toBe('123456789')
  })

  it('is drawn alike for one pack, byte by byte', async () => {
    expect((await renderEvidencePdf(pack)).equals(made.bytes)).toBe(true)
  })

  it('lets everything else have its turn at each message', async () => {
    let turns = 0
    let isDrawn = false
    const count = () => {
      turns += 1
      if (!isDrawn) setImmediate(count)
    }
    setImmediate(count)
    await renderEvidencePdf(pack)
    isDrawn = true

    expect(turns).toBeGreaterThan(pack.messages.length)
  })

  it.each([
    ['US', [612, 792]],
    ['CA', [612, 792]],
    ['DE', [595.28, 841.89]],
  ])('is on the paper of the country: %s', async (country, size) => {
    const { size: drawn } = await change(({ merchant }) => {
      merchant.country = country
    })
    expect(drawn).toEqual(size)
  })

  it('writes Cyrillic, Greek and Arabic, and a box for what no font has, with a word about it', async () => {
    const { text } = await change(({ order }) => {
      order.customer.name = 'Анна Παππά محمد علي 王小明 👩‍👩‍👧 ไทย'
    })

    expect(text).toContain('Анна Παππά')
    expect(text).toContain('محمد')
    expect(text).toMatch(/□□□ □ □+/)
    expect(text).toContain('Letters that the fonts of this document do not have')
  })

  it('keeps rows of a long table whole in words, with its titles on each page', async () => {
    const count = 200
    const { text, pages } = await change(({ shipments }) => {
      const [parcel] = shipments
      if (!parcel) throw new Error('no parcel')
      parcel.checkpoints = Array.from({ length: count }, (_, n) => ({
        at: '2026-03-03T16:30:00.000Z',
        status: 'in_transit' as const,
        message: `Scan ${n} in the depot. `.repeat(1 + (n % 7)).trim(),
        city: 'Kraków',
        region: null,
        country: 'PL',
      }))
    })
    const last = pages.findLastIndex((page) => page.includes('in the depot'))
    const scans = pages.slice(1, last + 1)

    expect(scans.length).toBeGreaterThan(3)
    for (const page of scans) expect(page).toContain("The carrier's words")
    for (let n = 0; n < count; n += 1) expect(text).toContain(`Scan ${n} in the depot`)
  })
})

describe('a text that no page was made for', () => {
  const hostile = [
    'x'.repeat(5_000),
    `${'王'.repeat(700)} שלום עולם`,
    'nul \0, bell \u0007, half a sign \ud800, turned \u202e round',
    '\n\n\n\n',
    '👩‍👩‍👧‍👦🏳️‍🌈'.repeat(300),
    '(parens) \\ <b>tags</b> %PDF-1.7 endobj',
  ]

  it.each(hostile)('is drawn, and breaks nothing: %#', async (text) => {
    const bytes = await renderEvidencePdf(emptyPack(text))
    const pdf = await getDocumentProxy(new Uint8Array(bytes))
    expect(pdf.numPages).toBeGreaterThan(1)
  })
})

function emptyPack(text: string): EvidencePack {
  const at = '2026-03-02T15:00:00.000Z'
  const name = { name: text, line1: text, line2: null, city: text, region: null }
  return {
    pack: 'tidings.evidence',
    version: 1,
    generated_at: at,
    summary: [{ reason: 'not_received', title: text, text }],
    merchant: {
      id: 'mer_1',
      name: text,
      country: 'US',
      time_zone: 'America/New_York',
      sender_email: text,
      mode: 'live',
    },
    order: {
      id: text,
      number: text,
      status: 'open',
      placed_at: null,
      heard_at: null,
      imported: false,
      payment_status: 'paid',
      paid_at: null,
      currency: 'USD',
      goods_total: null,
      lines: [
        {
          id: '1',
          title: text,
          sku: text,
          variant: text,
          quantity: 1,
          unit_price: null,
          amount: null,
          shipped: 0,
          cancelled: 0,
        },
      ],
      customer: { name: text, email: text, phone: text, locale: null, erased: false },
      shipping_address: { ...name, postal_code: text, country: 'US' },
      anomalies: [text],
    },
    promises: [],
    messages: [],
    delay_options: [],
    cancellations: [],
    cancellation_requests: [],
    refunds: [],
    shipments: [],
    inquiries: [
      {
        id: '1',
        at,
        via: 'page',
        from: null,
        subject: text,
        text,
        attachments: 0,
        answered_at: at,
      },
    ],
    letters: [{ event_id: '1', at, inquiry_id: null, text }],
    customer_acts: [{ event_id: '1', at, type: text, by: 'shopper', detail: text }],
    page_views: [
      {
        at,
        page: 'order',
        client: text,
        way: 'direct',
        postcode_given: true,
        soon_after_message: null,
      },
    ],
    consents: [],
    consent_state: {
      texts_consented: false,
      texts_stopped: true,
      email_refused: text,
      sms_refused: null,
      news_off: [text],
    },
    events: [],
    not_recorded: [text],
    left_off: { messages: 1, handed_over: 0, events: 2 },
    integrity: {
      algorithm: 'sha256',
      canonical_form: 'RFC 8785',
      covers: 'everything but generated_at and integrity',
      sha256: 'f'.repeat(64),
    },
  }
}
