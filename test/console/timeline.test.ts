import { describe, expect, it } from 'vitest'
import { ENTRIES_MAX } from '../../src/console/timeline.tsx'
import type { TimelineEntry } from '../../src/operations/console-types.ts'
import { consoleApp, sampleOperations } from './console.ts'
import * as sample from './sample.ts'

const ORDER = '/console/harbour/orders/ord%2F1001'
const MINUTE = 60_000

/** Receipts a minute apart, the newest an hour before now; each is known by its number. */
const receipts = (count: number): TimelineEntry[] =>
  Array.from({ length: count }, (_, n) => ({
    sort: 'receipt' as const,
    at: new Date(Date.parse(sample.now) - (count - n + 60) * MINUTE).toISOString(),
    messageId: 'msg_1',
    kind: 'opened',
    detail: `no. ${n + 1}.`,
  }))

const appWith = (timeline: TimelineEntry[]) =>
  consoleApp({
    operations: {
      ...sampleOperations,
      loadSupportView: async () => ({ ...sample.view, timeline }),
    },
  })
const read = async (app: ReturnType<typeof appWith>, path: string) =>
  (await app.request(path)).text()
const shown = (page: string) => [...page.matchAll(/no\. (\d+)\./g)].map(([, n]) => Number(n))
const link = (page: string, name: string) =>
  new RegExp(`href="([^"]+)"[^>]*>${name}</a>`).exec(page)?.[1]?.replace('#timeline', '')

describe('a timeline longer than a page', () => {
  it('is read to its oldest entry, each shown once', async () => {
    const app = appWith(receipts(2 * ENTRIES_MAX + 7))
    const seen: number[] = []
    let path: string | undefined = ORDER
    for (let page = 0; path && page < 5; page += 1) {
      const html: string = await read(app, path)
      expect(shown(html).length).toBeLessThanOrEqual(ENTRIES_MAX)
      seen.push(...shown(html))
      path = link(html, 'Older')
    }
    expect(seen).toEqual(receipts(2 * ENTRIES_MAX + 7).map((_, n, all) => all.length - n))
  })

  it('keeps its older pages while more happens', async () => {
    const before = await read(appWith(receipts(ENTRIES_MAX + 30)), ORDER)
    const older = link(before, 'Older') ?? ''
    const later = await read(appWith(receipts(ENTRIES_MAX + 90)), older)
    expect(shown(later)).toEqual(Array.from({ length: 30 }, (_, n) => 30 - n))
    expect(later).toContain('>Newest</a>')
  })

  it('says "now" once, where it is, and on no older page', async () => {
    const long = [...receipts(ENTRIES_MAX), ...sample.view.timeline]
    const app = appWith(long)
    const newest = await read(app, ORDER)
    const older = await read(app, link(newest, 'Older') ?? '')
    expect(newest.split('class="now"')).toHaveLength(2)
    expect(older).not.toContain('class="now"')
    expect(older).not.toContain('Nothing has happened yet')
  })

  it('begins with the newest where the address makes no sense', async () => {
    const app = appWith(receipts(ENTRIES_MAX + 1))
    for (const before of ['-1', 'x', '1e99', '99999'])
      expect(shown(await read(app, `${ORDER}?before=${before}`))[0]).toBe(ENTRIES_MAX + 1)
    expect(shown(await read(app, `${ORDER}?before=1`))).toEqual([1])
  })
})

describe('a view of the order’s page', () => {
  it('stands on the timeline with its browser, and as no act of the customer’s', async () => {
    const view = {
      sort: 'view' as const,
      at: sample.now,
      client: 'Safari on iPhone',
      postcodeGiven: false,
    }
    const page = await read(
      appWith([
        { ...view, page: 'order' },
        { ...view, page: 'cancel', postcodeGiven: true },
      ]),
      ORDER,
    )

    expect(page).toContain('Order page opened')
    expect(page).toContain('Page “Cancel” opened')
    expect(page).toMatch(/by who has its link, Safari on iPhone/)
    expect(page.split('after the postcode was given')).toHaveLength(2)
  })
})
