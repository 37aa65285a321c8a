import { beforeEach, expect, it, vi } from 'vitest'
import type { Handle } from '../../src/db/open.ts'
import type { PictureAnswer } from '../../src/domain/picture.ts'
import { fetchPictures, picturesAtRest } from '../../src/operations/fetch-pictures.ts'
import { loadMessage } from '../../src/operations/read-message.ts'
import { showPictures } from '../../src/operations/show-pictures.ts'
import { eachDatabase } from '../support/databases.ts'
import { pngOf } from '../support/picture-samples.ts'
import { pumpDue } from '../support/pump.ts'
import { aLine, OPENED_AT, openShop, type Shop, shopOf, waitingLine } from '../support/shop.ts'

const KETTLE = 'https://cdn.shop.example/kettle.png?v=1'
const CUP = 'https://cdn.shop.example/cup.png'
const png: PictureAnswer = {
  status: 'fetched',
  kind: 'png',
  width: 96,
  height: 48,
  bytes: pngOf(96, 48),
}
const away: PictureAnswer = { status: 'failed', isLasting: false, why: 'HTTP 503' }
const gone: PictureAnswer = { status: 'failed', isLasting: true, why: 'HTTP 410' }

eachDatabase('pictures of products', (open) => {
  let handle: Handle
  let shop: Shop
  let asked: string[]
  let answers: Record<string, PictureAnswer>
  beforeEach(async () => {
    handle = await open()
    shop = await openShop(handle, { mode: 'live' })
    asked = []
    answers = { [KETTLE]: png, [CUP]: png }
    const fetch = async (url: string) => {
      asked.push(url)
      return answers[url] ?? away
    }
    Object.assign(shop.services.channels, { pictures: { fetch } })
  })

  const rows = () =>
    shop.services.read.selectFrom('picture_urls').selectAll().orderBy('url').execute()
  const kept = () => shop.services.read.selectFrom('pictures').selectAll().execute()
  const turn = async () => {
    const begun = await fetchPictures(shop.services)
    await picturesAtRest(shop.services)
    return begun
  }
  const place = (order_id: string, ...urls: (string | null)[]) =>
    shop.place(
      urls.map((image_url, at) => aLine(String(at + 1), { image_url })),
      { order_id },
    )

  it('are asked for by the worker once, and never by the event', async () => {
    await place('1', KETTLE, KETTLE, null, CUP)
    expect(asked).toEqual([])
    expect(await rows()).toMatchObject([
      { url: CUP, picture: null, tries: 0, next_at: OPENED_AT },
      { url: KETTLE, picture: null, tries: 0, next_at: OPENED_AT },
    ])

    expect(await turn()).toBe(2)
    expect([...asked].sort()).toEqual([CUP, KETTLE])
    expect(await rows()).toMatchObject([
      { next_at: null },
      { next_at: null, width: 96, height: 48 },
    ])
    // Two URLs lead to the same bytes: they are kept once.
    expect(await kept()).toMatchObject([{ kind: 'png', kept_at: OPENED_AT }])
    expect(Buffer.from((await kept())[0]?.bytes ?? [])).toEqual(pngOf(96, 48))

    await place('2', KETTLE)
    shop.services.clock.advance({ days: 30 })
    await place('3', KETTLE)
    expect(await turn()).toBe(0)
    expect(asked).toHaveLength(2)
    expect(await rows()).toMatchObject([{ seen_on: '2026-03-02' }, { seen_on: '2026-04-01' }])
  })

  it('write nothing for goods that this process has seen today', async () => {
    await place('1', KETTLE)
    await shop.services.writer.write((db) => db.deleteFrom('picture_urls').execute())
    await place('2', KETTLE)
    expect(await rows()).toEqual([])

    const another = shopOf({ ...shop.services, writer: { ...shop.services.writer } }, shop.merchant)
    await another.place([aLine('1', { image_url: KETTLE })], { order_id: '3' })
    expect(await rows()).toHaveLength(1)
  })

  it('are remembered only of what was committed', async () => {
    const { services } = shop
    const failing = {
      ...services,
      writer: services.writer,
      newId: () => {
        throw new Error('no id')
      },
    }
    const broken = shopOf(failing, shop.merchant)
    await expect(
      broken.place([aLine('1', { image_url: KETTLE })], { order_id: '1' }),
    ).rejects.toThrow('no id')
    expect(await rows()).toEqual([])
    await place('2', KETTLE)
    expect(await rows()).toHaveLength(1)
  })

  it('are asked for again a few times, and then given up until there is another URL', async () => {
    answers = {}
    await place('1', KETTLE)
    const waits: number[] = []
    for (let tries = 0; tries < 10; tries += 1) {
      const before = asked.length
      await turn()
      if (asked.length === before) break
      const next = (await rows())[0]?.next_at
      if (!next) break
      const minutes = (Date.parse(next) - shop.services.clock.now().getTime()) / 60_000
      waits.push(minutes)
      shop.services.clock.advance({ minutes: minutes - 1 })
      expect(await turn()).toBe(0)
      shop.services.clock.advance({ minutes: 1 })
    }
    expect(waits).toEqual([1, 10, 60, 360, 2_460])
    expect(asked).toHaveLength(6)
    expect(await rows()).toMatchObject([
      { next_at: null, picture: null, why: 'HTTP 503', tries: 6 },
    ])

    shop.services.clock.advance({ days: 100 })
    await place('2', KETTLE)
    expect(await turn()).toBe(0)
    await place('3', `${KETTLE}2`)
    shop.services.clock.advance({ seconds: 1 })
    expect(await turn()).toBe(1)
  })

  it('are not asked for again where that could change nothing', async () => {
    answers = { [KETTLE]: gone }
    await place('1', KETTLE)
    await turn()
    expect(await rows()).toMatchObject([{ next_at: null, tries: 1, why: 'HTTP 410' }])
  })

  it('of a worker that ended go to another when their lease is over', async () => {
    let release: (answer: PictureAnswer) => void = () => {}
    Object.assign(shop.services.channels, {
      pictures: { fetch: () => new Promise((resolve) => (release = resolve)) },
    })
    await place('1', KETTLE)
    expect(await fetchPictures(shop.services)).toBe(1)
    const other = { ...shop.services, writer: { ...shop.services.writer } }
    const fetch = vi.fn(async () => png)
    other.channels = { ...other.channels, pictures: { ...other.channels.pictures, fetch } }
    expect(await fetchPictures(other)).toBe(0)
    shop.services.clock.advance({ minutes: 2 })
    expect(await fetchPictures(other)).toBe(1)
    await picturesAtRest(other)
    release(away)
    await picturesAtRest(shop.services)
    // The one that came late takes nothing back.
    expect(await rows()).toMatchObject([{ width: 96, next_at: null }])
  })

  it('stand in orders that are shown, where they are kept, and nowhere are their URLs', async () => {
    await place('1', KETTLE, CUP, 'https://cdn.shop.example/away.png', null)
    await turn()
    const stored = await shop.order('1')
    const shown = await showPictures(shop.services.read, shop.merchant, stored)
    const path = expect.stringMatching(/^\/m\/fern-fell\/i\/[\w-]{22}$/)
    const picture = { path, width: 96, height: 48 }
    expect(shown.lines.map((line) => line.picture)).toEqual([
      picture,
      picture,
      undefined,
      undefined,
    ])
    expect(JSON.stringify(stored)).not.toContain('"picture"')
  })

  it('stand in mails from our own origin, in the size of their box', async () => {
    await shop.place([
      waitingLine('1', '2026-03-12', { image_url: KETTLE }),
      waitingLine('2', '2026-03-12', { title: 'Tea' }),
    ])
    await turn()
    const message = await shop.message('backorder_confirmed')
    shop.services.clock.advance({ hours: 1 })
    await pumpDue(shop.services)
    const { sent } = await loadMessage(shop.services, shop.merchant, message.id)
    const { html, text } = sent?.content ?? { html: null, text: '' }
    const sources = [...(html ?? '').matchAll(/<img[^>]+>/g)].map(([tag]) => tag)
    expect(sources).toEqual([
      expect.stringMatching(
        /src="http:\/\/127.0.0.1:8080\/m\/fern-fell\/i\/[\w-]{22}" alt="" width="48" height="24"/,
      ),
    ])
    expect(`${html}${text}`).not.toContain('cdn.shop.example')
  })
})
