import { hash } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { migrate } from '../../src/db/migrate.ts'
import type { Handle } from '../../src/db/open.ts'
import { dictionaryOf, packContent, writeOut } from '../../src/db/packed.ts'
import { contentRow, findContent, findHandedOver } from '../../src/db/sent.ts'
import { MAILED_NOTICE_KINDS } from '../../src/domain/merchant-notice.ts'
import { loadMerchant } from '../../src/operations/merchants.ts'
import { putTemplate } from '../../src/operations/own-templates.ts'
import { handlePrivacy } from '../../src/operations/privacy.ts'
import { takeDictionary } from '../../src/operations/template-dictionaries.ts'
import { SPOKEN_KINDS } from '../../src/render/speech/index.ts'
import { eachDatabase, onSqlite } from '../support/databases.ts'
import { openShop, type Shop, shopOf, waitingLine } from '../support/shop.ts'
import { mailOf, noticeOf, textOf } from './content-samples.ts'

const bytesOf = ({ db }: Handle) =>
  db.selectFrom('message_bytes').selectAll().orderBy('message_id').execute()
const dictionariesOf = ({ db }: Handle) =>
  db.selectFrom('template_dictionaries').selectAll().execute()
const placed = (shop: Shop, order_id: string, locale: string) =>
  shop.place([waitingLine('1')], {
    order_id,
    customer: { name: 'Ana Ruiz', email: `ana.${order_id}@example.com`, locale },
  })

eachDatabase('a message that is kept', (open) => {
  let handle: Handle
  let shop: Shop
  beforeAll(async () => {
    handle = await open()
    shop = await openShop(handle)
    for (const [n, locale] of ['en-US', 'de-AT', 'en-GB', 'fr'].entries())
      await placed(shop, `ord_${n + 1}`, locale)
    await shop.advance('PT1M')
  })

  it('is packed against the dictionary of its template and language', async () => {
    const rows = await bytesOf(handle)
    const dictionaries = await dictionariesOf(handle)
    const versions = new Set(rows.map((row) => row.template_version))

    expect(rows.length).toBeGreaterThanOrEqual(4)
    expect(versions.size).toBeGreaterThanOrEqual(3)
    expect(dictionaries.map((one) => one.template_version).sort()).toEqual([...versions].sort())
    for (const row of rows) {
      const needed = dictionaries.find((one) => one.hash === row.dictionary)
      expect(needed?.template_version).toBe(row.template_version)
      expect(row.content.length).toBeLessThan(1_000)
    }
  })

  it('is read as it was, with what was handed over and the hash of that', async () => {
    for (const { message_id: id, sha256 } of await bytesOf(handle)) {
      const sent = await findContent(handle.read, shop.merchant.id, id)
      const handedOver = await findHandedOver(handle.read, shop.merchant.id, id)

      expect(sent?.content.html).toMatch(/Item 1[\s\S]*<\/html>/)
      expect(sent?.content.headers['Message-ID']).toContain(id)
      expect(hash('sha256', handedOver ?? '', 'hex')).toBe(sha256)
    }
  })

  it('shares it with what another process sends', async () => {
    const before = await dictionariesOf(handle)
    const other = await openShop(handle, { name: 'Other' })
    await placed(other, 'ord_9', 'en-US')
    await other.advance('PT1M')
    const rows = (await bytesOf(handle)).filter((row) => row.merchant_id === other.merchant.id)

    expect(rows.map((row) => row.dictionary)).not.toContain(null)
    expect(await dictionariesOf(handle)).toEqual(before)
  })

  it('needs no dictionary any more once it is erased', async () => {
    const { services, merchant } = shop
    const person = { email: 'ana.ord_1@example.com', phone: null, orderIds: ['ord_1'] }
    await services.writer.write((db) =>
      handlePrivacy(services, db, merchant, { kind: 'redact_customer', ...person }, '2026-03-02'),
    )
    const erased = (await bytesOf(handle)).find((row) => row.to_address === '')
    const sent = await findContent(handle.read, merchant.id, erased?.message_id ?? '')

    expect(erased?.dictionary).toBeNull()
    expect(sent?.content.text).toMatch(/Erased/)
  })

  it('is not read at all, and that is said, where its dictionary is gone or another', async () => {
    const row = (await bytesOf(handle)).find((one) => one.dictionary !== null)
    const read = () => findContent(handle.read, row?.merchant_id ?? '', row?.message_id ?? '')
    const other = (await dictionariesOf(handle)).find((one) => one.hash !== row?.dictionary)
    if (!row || !other) throw new Error('too few were sent')
    const { db } = handle
    const of = (hash: string | null) =>
      db.updateTable('template_dictionaries').where('hash', '=', hash ?? '')

    await of(row.dictionary).set({ content: other.content }).execute()
    await expect(read()).rejects.toThrow(`template_dictionaries has no ${row.dictionary}`)
    await of(row.dictionary).set({ hash: 'gone' }).execute()
    await expect(read()).rejects.toThrow(`template_dictionaries has no ${row.dictionary}`)
  })
})

eachDatabase('a merchant’s own words', (open) => {
  it('have a dictionary of their own, and another once they are changed', async () => {
    const handle = await open()
    const shop = await openShop(handle)
    const slot = { kind: 'backorder_confirmed', channel: 'email', locale: 'en' }
    const body = (words: string) =>
      `# ${words}\n\n{{> items}}\n{{> notes}}\n{{> terms}}\n{{> links}}`
    const put = (words: string) =>
      putTemplate(shop.services, shop.merchant.id, slot, {
        own: { subject: 'Thanks', preheader: null, body: body(words) },
        actor: 'api',
      })
    const own = async () => {
      const { services, merchant } = shop
      return shopOf(services, await loadMerchant(services, merchant.id))
    }
    await put('Good things take their time')
    await placed(await own(), 'ord_1', 'en-US')
    await shop.advance('PT1M')
    await put('Better things take a little longer')
    await placed(await own(), 'ord_2', 'en-US')
    await shop.advance('PT1M')
    const rows = await bytesOf(handle)

    expect(new Set(rows.map((row) => row.dictionary)).size).toBe(2)
    expect(rows.map((row) => row.dictionary)).not.toContain(null)
    for (const { message_id: id, content } of rows) {
      expect(content.length).toBeLessThan(900)
      expect((await findContent(handle.read, shop.merchant.id, id))?.content.html).toMatch(
        /(Good|Better) things take/,
      )
    }
  })
})

eachDatabase('a release that says something else', (open) => {
  it('has another dictionary, and reads what was sent before it', async () => {
    const handle = await open()
    const shop = await openShop(handle)
    await placed(shop, 'ord_1', 'en-US')
    await shop.advance('PT1M')
    const { templates } = shop.services
    const english = templates.words.get('en')
    if (!english) throw new Error('there are no English words')
    const phrases = new Map([...english.phrases, ['common.see_order', 'Look at it'] as const])
    const words = new Map([...templates.words, ['en', { ...english, version: 'other', phrases }]])
    const later = { ...shop.services, templates: { ...templates, words } }
    await placed(shopOf(later, shop.merchant), 'ord_2', 'en-US')
    await shopOf(later, shop.merchant).advance('PT1M')
    const rows = await bytesOf(handle)

    expect(new Set(rows.map((row) => row.dictionary)).size).toBe(2)
    expect(await dictionariesOf(handle)).toHaveLength(2)
    for (const { message_id: id } of rows)
      expect((await findContent(handle.read, shop.merchant.id, id))?.content.html).toMatch(/Item 1/)
  })
})

eachDatabase('a dictionary', (open) => {
  it('is stored by whoever takes it until one of them is through', async () => {
    const handle = await open()
    const { services } = await openShop(handle)
    const sample = textOf(services, 'shipped')
    const failed = services.writer.write(async (db) => {
      await takeDictionary(services, db, sample)
      throw new Error('taken back')
    })
    await expect(failed).rejects.toThrow('taken back')
    expect(await dictionariesOf(handle)).toHaveLength(0)
    const take = () => services.writer.write((db) => takeDictionary(services, db, sample))
    const [known] = await Promise.all([take(), take(), take()])
    const [stored] = await dictionariesOf(handle)
    expect(known).toMatchObject({ dictionary: { hash: stored?.hash }, isStored: false })

    await handle.db.deleteFrom('template_dictionaries').execute()
    known.isStored = true
    expect(await take()).toBe(known)
    expect(await dictionariesOf(handle), 'it is not written again').toHaveLength(0)
  })

  it('is done without where none can be made', async () => {
    const { services } = await openShop(await open())
    const make = () => {
      throw new Error('no such kind')
    }
    const sample = { name: 'odd/email/1', templateVersion: '1', make }
    const taken = await services.writer.write((db) => takeDictionary(services, db, sample))

    expect(taken.dictionary).toBeNull()
  })
})

eachDatabase(
  'a database of the schema before there were dictionaries',
  (open) => {
    it('keeps what was sent, and what was handed over of it', async () => {
      const handle = await open()
      const { db } = handle
      const old = Object.entries(migrations).filter(([name]) => name < '0033')
      await migrate(handle, Object.fromEntries(old))
      const content = { html: '<p>Grüß Gott</p>', text: 'Grüß Gott', headers: { A: 'b' } }
      const packed = packContent(writeOut(content))
      const envelope = { to: 'a', subject: 's', templateVersion: 't' }
      const { dictionary: _, ...row } = contentRow('mer_1', 'msg_1', { ...envelope, ...packed })
      const handed = Buffer.from(JSON.stringify(['x', [9, 5]]))
      await db
        .insertInto('message_bytes')
        .values({ ...row, handed_over: handed })
        .execute()
      await migrate(handle)

      expect(await findContent(db, 'mer_1', 'msg_1')).toMatchObject({ content, sha256: row.sha256 })
      expect(await findHandedOver(db, 'mer_1', 'msg_1')).toBe('x<p>Gr')
    })
  },
  { empty: true },
)

onSqlite('a made-up message', (open) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop(await open())
  })

  it.each(SPOKEN_KINDS)(
    'can be made of %s in every language, and is the same each time',
    (kind) => {
      for (const locale of ['en-US', 'de-AT', 'es', 'fr-CA'])
        for (const of of [mailOf, textOf]) {
          const { make } = of(shop.services, kind, locale)
          const { hash: first } = dictionaryOf(make())

          expect(dictionaryOf(of(shop.services, kind, locale).make()).hash).toBe(first)
        }
    },
  )

  it.each(MAILED_NOTICE_KINDS)('can be made of %s to the merchant', (kind) => {
    for (const isOfOrder of [true, false])
      for (const locale of ['en-GB', 'de', 'pt-BR'])
        expect(
          dictionaryOf(noticeOf(kind, { isOfOrder, locale }).make()).bytes.length,
        ).toBeGreaterThan(500)
  })

  it('is of the language alone, and of no shop', () => {
    const hashOf = (name: string, locale: string) =>
      dictionaryOf(
        mailOf(shop.services, 'shipped', locale, { name, timeZone: 'Asia/Tokyo' }).make(),
      ).hash

    expect(hashOf('Fern', 'en-GB')).toBe(hashOf('Fell', 'en-US'))
    expect(hashOf('Fern', 'de')).not.toBe(hashOf('Fern', 'en'))
  })
})
