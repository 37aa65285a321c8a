import { deliveryView } from '../src/domain/delivery-range.ts'
import { mayRate } from '../src/domain/feedback.ts'
import { orderStatus } from '../src/domain/order.ts'
import { formatInstant } from '../src/render/dates.ts'
import { type CancelledCard, type Card, cardsOf, isOpenCard } from '../src/render/page.ts'
import { summarize } from '../src/render/summary.ts'
import { SplitCard } from './choice-cards.tsx'
import { DelayCards } from './consent-card.tsx'
import { contextOf, type PageContext, type TrackingPageInput } from './context.ts'
import { Details } from './details.tsx'
import { FeedbackCard } from './feedback.tsx'
import { headline } from './headline.ts'
import { finish, Layout } from './layout.tsx'
import { nextOf } from './next.ts'
import { PackageCard } from './package-card.tsx'
import { packageCount } from './package-count.ts'
import type { Page } from './page.ts'
import { Answered, Requested } from './request-card.tsx'
import { CancelledCards, Unshipped } from './still-cards.tsx'
import { Preparing, Waiting } from './wait-cards.tsx'

/** `GET /t/{token}`: where the order stands. It changes nothing and needs no script. */
export function trackingPage(input: TrackingPageInput): Page {
  const seen = contextOf(input)
  const { order, merchant, links, words, locale, zone, readerZone, now, version } = seen
  const name = words.orderName(order.orderNumber)
  const view = { now, zone, readerZone, split: merchant.policy.split }
  const delivery = deliveryView(merchant, seen.contact, now)
  const cards = cardsOf(order, view)
  const context = { ...seen, lastOf: lastItems(cards) }
  const next = nextOf(cards, context)
  const hero = merchant.brand.hero?.[orderStatus(order)]
  const page = (
    <Layout
      title={words.pageTitle(name, merchant.name)}
      merchant={merchant}
      locale={locale}
      logo={links.logo}
      label={name}
      ask={`${links.self}/inquiry`}
      script={{ live: version ? `${links.self}/events` : null, version: version ?? null }}
      asOf={words.asOf(formatInstant(now, locale, readerZone, 'short', context.today))}
    >
      <h1 dir="auto" data-part="sum">
        {headline(summarize(order, { ...view, locale, isHeading: true, delivery }), order)}
      </h1>
      {next && (
        <div data-part="next">
          <p class="next">{next.text}</p>
          {next.asks && (
            <p class="actions">
              <a class="quiet" href={`${links.self}/inquiry`}>
                {words.inquiry.link}
              </a>
            </p>
          )}
        </div>
      )}
      {hero && (
        <p class="hero" dir="auto">
          {hero}
        </p>
      )}
      <Requested context={context} />
      <Answered context={context} />
      <DelayCards context={context} />
      <FeedbackCard context={context} />
      <SplitCard context={context} />
      <Cards cards={cards} context={context} />
      <Details context={context} cards={cards} />
    </Layout>
  )
  return finish(page, merchant, {
    // News may bring a form to a page that had none, and the policy it was served under stays.
    hasForm: Boolean(version) || (context.offers ?? []).length > 0 || mayRate(order),
    hasScript: true,
  })
}

const lastItems = (cards: readonly Card[]) =>
  new Map(
    cards
      .filter(isOpenCard)
      .flatMap(({ items }) => items.map((item) => [item.line.id, item] as const)),
  )

function Cards({ cards, context }: { cards: Card[]; context: PageContext }) {
  const of = packageCount(cards)
  const folds = cards.filter(isOpenCard).length > 1
  const cancelled = cards.filter((card) => card.kind === 'cancelled')
  return (
    <>
      {cards
        .filter((card) => card.kind !== 'cancelled')
        .map((card) => (
          <OneCard card={card} of={of} folds={folds} context={context} />
        ))}
      <CancelledCards cards={cancelled} context={context} />
    </>
  )
}

type OneCardProps = {
  card: Exclude<Card, CancelledCard>
  of: number
  folds: boolean
  context: PageContext
}

function OneCard({ card, of, folds, context }: OneCardProps) {
  switch (card.kind) {
    case 'package': {
      const folded = folds && card.phase === 'delivered'
      return <PackageCard card={card} of={of} folded={folded} context={context} />
    }
    case 'preparing':
      return <Preparing card={card} context={context} />
    case 'waiting':
      return <Waiting card={card} context={context} />
    case 'unshipped':
      return <Unshipped card={card} context={context} />
  }
}
