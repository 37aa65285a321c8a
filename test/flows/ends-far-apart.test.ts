import { describe, expect, it } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { orderData, waitingLine } from '../support/shop.ts'
import { beginStory, type Heard, type Story } from '../support/story.ts'

/**
 * A shop in Berlin and its readers half a world away on either side. T is 16 March, so an offer ends
 * with 15 April in Berlin or at the reader, where that comes first: at noon of the 15th in Honolulu,
 * whose last whole day is the 14th.
 */
const READERS: [string, string, string, string][] = [
  ['Honolulu', 'Pacific/Honolulu', 'Tuesday 14 April', 'Tue 14 Apr'],
  ['Kiritimati', 'Pacific/Kiritimati', 'Wednesday 15 April', 'Wed 15 Apr'],
  ['Auckland', 'Pacific/Auckland', 'Wednesday 15 April', 'Wed 15 Apr'],
]

eachDatabase('the day on which silence cancels', (open) => {
  const begin = async (zone: string) => {
    const story = await beginStory(await open(), {
      time_zone: 'Europe/Berlin',
      country: 'DE',
      locale: 'en-GB',
      policy: { delay_options: 'ftc' },
    })
    const tent = waitingLine('tent', '2026-03-12', { title: 'Fell Tent 2' })
    const customer = { name: 'Jon', email: 'jon@example.com', time_zone: zone }
    await story.tell('order.placed', orderData([tent], { customer }))
    await story.wait('2026-03-09T15:00:00Z')
    return story
  }
  const moveTo = (story: Story, expected_at: string) =>
    story.tell('backorder.eta_changed', {
      order_id: 'ord_1',
      lines: [{ id: 'tent', expected_at }],
    })
  const textsOf = async (story: Story, heard: readonly Heard[], kinds: readonly string[]) =>
    Promise.all(
      heard
        .filter(({ kind }) => kinds.includes(kind))
        .map(async (one) => `${(await story.mail(one)).subject} ${(await story.mail(one)).text}`),
    )

  describe.each(READERS)('for a reader in %s', (_, zone, long, short) => {
    it('is the same in the offer, the reminders, on the page and in the end, and whole', async () => {
      const story = await begin(zone)
      await moveTo(story, '2026-06-20')
      const offered = await story.wait('PT1H')
      const path = await story.pathOf('ord_1')
      const page = (await story.open(`${path}/consent`)).text
      const heard = await story.wait('2026-04-20T00:00:00Z')
      const ended = (await story.open(path)).text

      expect(page).toContain(`by the end of ${short}`)
      expect(ended).toContain(`by ${short}`)
      const kinds = ['delay_option', 'delay_option_reminder', 'backorder_update', 'delay_expired']
      const texts = await textsOf(story, [...offered, ...heard], kinds)
      expect(texts.length).toBeGreaterThan(5)
      for (const text of texts) {
        expect(text).toContain(long)
        const days = new Set(text.match(/1[3-7] Apr/g))
        expect([...days]).toEqual([long.includes('14') ? '14 Apr' : '15 Apr'])
      }
    })

    it('names a promised day as it was promised, and none that is not over yet', async () => {
      const story = await begin(zone)
      await moveTo(story, '2026-03-27')
      const heard = await story.wait('2026-04-20T00:00:00Z')
      const [offer = ''] = await textsOf(story, heard, ['delay_option'])
      const promised = offer.match(/ships by (\w+ \d+ \w+)/)?.[1] ?? ''
      const last = (await textsOf(story, heard, ['backorder_update'])).at(-1)
      expect(last).toContain(`not shipped by ${promised}, it is cancelled automatically`)
      expect(last).not.toContain('by the end of')

      const [end = ''] = await textsOf(story, heard, ['delay_expired'])
      expect(end).toContain(
        zone === 'Pacific/Honolulu'
          ? 'It has not shipped in time'
          : `It has not shipped by ${promised}`,
      )
    })
  })
})
