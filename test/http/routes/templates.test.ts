import { beforeAll, expect, it } from 'vitest'
import type { Handle } from '../../../src/db/open.ts'
import { setInUse } from '../../../src/db/own-templates.ts'
import { messageList } from '../../../src/http/openapi/answers-messages.ts'
import {
  ownTemplate,
  templateList,
  templateOperations,
  templatePreview,
} from '../../../src/http/openapi/operations-templates.ts'
import { SPOKEN_KINDS } from '../../../src/render/speech/index.ts'
import { eachDatabase } from '../../support/databases.ts'
import { placed, pointersOf, read, type Shop, type TestApp, testApp } from '../http-app.ts'

const PATH = '/v1/templates/backorder_confirmed/email/en'
const OWN = {
  subject: 'Thank you: {{item}}, {{order}}',
  body: '# Hello{{#if customer}} {{customer}}{{/if}}\n\nOurs says: {{lead}}\n\n{{> items}}\n{{> notes}}\n{{> terms}}\n{{> links}}',
}

eachDatabase('templates of a merchant’s own', (open) => {
  let handle: Handle
  let test: TestApp
  let shop: Shop
  beforeAll(async () => {
    handle = await open()
    test = await testApp(handle)
    shop = await test.newShop()
  })
  const call = (method: string, path: string, body?: unknown) =>
    test.call(method, path, body, shop.key)
  const template = async (path = PATH) => read(ownTemplate, await call('GET', path))
  const confirmationOf = async (orderId: string) => {
    await call('POST', '/v1/events', placed(orderId))
    await call('POST', '/v1/clock/advance', { by: 'PT1M' })
    const path = `/v1/orders/${orderId}/messages`
    const { data } = await read(messageList, await call('GET', path))
    const first = data.find(({ kind }) => kind === 'backorder_confirmed')
    const answer = await call('GET', `/v1/messages/${first?.id}`)
    return (await answer.json()) as Record<'subject' | 'html' | 'text' | 'why' | 'status', string>
  }
  const audit = async () =>
    (
      await handle.db
        .selectFrom('audit')
        .select(['action', 'actor', 'detail'])
        .where('action', 'like', 'template.%')
        .orderBy('id')
        .execute()
    ).map(({ action, actor, detail }) => ({ action, actor, ...JSON.parse(detail) }))

  it('begin as ours, with the names that may stand in them', async () => {
    const ours = await template()
    expect(ours).toMatchObject({ source: 'ours', version: null, subject: '{{subject}}' })
    expect(ours.body).toMatch(/^# \{\{headline\}\}\n\n\{\{lead\}\}/)
    expect(ours.owed).toEqual(['links', 'terms', 'notes'])
    expect(ours.optional).toContain('day')
    const list = await read(templateList, await call('GET', '/v1/templates'))
    expect(list.data).toEqual([])
  })

  it('are taken without what no database can hold', async () => {
    const body = `${OWN.body}\0 half \ud800`
    const answer = await call('PUT', PATH, { ...OWN, subject: `${OWN.subject}\0`, body })
    expect(answer.status).toBe(200)
    expect((await template()).body).toBe(`${OWN.body}  half \ufffd`)
    expect((await call('DELETE', PATH)).status).toBe(204)
  })

  it('are tried on over a made-up order, for every kind that there is', async () => {
    for (const kind of SPOKEN_KINDS)
      for (const channel of ['email', 'sms']) {
        const answer = await call('POST', `/v1/templates/${kind}/${channel}/es/preview`)
        const shown = await read(templatePreview, answer)
        expect(shown.text.length, kind).toBeGreaterThan(20)
        expect(shown.sms === null).toBe(channel === 'email')
      }
    const shown = await read(templatePreview, await call('POST', `${PATH}/preview`, OWN))
    expect(shown.subject).toBe('Thank you: Enamel mug, #1001')
    expect(shown.html).toContain('Hello Ada Park')
    expect((await template()).source).toBe('ours')
  })

  it('are said from the next message on; what was sent keeps its bytes and its version', async () => {
    const before = await confirmationOf('1')
    const put = await read(ownTemplate, await call('PUT', PATH, OWN))
    expect(put).toMatchObject({ ...OWN, source: 'own', made_by: 'api', preheader: null })
    const after = await confirmationOf('2')

    expect(after.subject).toBe('Thank you: Widget Pro, #2')
    expect(after.html).toContain('Hello Ada Park')
    expect(after.text).toContain('/cancel')
    expect(after.html).toContain('application/ld+json')
    expect(after.why).not.toContain('own words')
    expect(before.subject).toMatch(/^Order #1 confirmed/)
    const rows = await handle.db.selectFrom('message_bytes').select('template_version').execute()
    const versions = rows.map((row) => row.template_version)
    expect(versions.filter((one) => one.startsWith(`own.${put.version}.`))).toHaveLength(1)
    const list = await read(templateList, await call('GET', '/v1/templates'))
    expect(list.data).toEqual([
      { kind: 'backorder_confirmed', channel: 'email', locale: 'en', version: put.version },
    ])
  })

  it('are refused whole with every fault, and then nothing has changed', async () => {
    const wrong = { subject: '', preheader: '{{nope}}', body: '<script>{{> links}}', more: 1 }
    expect(await pointersOf(await call('PUT', PATH, wrong))).toEqual(['/more', '/subject'])
    const worse = { ...wrong, subject: 'x', more: undefined }
    const answer = await call('PUT', PATH, worse)
    expect(answer.status).toBe(422)
    expect(await pointersOf(answer)).toEqual(['/body', '/body', '/body', '/preheader'])
    expect((await call('POST', `${PATH}/preview`, worse)).status).toBe(422)
    const long = { subject: 'x', body: 'x'.repeat(8_001) }
    expect(await pointersOf(await call('PUT', PATH, long))).toEqual(['/body'])
    expect((await template()).body).toBe(OWN.body)
  })

  it('of a text are one line, and not of too many parts', async () => {
    const path = '/v1/templates/eta_slipped/sms/en'
    const words = (body: string) => call('PUT', path, { body })
    expect((await call('PUT', path, OWN)).status).toBe(422)
    expect(await pointersOf(await words('Hi'))).toEqual(['/body', '/body'])
    const many = `${'{{sms}} '.repeat(60)}{{> terms}}{{> links}}`
    const answer = await words(many)
    expect([answer.status, await answer.text()]).toEqual([
      422,
      expect.stringMatching(/takes (\d+|too many) parts as a text; 6 at most/),
    ])
    const put = await words('{{merchant}}, {{order}}:\n{{sms}} {{> terms}} {{> links}}')
    expect(put.status).toBe(200)
    const shown = await read(templatePreview, await call('POST', `${path}/preview`))
    expect(shown.text).toMatch(/^Alder & Co, #1001: \S.*\/t\/example/)
    expect(shown.sms?.segments).toBeGreaterThan(0)
    expect((await call('DELETE', path)).status).toBe(204)
  })

  it('that cannot be used any more stop no message: it goes in our words and says so', async () => {
    const inUse = { 'backorder_confirmed/email/en': 'gone' }
    const slot = { kind: 'backorder_confirmed', channel: 'email', locale: 'en' } as const
    const gone = { inUse, slot, version: 'gone' }
    await test.services.writer.write((db) => setInUse(db, shop.id, gone))
    const sent = await confirmationOf('3')
    expect(sent.subject).toMatch(/^Order #3 confirmed/)
    expect(sent.status).toBe('sent')
    expect(sent.why).toContain("The shop's own words (version gone) could not be used")
    // A place to begin again, whatever is stored.
    expect((await template()).source).toBe('ours')
  })

  it('give way to ours again, and every change stands in the audit log', async () => {
    const { version } = await read(ownTemplate, await call('PUT', PATH, OWN))
    expect((await call('DELETE', PATH)).status).toBe(204)
    expect((await call('DELETE', PATH)).status).toBe(204)
    expect((await template()).source).toBe('ours')
    expect((await confirmationOf('4')).subject).toMatch(/^Order #4 confirmed/)
    const of = 'backorder_confirmed/email/en'
    const last = (await audit()).filter(({ template: one }) => one === of).slice(-2)
    expect(last).toEqual([
      { action: 'template.put', actor: 'api', template: of, before: 'gone', after: version },
      { action: 'template.reset', actor: 'api', template: of, before: version, after: null },
    ])
  })

  it('are of a language for its regions too, and of one region alone where that has its own', async () => {
    const { body } = OWN
    await call('PUT', PATH, { subject: 'General', body })
    await call('PUT', '/v1/templates/backorder_confirmed/email/en-gb', { subject: 'Briton', body })
    const subjectFor = async (orderId: string, locale: string) => {
      await call(
        'POST',
        '/v1/events',
        placed(orderId, { customer: { name: 'A', email: 'a@b.test', locale } }),
      )
      return (await confirmationOf(orderId)).subject
    }
    expect(await subjectFor('5', 'en-AU')).toBe('General')
    expect(await subjectFor('6', 'en_GB')).toBe('Briton')
    expect(await subjectFor('7', 'fr')).toMatch(/^Commande/)
  })

  it('are all kept where several are put in at one moment', async () => {
    const { body } = OWN
    const locales = ['de', 'es', 'fr']
    const pathOf = (locale: string) => `/v1/templates/preorder_confirmed/email/${locale}`
    await Promise.all(locales.map((one) => call('PUT', pathOf(one), { subject: one, body })))
    const { data } = await read(templateList, await call('GET', '/v1/templates'))
    const kept = data.filter(({ kind }) => kind === 'preorder_confirmed')
    expect(kept.map(({ locale }) => locale)).toEqual(locales)
  })

  it('are put in as the documents show it', async () => {
    const example = templateOperations.find(({ id }) => id === 'putTemplate')?.example ?? ''
    const [, path = '', body = ''] = /BASE(\S+)[\s\S]*-d '([\s\S]*)'$/.exec(example) ?? []
    expect((await call('PUT', path, body)).status).toBe(200)
  })

  it('are of this merchant alone, and of what there is', async () => {
    const other = await test.newShop()
    const theirs = await test.call('GET', PATH, undefined, other.key)
    expect((await read(ownTemplate, theirs)).source).toBe('ours')
    for (const path of ['nope/email/en', 'shipped/fax/en', 'shipped/email/xx', 'shipped/email/%00'])
      for (const method of ['GET', 'PUT', 'DELETE'])
        expect(
          (await call(method, `/v1/templates/${path}`, method === 'PUT' ? OWN : undefined)).status,
        ).toBe(404)
    expect((await test.call('GET', PATH)).status).toBe(401)
  })
})
