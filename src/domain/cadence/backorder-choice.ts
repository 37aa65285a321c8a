import { because } from '../because.ts'
import { waitsToAsk } from '../fulfilment-window.ts'
import type { Notice } from '../message.ts'
import { openSubstitutes } from '../substitute.ts'
import type { Rule } from './context.ts'
import { shownOf } from './substitute-offered.ts'
import { factsOf, listLines, tell } from './told.ts'

/**
 * Past the fulfilment window it still waits: whoever waits is asked, keep, swap or cancel. Again one
 * window after each "keep". Together of the lines whose windows end together: a preorder of June is
 * asked about in June, whatever stands beside it. The key names what the wait is counted from, and what
 * window of its own it has.
 */
export const wantBackorderChoice: Rule = (order, context) => {
  const waits = waitsToAsk(order, context).sort((a, b) => (a.asksAt < b.asksAt ? -1 : 1))
  const asked = Map.groupBy(waits, ({ cause, asksAt }) => `${cause} ${asksAt}`)
  return [...asked.values()].flatMap((waits): Notice[] => {
    const [first] = waits
    if (!first) return []
    const { cause } = first
    const lines = waits.map(({ line }) => line.id)
    const offers = openSubstitutes(order).filter(({ lineId }) => lines.includes(lineId))
    return [
      {
        kind: 'backorder_choice',
        key: ['backorder_choice', cause, ...first.window].join(':'),
        dueAt: first.asksAt,
        why: `${listLines(order, lines)} ${(lines.length > 1 ? BEGAN : BEGUN)[first.from]} ${first.since}, past the fulfilment window of ${first.days} days.`,
        because: because('fulfilment_window', {
          lines,
          events: [cause],
          waits_since: order.placed?.at ?? first.since,
          counted_since: first.since,
          counted_from: first.from,
          window_days: first.days,
        }),
        facts: factsOf({
          lines,
          substitutes: offers.map(shownOf),
          told: tell(order, { dates: context }),
        }),
      },
    ]
  })
}

/** Who chose to keep waiting has waited for longer than that; so has who was imported. */
const BEGUN = {
  order: 'has waited since',
  import: 'has waited since before it was first known to us, on',
  kept: 'waits on since the last "keep waiting", on',
} as const
const BEGAN = {
  order: 'have waited since',
  import: 'have waited since before they were first known to us, on',
  kept: 'wait on since the last "keep waiting", on',
} as const
