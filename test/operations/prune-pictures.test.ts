import { beforeEach, expect, it } from 'vitest'
import { fetchPictures, picturesAtRest } from '../../src/operations/fetch-pictures.ts'
import { prunePictures } from '../../src/operations/prune-pictures.ts'
import { eachDatabase } from '../support/databases.ts'
import { aLine, openShop, type Shop } from '../support/shop.ts'

const KETTLE = 'https://shop.example/kettle.png'
const CUP = 'https://shop.example/cup.png'
const SAME = 'https://shop.example/cup.png?again'

eachDatabase('pictures that nobody shows any more', (open) => {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop(await open(), { mode: 'live' })
    const fetch = async (url: string) => {
      const bytes = Buffer.from(url.split('?')[0] ?? '')
      return { status: 'fetched', kind: 'jpg', width: 9, height: 9, bytes } as const
    }
    Object.assign(shop.services.channels.pictures, { fetch })
  })

  const place = async (order_id: string, ...urls: string[]) => {
    const lines = urls.map((image_url, at) => aLine(String(at), { image_url }))
    await shop.place(lines, { order_id })
    shop.services.clock.advance({ seconds: 2 })
    await fetchPictures(shop.services)
    await picturesAtRest(shop.services)
  }
  /** Another process each time: one looks once a day. */
  const prune = (max?: number) =>
    prunePictures({ ...shop.services, writer: { ...shop.services.writer } }, max)
  const sweep = async (max?: number) => {
    let rounds = 0
    while ((await prune(max)) > 0 && rounds < 20) rounds += 1
  }
  const urls = async () =>
    (await shop.services.read.selectFrom('picture_urls').select('url').execute())
      .map(({ url }) => url)
      .sort()
  const kept = async () =>
    (await shop.services.read.selectFrom('pictures').select('bytes').execute())
      .map(({ bytes }) => Buffer.from(bytes).toString())
      .sort()

  it('stay for more than a year after the last order that came with them', async () => {
    await place('1', KETTLE, CUP)
    shop.services.clock.advance({ days: 390 })
    await place('2', CUP)
    shop.services.clock.advance({ days: 10 })
    await sweep()
    expect(await urls()).toEqual([CUP, KETTLE])

    shop.services.clock.advance({ days: 1 })
    await sweep()
    expect(await urls()).toEqual([CUP])
    expect(await kept()).toEqual([CUP])
  })

  it('keep their bytes while another URL leads to them', async () => {
    await place('1', CUP)
    shop.services.clock.advance({ days: 300 })
    await place('2', SAME)
    shop.services.clock.advance({ days: 101 })
    await sweep()
    expect([await urls(), await kept()]).toEqual([[SAME], [CUP]])
  })

  it('are fetched again where they are sold again', async () => {
    await place('1', KETTLE)
    shop.services.clock.advance({ days: 401 })
    await sweep()
    expect(await kept()).toEqual([])
    await place('2', KETTLE)
    expect([await urls(), await kept()]).toEqual([[KETTLE], [KETTLE]])
  })

  it('are those of the oldest orders, of a shop that names another URL with every one', async () => {
    for (const id of ['1', '2', '3', '4']) {
      await place(id, `${KETTLE}?order=${id}`)
      shop.services.clock.advance({ days: 1 })
    }
    await place('5', CUP)
    await sweep(2)
    expect(await urls()).toEqual([CUP, `${KETTLE}?order=4`])
    expect(await kept()).toEqual([CUP, KETTLE])
  })

  it('leave those of today, which a worker may be about to name', async () => {
    await place('1', KETTLE)
    await shop.services.writer.write((db) => db.deleteFrom('picture_urls').execute())
    await sweep()
    expect(await kept()).toEqual([KETTLE])
    shop.services.clock.advance({ days: 2 })
    await sweep()
    expect(await kept()).toEqual([])
  })

  it('are looked for once a day', async () => {
    await place('1', KETTLE)
    expect(await prunePictures(shop.services)).toBe(0)
    shop.services.clock.advance({ days: 401 })
    expect(await prunePictures(shop.services)).toBe(2)
    expect(await prunePictures(shop.services)).toBe(0)
    await place('2', KETTLE)
    await shop.services.writer.write((db) =>
      db.updateTable('picture_urls').set({ seen_on: '2020-01-01' }).execute(),
    )
    expect(await prunePictures(shop.services)).toBe(0)
  })
})
