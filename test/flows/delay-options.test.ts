import { describe, expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { aPackage, orderData, waitingLine } from '../support/shop.ts'
import { beginStory, type Heard, kindsAndTimes, type Story } from '../support/story.ts'

const OURS = ['delay_option', 'delay_option_reminder', 'delay_expired', 'eta_slipped']
const ours = (heard: readonly Heard[]) =>
  kindsAndTimes(heard.filter(({ kind }) => OURS.includes(kind)))
const slip = (story: Story, expected_at: string | null) =>
  story.tell('backorder.eta_changed', {
    order_id: 'ord_1',
    lines: [{ id: 'tent', expected_at }],
    reason: 'Stuck in port',
  })

/** A tent for 12 March, told to ship by the 16th, of a shop in New York: T is that day. */
async function begin(open: Parameters<Parameters<typeof eachDatabase>[1]>[0], input = {}) {
  const story = await beginStory(await open(), input)
  const tent = waitingLine('tent', '2026-03-12', { title: 'Fell Tent 2' })
  await story.tell('order.placed', orderData([tent]))
  await story.wait('2026-03-09T15:00:00Z')
  return story
}

eachDatabase('delay options', (open) => {
  it('offers, reminds, cancels in silence, and says when the money is due', async () => {
    const story = await begin(open)
    await slip(story, null)

    const heard = await story.wait('2026-04-20T00:00:00Z')
    expect(ours(heard)).toEqual([
      ['delay_option', '2026-03-09T15:10:00.000Z'],
      ['delay_option_reminder', '2026-04-08T14:00:00.000Z'],
      ['delay_option_reminder', '2026-04-13T14:00:00.000Z'],
      ['delay_expired', '2026-04-16T04:00:00.000Z'],
    ])
    expect(heard.map(({ kind }) => kind)).not.toContain('order_cancelled')
    const offer = await story.mail(heard.find(({ kind }) => kind === 'delay_option') as Heard)
    expect(offer.text).toContain('/consent')
    expect(offer.text).toContain('Wednesday, April 15')
    const expired = await story.mail(heard.at(-1) as Heard)
    expect(expired.text).toContain('Monday, April 27')
    expect(await story.order('ord_1')).toMatchObject({ status: 'cancelled', next_message: null })
  })

  it('is said again, with both ways on, wherever the order is said to wait, till it is answered', async () => {
    const story = await begin(open)
    await slip(story, '2026-04-20')
    const updates = async (to: string) => {
      const heard = (await story.wait(to)).filter(({ kind }) => kind === 'backorder_update')
      return Promise.all(heard.map((one) => story.mail(one)))
    }
    const [before] = await updates('2026-03-20T00:00:00Z')
    expect(before?.text).toContain('Unless you do so by Wednesday, April 15')
    expect(before?.text).toContain('/consent')
    expect(before?.html).toContain('/consent')
    expect(before?.text).not.toContain('was to ship by')

    await story.press(`${await story.pathOf('ord_1')}/consent`, { answer: 'keep' })
    const [after] = await updates('2026-03-27T00:00:00Z')
    expect(after?.text).not.toContain('Unless you do so')
    expect(after?.text).not.toContain('/consent')
  })

  it('is agreed to on the page, twice alike, and waits on', async () => {
    const story = await begin(open)
    await slip(story, null)
    await story.wait('PT1H')
    const path = await story.pathOf('ord_1')

    expect((await story.open(path)).text).toContain('Keep waiting')
    const shown = await story.open(`${path}/consent`)
    expect(shown.text).toContain('If we hear nothing by the end of Wed, Apr 15')
    const before = await story.order('ord_1')
    expect(before).toEqual(await story.order('ord_1'))

    const first = await story.press(`${path}/consent`, { answer: 'keep' })
    expect([first.status, first.text.includes('You keep waiting.')]).toEqual([200, true])
    expect(await story.press(`${path}/consent`, { answer: 'keep' })).toEqual(first)
    expect((await story.open(path)).text).not.toContain('It takes longer: you decide')

    expect(ours(await story.wait('2026-05-30T00:00:00Z'))).toEqual([])
    expect((await story.order('ord_1')).status).toBe('open')
    const shipped_at = '2026-05-30T00:00:00.000Z'
    await story.tell('shipment.created', {
      order_id: 'ord_1',
      ...aPackage({ tent: 1 }, { shipped_at }),
    })
    const late = await story.press(`${path}/consent`, { answer: 'keep' })
    expect(late.status).toBe(409)
  })

  it('is declined on the page: cancelled at once, twice alike', async () => {
    const story = await begin(open, { policy: { cancellation: 'request' } })
    await slip(story, '2026-03-24')
    await story.wait('PT1H')
    const path = await story.pathOf('ord_1')

    const first = await story.press(`${path}/consent`, { answer: 'cancel' })
    expect(first.status).toBe(200)
    expect((await story.order('ord_1')).status).toBe('cancelled')
    expect(await story.press(`${path}/consent`, { answer: 'cancel' })).toEqual(first)
    expect((await story.wait('P30D')).map(({ kind }) => kind)).toEqual(['order_cancelled'])
  })

  it.each([
    ['consent', { answer: 'cancel' }],
    ['cancel', {}],
  ])(
    'is declined once stock is allocated and labelled, by /%s: as of right, at once',
    async (page, form) => {
      const story = await begin(open)
      await slip(story, '2026-03-24')
      await story.wait('PT1H')
      const lines = [{ id: 'tent', quantity: 1 }]
      await story.tell('backorder.allocated', { order_id: 'ord_1', lines })
      await story.tell('shipment.created', {
        order_id: 'ord_1',
        ...aPackage({ tent: 1 }, { shipped_at: null }),
      })
      const path = await story.pathOf('ord_1')
      expect((await story.open(`${path}/cancel`)).text).not.toContain('Ask to cancel')

      await story.press(`${path}/${page}`, form)
      expect(await story.order('ord_1')).toMatchObject({ status: 'cancelled' })
      expect((await story.wait('PT1H')).map(({ kind }) => kind)).toEqual(['order_cancelled'])
    },
  )

  it('names the date that was told last, and the one that is known now', async () => {
    const story = await begin(open)
    const path = await story.pathOf('ord_1')
    await slip(story, '2026-03-24')
    await story.wait('PT1H')
    expect((await story.open(`${path}/consent`)).text).toContain('It was to ship by Mon, Mar 16.')
    await slip(story, '2026-04-02')
    await story.wait('PT1H')
    const second = (await story.open(`${path}/consent`)).text
    expect(second).toContain('It was to ship by Mon, Mar 30.')
    expect(second).not.toContain('Mar 16.')
  })

  it('puts a date that is known after an offer without one before its customer, till the same day', async () => {
    const story = await begin(open)
    await slip(story, null)
    await story.wait('2026-03-25T15:00:00Z')
    await slip(story, '2026-05-20')
    const [offer] = await story.wait('PT1H')
    const mail = await story.mail(offer as Heard)
    expect(mail.text).toContain('Wednesday, June 3')
    expect(mail.text).toContain('Unless you do so by Wednesday, April 15')

    const path = await story.pathOf('ord_1')
    for (const page of [path, `${path}/consent`]) {
      const { text } = await story.open(page)
      expect(text).toContain('The new date is Wed, Jun 3.')
      expect(text).not.toContain('no date yet that we could keep')
    }
    const heard = await story.wait('2026-04-09T00:00:00Z')
    const reminder = heard.find(({ kind }) => kind === 'delay_option_reminder')
    expect((await story.mail(reminder as Heard)).text).toContain(
      'It now ships by Wednesday, June 3',
    )

    await story.press(`${path}/consent`, { answer: 'keep' })
    const ended = await story.wait('2026-06-04T05:00:00Z')
    const last = await story.mail(ended.find(({ kind }) => kind === 'delay_expired') as Heard)
    expect(last.text).toContain('not shipped by Wednesday, June 3, the new date')
    expect(last.text).not.toContain('heard from you')
    expect(last.why).toContain('the date that was agreed to')
  })

  it('does not take an answer to an offer that another took the place of', async () => {
    const story = await begin(open)
    await slip(story, '2026-03-24')
    const [one] = await story.wait('PT1H')
    await slip(story, '2026-04-02')
    const [two] = await story.wait('PT1H')
    const path = await story.pathOf('ord_1')
    const answer = (offer: string, lines = 'tent') =>
      story.press(`${path}/consent`, { answer: 'keep', offer, lines })

    const stale = await answer(String(one?.id))
    expect([stale.status, stale.text.includes('no longer stands')]).toEqual([409, true])
    expect((await answer('msg_unknown')).status).toBe(409)
    expect((await answer(String(two?.id), 'no such line')).status).toBe(409)
    expect((await story.open(path)).text).toContain('It takes longer: you decide')

    expect((await answer(String(two?.id))).status).toBe(200)
    const heard = await story.wait('2026-03-31T12:00:00Z')
    expect(ours(heard)).toEqual([])
  })

  it('does not take an answer that comes after it was cancelled', async () => {
    const story = await begin(open)
    await slip(story, null)
    await story.wait('2026-04-16T05:00:00Z')
    const path = await story.pathOf('ord_1')

    const late = await story.press(`${path}/consent`, { answer: 'keep' })
    expect(late.status).toBe(409)
    expect(await story.order('ord_1')).toMatchObject({ status: 'cancelled' })
  })

  describe('where the merchant confirms each end', () => {
    const over = async () => {
      const story = await begin(open, { policy: { expiry: 'confirm' } })
      await slip(story, '2026-05-20')
      const heard = await story.wait('2026-04-24T12:00:00Z')
      return { story, heard, path: await story.pathOf('ord_1') }
    }
    const answer = (story: Story, answered: string) =>
      story.ask('POST', '/v1/orders/ord_1/cancellation', { answer: answered })

    it('is agreed to after its day, while nothing was cancelled, and the page says so', async () => {
      const { story, heard, path } = await over()
      const update = heard.findLast(({ kind }) => kind === 'backorder_update') as Heard
      expect((await story.mail(update)).text).toMatch(/still want to wait.*\/consent/s)
      expect((await story.open(`${path}/consent`)).text).toContain('you can still choose')

      const kept = await story.press(`${path}/consent`, { answer: 'keep' })
      expect([kept.status, kept.text.includes('You keep waiting.')]).toEqual([200, true])
      expect(await story.press(`${path}/consent`, { answer: 'keep' })).toEqual(kept)
      expect(await story.order('ord_1')).toMatchObject({ status: 'open' })
      await expect(answer(story, 'accept')).rejects.toThrow('409')
    })

    it('is cancelled by the merchant, told like any other end, and cannot be declined', async () => {
      const { story, path } = await over()
      await expect(answer(story, 'decline')).rejects.toThrow('its customer agrees')
      expect(await story.order('ord_1')).toMatchObject({ status: 'open' })

      expect(await answer(story, 'accept')).toMatchObject({ status: 'cancelled' })
      expect(ours(await story.wait('PT1H')).map(([kind]) => kind)).toEqual(['delay_expired'])
      expect((await story.press(`${path}/consent`, { answer: 'keep' })).status).toBe(409)
      await expect(answer(story, 'accept')).rejects.toThrow('409')
    })

    it('has nothing to confirm before its day', async () => {
      const story = await begin(open, { policy: { expiry: 'confirm' } })
      await slip(story, '2026-05-20')
      await story.wait('2026-04-10T12:00:00Z')
      await expect(answer(story, 'accept')).rejects.toThrow('409')
    })

    it('is cancelled by its reader as of right, also where stock has come', async () => {
      const { story, path } = await over()
      const lines = [{ id: 'tent', quantity: 1 }]
      await story.tell('backorder.allocated', { order_id: 'ord_1', lines })
      const gone = await story.press(`${path}/consent`, { answer: 'cancel' })
      expect(gone.status).toBe(200)
      expect(await story.order('ord_1')).toMatchObject({ status: 'cancelled' })
    })
  })

  it('is held while the feed looks dead: a broken webhook cancels nothing', async () => {
    const story = await begin(open)
    await slip(story, null)
    // Something on each day of March from the 10th to the 31st, and nothing after.
    for (let day = 10; day <= 31; day += 1) {
      await story.wait(`2026-03-${day}T16:00:00Z`)
      await story.tell('inventory.level', { sku: 'OTHER', available: day })
    }
    const heard = await story.wait('2026-04-18T10:20:00Z')
    expect(heard.map(({ kind }) => kind)).not.toContain('delay_expired')
    expect((await story.order('ord_1')).status).toBe('open')

    // It lives again: for a day what it kept back may come in, and then the wait ends.
    await story.tell('inventory.level', { sku: 'OTHER', available: 1 })
    expect(ours(await story.wait('PT20H'))).toEqual([])
    expect(ours(await story.wait('P1D')).map(([kind]) => kind)).toEqual(['delay_expired'])
  })

  it('lets a package that is told in time win, and a label not', async () => {
    const story = await begin(open)
    await slip(story, null)
    await story.wait('2026-04-15T20:00:00Z')
    const shipped_at = '2026-04-15T20:00:00.000Z'
    await story.tell('shipment.created', {
      order_id: 'ord_1',
      ...aPackage({ tent: 1 }, { shipped_at }),
    })
    const heard = await story.wait('P5D')
    expect(ours(heard)).toEqual([])
    expect((await story.order('ord_1')).status).toBe('shipped')
  })

  it('names no day as the old one in a confirmation where the shop had shown none', async () => {
    const story = await beginStory(await open())
    const tent = waitingLine('tent', '2026-05-05', { title: 'Fell Tent 2' })
    await story.tell('order.placed', orderData([tent]))
    const [confirmed] = await story.wait('PT1H')
    const { text } = await story.mail(confirmed as Heard)
    expect(text).not.toContain('was to ship by')
    expect(text).toContain('Unless you do so by Friday, May 1')
  })

  it('is put anew where a date given since went by, and no letter says that there is nothing to do', async () => {
    const story = await begin(open)
    await slip(story, '2026-04-20')
    await story.wait('2026-03-20T15:00:00Z')
    await slip(story, '2026-04-02')
    const [better] = await story.wait('PT1H')
    const { text } = await story.mail(better as Heard)
    expect(text).toContain('If it has not shipped by Wednesday, April 15')
    expect(text).not.toContain('until then')

    const heard = await story.wait('2026-04-15T12:00:00Z')
    expect(kindsAndTimes(heard).map(([kind]) => kind)).not.toContain('promise_missed')
    const mails = await Promise.all(heard.map((one) => story.mail(one)))
    for (const mail of mails) expect(mail.text).not.toContain('nothing to do')
    expect(mails.at(-1)?.subject).toContain('Keep your Fell Tent 2?')
    expect(mails.at(-1)?.text).toContain('There is still no date')
  })

  it('is of what was chosen instead, by its name, and never of what had been ordered', async () => {
    const story = await begin(open)
    const options = [{ sku: 'NEW', title: 'Lamp Two' }]
    await story.tell('substitute.offered', { order_id: 'ord_1', line_id: 'tent', options })
    const chosen = await story.press(`${await story.pathOf('ord_1')}/substitute`, { sku: 'NEW' })
    expect(chosen.status).toBe(200)

    const heard = await story.wait('2026-05-12T00:00:00Z')
    expect(ours(heard)).toEqual([
      ['delay_option', '2026-04-05T14:00:00.000Z'],
      ['delay_option_reminder', '2026-05-01T14:00:00.000Z'],
      ['delay_option_reminder', '2026-05-06T14:00:00.000Z'],
      ['delay_expired', '2026-05-09T04:00:00.000Z'],
    ])
    for (const one of heard.filter(({ kind }) => OURS.includes(kind))) {
      const { subject, text } = await story.mail(one)
      expect(`${subject} ${text}`).toContain('Lamp Two')
      expect(text).not.toContain('Your Fell Tent 2')
    }
  })

  it('is not put to who has asked to cancel: each word says that the wish is with us', async () => {
    const story = await begin(open, { policy: { cancellation: 'request' } })
    const lines = [{ id: 'tent', quantity: 1 }]
    await story.tell('backorder.allocated', { order_id: 'ord_1', lines })
    await story.wait('PT1H')
    await story.press(`${await story.pathOf('ord_1')}/cancel`, {})
    await slip(story, '2026-04-20')
    const heard = await story.wait('2026-03-17T12:00:00Z')
    expect(heard.map(({ kind }) => kind)).not.toContain('delay_option')
    const words = heard.filter(({ kind }) => !kind.startsWith('cancellation'))
    const [word] = await Promise.all(words.map((one) => story.mail(one)))
    expect(word?.text).toContain('You asked us on Monday, March 9 to cancel your Fell Tent 2')
    expect(word?.text).not.toContain('nothing to do')
  })

  it('answers for the day that "being prepared" named, and takes it for no applicable time', async () => {
    const story = await beginStory(await open())
    const tent = waitingLine('tent', null as never, { title: 'Fell Tent 2' })
    await story.tell('order.placed', orderData([tent]))
    await story.wait('PT50H')
    const lines = [{ id: 'tent', quantity: 1 }]
    await story.tell('backorder.allocated', { order_id: 'ord_1', lines })
    const [restocked] = await story.wait('PT1H')
    expect((await story.mail(restocked as Heard)).text).toContain('ships by Monday, March 9')

    const heard = await story.wait('2026-03-31T00:00:00Z')
    expect(kindsAndTimes(heard).slice(0, 1)).toEqual([
      ['promise_missed', '2026-03-10T13:00:00.000Z'],
    ])
    // Packed once more from the 28th it would ship after T: a delay, known in the hour of the apology.
    expect(ours(heard)).toEqual([['delay_option', '2026-03-28T13:00:00.000Z']])
  })

  it('carries the offer in the confirmation where the delay is known by then', async () => {
    const story = await beginStory(await open())
    const line = waitingLine('tent', '2026-03-12', { title: 'Fell Tent 2' })
    const backorder = { ...line.backorder, shown_ships_by: '2026-03-11' }
    await story.tell('order.placed', orderData([{ ...line, backorder } as typeof line]))
    const [confirmed, ...more] = await story.wait('PT1H')
    expect([confirmed?.kind, more]).toEqual(['backorder_confirmed', []])
    expect((await story.open(await story.pathOf('ord_1'))).text).toContain('Keep waiting')
  })
})
