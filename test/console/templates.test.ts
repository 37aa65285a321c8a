import { describe, expect, it } from 'vitest'
import type { OwnTemplate } from '../../src/domain/own-template.ts'
import { consoleApp, ORIGIN, sampleOperations } from './console.ts'

const LIST = '/console/harbour/templates'
const PATH = `${LIST}/eta_slipped/email/en`
const read = async (path: string) => (await consoleApp().request(path)).text()
const GOOD = {
  subject: 'New day: {{item}}',
  preheader: '',
  body: '# Later\r\n\r\nSorry <3\r\n\r\n{{> dates}}{{> terms}}{{> notes}}{{> links}}',
}
const post = (path: string, form: Record<string, string>, app = consoleApp(), origin = ORIGIN) =>
  app.request(path, { method: 'POST', headers: { origin }, body: new URLSearchParams(form) })

describe('the words of the messages', () => {
  it('are listed by kind, channel and language, with those of one’s own marked', async () => {
    const html = await read(LIST)
    expect(html).toContain(`href="${PATH}"`)
    expect(html).toContain('Date slipped, e-mail, your own words')
    expect(html).toContain(`href="${LIST}/eta_slipped/email/en-GB"`)
    expect(html).toContain(`href="${LIST}/shipped/sms/de"`)
    expect(await read('/console/harbour/brand')).toContain(`href="${LIST}"`)
  })

  it('are shown with what may stand in them, and beside how they look', async () => {
    const html = await read(PATH)
    expect(html).toContain('A new day for your {{item}}')
    expect(html).toContain('Back to our words')
    expect(html).toContain('{{#if now}}{{now}}{{/if}}')
    expect(html).toContain('{{&gt; links}}')
    const answer = await consoleApp().request(`${PATH}/preview`)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await answer.text()).toContain('We are as sorry as you are.')
    expect(await read(`${LIST}/shipped/sms/de`)).not.toContain('name="subject"')
    expect(await read(`${LIST}/shipped/sms/de/preview`)).toContain('GSM-7')
    expect((await consoleApp().request(`${LIST}/shipped/fax/de`)).status).toBe(404)
  })

  it('are tried on as they are typed, and what is wrong is said in the frame', async () => {
    const shown = await (await post(`${PATH}/preview`, GOOD)).text()
    expect(shown).toContain('Sorry &lt;3')
    expect(shown).toContain('<title>New day: ')
    const wrong = await (await post(`${PATH}/preview`, { ...GOOD, body: '{{nope}}' })).text()
    expect(wrong).toContain('{{nope}} is not known')
    const none = await (await post(`${PATH}/preview`, { ...GOOD, subject: '' })).text()
    expect(none).toContain('<pre>subject ')
  })

  it('are kept by who is signed in, and refused with what was typed still there', async () => {
    const saved: [string, OwnTemplate, string][] = []
    const operations: typeof sampleOperations = {
      ...sampleOperations,
      saveTemplate: async (merchantId, _name, { own, by }) => {
        saved.push([merchantId, own, by])
        return []
      },
    }
    const app = consoleApp({ operations })
    expect((await post(PATH, GOOD, app, 'https://evil.example')).status).toBe(403)
    const answer = await post(PATH, GOOD, app)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PATH}?done=saved`])
    const body = GOOD.body.replaceAll('\r\n', '\n')
    expect(saved).toEqual([
      ['m_1', { subject: GOOD.subject, preheader: null, body }, 'sam@example.test'],
    ])

    const refused = await post(PATH, { ...GOOD, body: '<i>x</i> {{> links}}' })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toContain('<code>body</code> has HTML in it')
    expect(html).toContain('&lt;i&gt;x&lt;/i&gt; {{&gt; links}}')
  })

  it('give way to ours at the press of a button', async () => {
    const answer = await post(`${PATH}/reset`, {})
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PATH}?done=reset`])
    expect(await read(`${PATH}?done=reset`)).toContain('in our words')
  })
})
