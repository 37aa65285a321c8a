import type { OpenOffer } from '../src/domain/delay-answer.ts'
import { dayIn } from '../src/render/dates.ts'
import type { Item } from '../src/render/page.ts'
import { groupOffers } from './consent-card.tsx'
import { hasPaid, type PageContext, shortDay } from './context.ts'

type Props = { items: readonly Item[]; context: PageContext }

/** What the reader agreed to, when, and what ends it: nobody should have to look for a mail. */
export function Agreed({ items, context }: Props) {
  const ids = new Set(items.map(({ line }) => line.id))
  const here = (context.agreed ?? []).filter(({ clock }) => ids.has(clock.lineId))
  return (
    <>
      {groupOffers(here).map((offers) => (
        <Agreement offers={offers} items={items} context={context} />
      ))}
    </>
  )
}

function Agreement({ offers, items, context }: Props & { offers: readonly OpenOffer[] }) {
  const { order, words, merchant, readerZone } = context
  const [first] = offers
  if (!first?.offer.consentedAt) return null
  const { consent } = words
  const ended = merchant.policy.expiry === 'confirm' ? consent.agreedConfirm : consent.agreedEnd
  const on = shortDay(dayIn(first.offer.consentedAt, readerZone), context)
  const { state } = first.clock
  const until = state.on && shortDay(state.on, context)
  const about = new Set(offers.map(({ clock }) => clock.lineId))
  const titles = items.filter(({ line }) => about.has(line.id)).map(({ line }) => line.title)
  return (
    <p dir="auto">
      {titles.length < items.length && `${titles.join(', ')}: `}
      {consent.agreed(on, until)} {until && <span class="soft">{ended(hasPaid(order))}</span>}
    </p>
  )
}
