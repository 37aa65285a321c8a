import { describe, expect, it } from 'vitest'
import { nameOfField } from '../../src/console/policy-fields.ts'
import { POLICY_FIELDS, readPolicyForm, valueAt } from '../../src/console/policy-form.ts'
import { policyChanges, policyWords } from '../../src/console/policy-words.ts'
import { DomainError } from '../../src/domain/error.ts'
import { defaultPolicy, type Policy, policySchema } from '../../src/domain/policy.ts'
import { consoleApp, ORIGIN, sampleOperations } from './console.ts'
import { policyView } from './sample-policy.ts'

const PATH = '/console/harbour/policy'

/** What a browser posts of the form as the page has it. */
function fieldsOf(policy: Policy): [string, string][] {
  const fields = POLICY_FIELDS.flatMap((field): [string, string][] => {
    const name = nameOfField(field)
    const value = valueAt(policy, field.path)
    if (field.kind === 'numbers' && Array.isArray(value)) return [[name, value.join(', ')]]
    if (Array.isArray(value))
      return field.kind === 'lines'
        ? [[name, value.join('\r\n')]]
        : value.map((one) => [name, String(one)])
    if (typeof value === 'boolean') return value ? [[name, 'yes']] : []
    if (typeof value === 'number')
      return [[name, String(field.kind === 'percent' ? value * 100 : value)]]
    return [[name, typeof value === 'string' ? value : '']]
  })
  return [...fields, ...policy.kinds_off.map((kind): [string, string] => ['kinds_off', kind])]
}

/** As Hono reads it. */
const typed = (fields: [string, string][], over: Record<string, unknown> = {}) => {
  const all = Map.groupBy(fields, ([name]) => name)
  const read = [...all].map(([name, values]) => {
    const texts = values.map(([, value]) => value)
    return [name, texts.length > 1 ? texts : texts[0]] as const
  })
  return { ...Object.fromEntries(read), ...over }
}

describe('the form of the policy', () => {
  it('has each setting once, and each is one of the policy', () => {
    const names = POLICY_FIELDS.map(nameOfField)
    expect(new Set(names).size).toBe(names.length)
    const own = names.filter((name) => !name.startsWith('by_kind.'))
    for (const name of own) expect(valueAt(defaultPolicy(), name.split('.')), name).toBeDefined()
  })

  it('is the policy again that it was filled from, with what is not in it', () => {
    const policy = policySchema.parse({
      ...policyView.policy,
      sku_backorders: { lamp: {} },
      message_gap_minutes: 90,
      cut_off: '14:00',
      delay_options: 'ftc',
      shipping_days: ['mon', 'thu'],
    })
    expect(readPolicyForm(policy, typed(fieldsOf(policy))).policy).toEqual(policy)
    const plain = defaultPolicy()
    expect(readPolicyForm(plain, typed(fieldsOf(plain))).policy).toEqual(plain)
  })

  it('takes a kind’s own settings away where they are emptied', () => {
    const fields = fieldsOf(policyView.policy).filter(([name]) => !name.startsWith('by_kind'))
    expect(readPolicyForm(policyView.policy, typed(fields)).policy?.by_kind).toEqual({})
  })

  it('refuses as the schema does, each fault under its own field', () => {
    const { policy, faults, draft } = readPolicyForm(
      defaultPolicy(),
      typed(fieldsOf(defaultPolicy()), {
        silence_budget_days: '0',
        sms_from: '06:00',
        'buffer.share': 'half',
        'buffer.min_days': '20',
        'by_kind.standard.silence_budget_days': '45',
        closed_on: '2026-13-01',
        cut_off: 'noon',
        kinds_off: 'eta_slipped',
      }),
    )
    expect(policy).toBeNull()
    expect(Object.fromEntries(faults)).toMatchObject({
      silence_budget_days: expect.stringContaining('a budget of none'),
      sms_from: 'not before 08:00: no text goes by night',
      'buffer.share': 'must be a number',
      'by_kind.standard.silence_budget_days': expect.stringContaining('only a preorder'),
      closed_on: expect.any(String),
      cut_off: expect.stringContaining('a time of day'),
      kinds_off: expect.stringContaining('cannot be turned off'),
    })
    // What could not be read stands there as it was typed.
    expect(valueAt(draft, ['buffer', 'share'])).toBe('half')
  })

  it('takes days in a row as numbers, and hours and a buffer of one kind', () => {
    const over = {
      warned_days: '14; 7,2',
      'by_kind.custom.send_hour': '18:00',
      'by_kind.custom.buffer.rule': 'learned',
      'by_kind.custom.buffer.confidence': '80',
    }
    const { policy } = readPolicyForm(defaultPolicy(), typed(fieldsOf(defaultPolicy()), over))
    expect(policy?.warned_days).toEqual([14, 7, 2])
    expect(policy?.by_kind).toEqual({
      custom: { send_hour: '18:00', buffer: { rule: 'learned', confidence: 0.8 } },
    })
    const wrong = { warned_days: '7 and 2', first_scan_hours: '24', sms_off: 'fax' }
    const read = readPolicyForm(defaultPolicy(), typed(fieldsOf(defaultPolicy()), wrong))
    expect([...read.faults.keys()].sort()).toEqual(['first_scan_hours', 'sms_off', 'warned_days'])
    expect(valueAt(read.draft, ['warned_days'])).toEqual([7, 'and', 2])
  })

  it('says a share in the percent in which it is typed', () => {
    const fields = typed(fieldsOf(defaultPolicy()), { 'buffer.confidence': '20' })
    const { faults } = readPolicyForm(defaultPolicy(), fields)
    expect(faults.get('buffer.confidence')).toBe('at least 50 %')
    const comma = typed(fieldsOf(defaultPolicy()), { 'buffer.share': '12,5' })
    expect(readPolicyForm(defaultPolicy(), comma).policy?.buffer.share).toBe(0.125)
  })
})

describe('a policy in words', () => {
  it('is one paragraph for kinds that are treated alike', () => {
    expect(policyWords(defaultPolicy()).map(({ name }) => name)).toEqual([
      'Standard, dropship, custom, manufacturer, seasonal, and indefinite',
      'Preorder',
    ])
    const [, preorder] = policyWords(defaultPolicy())
    expect(preorder?.says[0]).toContain('at least every 30 days')
  })

  it('says what is not sent, and how a learned date is made', () => {
    const policy = policySchema.parse({
      kinds_off: ['backorder_checkin', 'restocked'],
      buffer: { rule: 'learned', confidence: 0.8 },
    })
    const said = policyWords(policy)[0]?.says.join(' ')
    expect(said).toContain('No check-in follows the order.')
    expect(said).toContain('kept 80 times of 100')
    expect(said).toContain('Not sent: restocked.')
  })

  it('says the hours and channels of a kind that has its own', () => {
    const preorder = { send_hour: '18:00', missed_at: '07:30', sms_off: ['eta_slipped'] }
    const policy = policySchema.parse({ by_kind: { preorder }, sms_off: ['delivered'] })
    const [standard, own] = policyWords(policy).map(({ says }) => says.join(' '))
    expect(standard).toContain('at 10:00 on their clock')
    expect(standard).toContain('owned up to the day after, at 09:00.')
    expect(standard).toContain('By e-mail only: delivered.')
    expect(own).toContain('at 18:00 on their clock')
    expect(own).toContain('owned up to the day after, at 07:30.')
    expect(own).toContain('By e-mail only: delivered, date slipped.')
  })

  it('tells each version by what it changed', () => {
    const [third, second, first] = policyView.versions.map(({ policy }) => policy)
    expect(policyChanges(first as Policy, second as Policy)).toEqual([
      'kinds_off none → backorder_checkin',
      'silence_budget_days 7 → 5',
    ])
    expect(policyChanges(second as Policy, third as Policy)).toContain(
      'by_kind.preorder.buffer.share none → 0.1',
    )
    expect(policyChanges(null, first as Policy)).toEqual([])
  })
})

describe('the page of the policy', () => {
  const saved: unknown[] = []
  const operations: typeof sampleOperations = {
    ...sampleOperations,
    savePolicy: async (merchantId, save) => {
      if (save.over !== 3) throw new DomainError('conflict', 'Somebody has kept version 4')
      saved.push({ merchantId, ...save })
    },
  }
  const app = consoleApp({ operations })
  const press = (over: Record<string, string>, origin = ORIGIN) => {
    const body = new URLSearchParams(fieldsOf(policyView.policy))
    for (const [name, value] of Object.entries({ over: '3', ...over })) body.set(name, value)
    const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' }
    return app.request(PATH, { method: 'POST', headers, body: body.toString() })
  }

  it('shows what holds in words and in the form, and who set what before', async () => {
    const html = await (await app.request(PATH)).text()
    expect(html).toContain('Who waits hears from you at least every 5 days')
    expect(html).toMatch(/name="silence_budget_days" value="5"/)
    expect(html).toMatch(/name="buffer.share" value="40"/)
    expect(html).toContain('sam@example.test')
    expect(html).toContain('the API')
    expect(html).toContain('silence_budget_days 7 → 5')
  })

  it('keeps what is sound, under the name of who set it', async () => {
    const answer = await press({ silence_budget_days: '4' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `${PATH}?done=saved`])
    expect(saved).toEqual([
      {
        merchantId: 'm_1',
        over: 3,
        by: 'sam@example.test',
        policy: { ...policyView.policy, silence_budget_days: 4 },
      },
    ])
  })

  it('says beside the field why it is refused, with what was typed, and keeps nothing', async () => {
    const before = saved.length
    const answer = await press({ silence_budget_days: '<b>', sms_until: '23:00' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('value="&lt;b&gt;" maxlength="32"')
    expect(html).toMatch(
      /id="sms_until"[^>]+aria-invalid="true" aria-describedby="sms_until-fault"/,
    )
    expect(html).toMatch(/id="sms_until-fault">not after 21:00/)
    expect(html).toContain('<a href="#sms_until">')
    expect(saved).toHaveLength(before)
  })

  it('does not undo what somebody set meanwhile, and shows what was typed', async () => {
    const answer = await press({ over: '2', silence_budget_days: '6' })
    expect(answer.status).toBe(409)
    const html = await answer.text()
    expect(html).toContain('Somebody has kept version 4')
    expect(html).toMatch(/name="silence_budget_days" value="6"/)
  })

  it('takes no form of another site', async () => {
    expect((await press({}, 'https://evil.example')).status).toBe(403)
  })
})
