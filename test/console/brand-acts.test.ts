import { describe, expect, it } from 'vitest'
import { DomainError } from '../../src/domain/error.ts'
import type { ConsoleOperations } from '../../src/operations/console-types.ts'
import { consoleApp, ORIGIN, sampleOperations } from './console.ts'
import { domain as pending } from './sample-domain.ts'

const PATH = '/console/harbour/brand'
function appWith(over: Partial<ConsoleOperations>) {
  const app = consoleApp({ operations: { ...sampleOperations, ...over } })
  return {
    page: async (query = '') => (await app.request(`${PATH}${query}`)).text(),
    post: (path: string, body: FormData | URLSearchParams, origin = ORIGIN) =>
      app.request(`${PATH}${path}`, { method: 'POST', headers: { origin }, body }),
  }
}

describe('the form of the logo', () => {
  const fileForm = (bytes: number, name = 'logo') => {
    const form = new FormData()
    form.set(name, new File([new Uint8Array(bytes)], '../../etc/<b>.svg', { type: 'text/html' }))
    return form
  }

  it('hands the bytes on, whatever the file is called', async () => {
    const kept: (number | null)[] = []
    const { post } = appWith({
      keepLogo: async (_, file) => {
        kept.push(file?.length ?? null)
      },
    })
    const answer = await post('/logo', fileForm(200_000))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PATH}?done=logo`])
    const remove = new FormData()
    remove.set('remove', '1')
    expect((await post('/logo', remove)).headers.get('location')).toBe(`${PATH}?done=unmarked`)
    expect(kept).toEqual([200_000, null])
  })

  it('takes no more than a logo may have, no form without a file, and none of another site', async () => {
    const kept: unknown[] = []
    const { post } = appWith({
      keepLogo: async (...given) => {
        kept.push(given)
      },
    })
    const large = await post('/logo', fileForm(1024 * 1024 + 10_000))
    expect(large.status).toBe(413)
    expect(await large.text()).toContain('a logo may have at most 1 MB')
    expect((await post('/logo', new URLSearchParams({ logo: 'text' }))).status).toBe(422)
    expect((await post('/logo', fileForm(9), 'https://evil.example')).status).toBe(403)
    // Nothing else of the console takes a body of that size.
    expect((await post('', new URLSearchParams({ footer: 'x'.repeat(70_000) }))).status).toBe(413)
    expect(kept).toEqual([])
  })

  it('says why a file is refused, and shows what is kept', async () => {
    const { post } = appWith({
      keepLogo: async () => {
        throw new DomainError('invalid', 'The logo has letters as text')
      },
    })
    const answer = await post('/logo', fileForm(9))
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('The logo has letters as text')
    expect(html).toMatch(/<img src="data:image\/png[^"]*" alt="Harbour Supply"/)
  })
})

describe('the form of the own domain', () => {
  it('names the records to set, and that nothing was looked at yet', async () => {
    const html = await appWith({ readDomain: async () => pending }).page()
    for (const { name, value } of pending.records) {
      expect(html).toContain(`<code>${name}</code>`)
      expect(html).toContain(`<code>${value}</code>`)
    }
    expect(html).toContain('Not proven yet')
    expect(html).toContain('Not checked yet')
    expect(html).not.toContain('missed something')
  })

  it('says what the last check missed, also of one that was proven', async () => {
    const reason = 'https://track.harbour.test does not answer: ENOTFOUND <b>'
    const seen = { ...pending, reason, checkedAt: '2026-03-02T15:00:00.000Z' }
    const html = await appWith({ readDomain: async () => seen }).page()
    expect(html).toContain('does not answer: ENOTFOUND &lt;b&gt;')
    expect(html).toContain('Links lead to this installation until')
    const lost = await appWith({ readDomain: async () => ({ ...seen, state: 'proven' }) }).page()
    expect(lost).toContain('Proven')
    expect(lost).toContain('readers may find nothing')
  })

  it('says where nothing can lead here, for want of a name', async () => {
    const html = await appWith({
      readDomain: async () => ({ ...pending, hasTarget: false }),
    }).page()
    expect(html).toContain('BASE_URL')
  })

  it('is kept, given up and checked', async () => {
    const acts: unknown[] = []
    const { post, page } = appWith({
      nameDomain: async (_, domain) => {
        acts.push(domain)
      },
      checkDomain: async () => {
        acts.push('checked')
      },
    })
    const to = async (path: string, fields: Record<string, string>) =>
      (await post(path, new URLSearchParams(fields))).headers.get('location')
    expect(await to('/domain', { domain: ' track.harbour.test ' })).toBe(`${PATH}?done=domain`)
    expect(await to('/domain', { domain: '' })).toBe(`${PATH}?done=homed`)
    expect(await to('/domain/check', {})).toBe(`${PATH}?done=checked`)
    expect(acts).toEqual(['track.harbour.test', null, 'checked'])
    expect(await page('?done=domain')).toContain('Set the records below')
    // What is not one of ours says nothing.
    expect(await page('?done=constructor')).not.toContain('role="status"')
  })

  it('that is another’s is refused, and what was typed stands there still', async () => {
    const { post } = appWith({
      nameDomain: async () => {
        throw new DomainError('conflict', 'x"<b> is proven to be another shop’s')
      },
    })
    const answer = await post('/domain', new URLSearchParams({ domain: 'x"<b>' }))
    const html = await answer.text()
    expect(answer.status).toBe(422)
    expect(html).toContain('value="x&quot;&lt;b&gt;"')
    expect(html).toContain('is proven to be another shop’s')
  })
})
