import { describe, expect, it } from 'vitest'
import type { Silence } from '../../src/domain/cadence/explain-silence.ts'
import { consoleApp, sampleOperations } from './console.ts'
import * as sample from './sample.ts'

const glanceOf = async (
  silence: Partial<Silence> = {},
  change: Partial<typeof sample.view> = {},
) => {
  const { view } = sample
  const known = view.silence as Silence
  const loadSupportView = async () => ({ ...view, ...change, silence: { ...known, ...silence } })
  const app = consoleApp({ operations: { ...sampleOperations, loadSupportView } })
  const page = await (await app.request('/console/harbour/orders/ord%2F1001')).text()
  const section = /<section class="glance".*?<\/section>/s.exec(page)?.[0] ?? ''
  const text = section.replaceAll(/<\/(?:h2|p|div)>/g, ' ').replaceAll(/<[^>]+>/g, '')
  return { text: text.replaceAll(/\s+/g, ' '), section }
}

describe('an order at a glance', () => {
  it('says what was promised, said last, held back since and comes next, each with why', async () => {
    const { text, section } = await glanceOf()
    expect(text).toContain('Promise Ships by Wed, Mar 25')
    expect(text).toContain('Last word Date slipped text')
    expect(text).toContain(
      '2 d ago, of 7 d at most Widget Pro: told Mon, Mar 16, now Wed, Mar 25. It was told on Wed, Mar 11, 14:15, and still holds.',
    )
    expect(section).toContain('href="/console/harbour/messages/msg_4"')
    expect(text).toContain('Backorder update, withdrawn A later word went out: “Date slipped”.')
    expect(text).toContain('Next word Backorder update Wed, Mar 18, 10:00 in 3 d')
  })

  it('says in one sentence why nothing was heard since, with the rule and its facts', async () => {
    const { text, section } = await glanceOf()
    expect(text).toContain(
      'Why nothing since The next is “Backorder update”, on Wed, Mar 18, 10:00: the last word was “Date slipped” on Wed, Mar 11, 14:16; the next comes within 7 days.',
    )
    expect(section).toContain('<th scope="row">Rule</th><td>Next word planned</td>')
    expect(text).toContain('Last word kindDate slippedNext kindBackorder updateReachtext')
  })

  it('counts how long it waits, and no budget, where nothing reached its reader yet', async () => {
    const because = { rule: 'cannot_be_reached', facts: {} }
    const { text } = await glanceOf({ lastWord: null, next: null, unsaid: [], because })
    expect(text).toContain('Last word no word yet waits for 2 d Since then')
    expect(text).toContain('Why nothing yet')
  })

  it('has a last word where the order is closed and no silence is counted', async () => {
    const { text } = await glanceOf({}, { silentSince: null })
    expect(text).toContain('Last word Date slipped text')
    expect(text).toContain('2 d ago')
  })

  it('says that no word was due where the order was over when it came', async () => {
    const because = { rule: 'nothing_left_to_ship', facts: {} }
    const over = { lastWord: null, next: null, because, unsaid: [] }
    const unheard = { silentSince: null }
    expect((await glanceOf(over, unheard)).text).toContain('Last word nothing was due')
    const { unsaid } = sample.view.silence as Silence
    expect((await glanceOf({ ...over, unsaid }, unheard)).text).toContain('no word yet')
    const waiting = { ...over, because: { rule: 'nothing_planned', facts: {} } }
    expect((await glanceOf(waiting, unheard)).text).toContain('no word yet')
  })

  it('says why nothing comes, for each reason that there is', async () => {
    const none = (rule: string) => glanceOf({ next: null, because: { rule, facts: {} } })
    expect((await none('cannot_be_reached')).text).toContain('no message reaches the customer')
    expect((await none('nothing_left_to_ship')).text).toContain('nothing is left to ship')
    expect((await none('nothing_planned')).text).toContain('though something is left to ship')
    expect((await none('order_not_known')).text).toContain('until the order itself is known')
    expect((await none('a_rule_to_come')).text).toContain('Next word The next is')
  })

  it('passes over what a later word took the place of', async () => {
    const { unsaid } = sample.view.silence as Silence
    const replaced = unsaid.map((one) => ({ ...one, because: { rule: 'later_word', facts: {} } }))
    expect((await glanceOf({ unsaid: replaced })).text).toContain('Since then nothing was held')
  })

  it('leads to the timeline where more was held back than it has room for', async () => {
    const [one] = (sample.view.silence as Silence).unsaid
    const unsaid = one ? [one, one, one, one, { ...one, why: 'The order was cancelled.' }] : []
    const { text, section } = await glanceOf({ unsaid })
    expect(text).toContain('Since then Backorder update, withdrawn The order was cancelled.')
    expect(text).toContain('3 more in the timeline')
    expect(section).toContain('href="#timeline"')
  })
})
