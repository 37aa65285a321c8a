import { type Context, Hono } from 'hono'
import {
  choicePage,
  keptPage,
  knownNotice,
  listedPage,
  type Page,
  splitChosenPage,
  splitPage,
  stalePage,
  substitutedPage,
  substitutePage,
  waitlistPage,
} from '../../../tracking-page/index.ts'
import { DomainError } from '../../domain/error.ts'
import { LINES_MAX } from '../../domain/event.ts'
import { waitsToAsk } from '../../domain/fulfilment-window.ts'
import { openSubstitutes } from '../../domain/substitute.ts'
import { chooseSplit } from '../../operations/choose-split.ts'
import { chooseSubstitute } from '../../operations/choose-substitute.ts'
import { joinWaitlist } from '../../operations/join-waitlist.ts'
import { keepWaiting } from '../../operations/keep-waiting.ts'
import type { Services } from '../../operations/services.ts'
import { readForm } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { isForeignOrigin } from '../own-origin.ts'
import { answerPage, showNotice } from '../pages.ts'
import { type View, viewOf } from '../tracking-view.ts'

/** Two ids of the greatest length, or 500 of them for the waiting list. */
const FORM_MAX_BYTES = 262_144
const SHOPPER = { by: 'shopper', actor: 'shopper' } as const

type Choice = {
  show: (view: View) => Page
  /** Throws `invalid` on a form that means nothing, `conflict` on what is over. */
  act: (view: View, form: URLSearchParams) => Promise<Page>
}

/** The shopper's choices beside cancelling: a page each, by GET, and the press on it, by POST. */
export function choiceRoutes(services: Services) {
  const routes = new Hono<HttpEnv>()
  routes.onError(showNotice(services))
  for (const [path, choice] of Object.entries(choicesOf(services))) {
    routes
      .get(`/t/:token/${path}`, async (c) => answerPage(c, choice.show(await viewOf(services, c))))
      .post(`/t/:token/${path}`, (c) => press(services, c, choice))
  }
  return routes
}

const choicesOf = (services: Services): Record<string, Choice> => ({
  split: {
    show: splitPage,
    async act(view, form) {
      const split = form.get('split')
      if (split !== 'ship_available' && split !== 'hold') throw nothingMeant('split')
      const { order } = await chooseSplit(services, view.merchant, view.order.orderId, {
        split,
        ...SHOPPER,
      })
      return splitChosenPage({ ...view, order })
    },
  },
  substitute: {
    show: substitutePage,
    async act(view, form) {
      const { offer, sku } = substituteOf(view, form)
      const { order } = await chooseSubstitute(services, view.merchant, view.order.orderId, {
        offer,
        sku,
        ...SHOPPER,
      })
      return substitutedPage({ ...view, order, offer })
    },
  },
  choice: {
    show: choicePage,
    async act(view, form) {
      if (form.get('answer') !== 'keep') throw nothingMeant('answer')
      const { merchant } = view
      const { order } = await keepWaiting(services, merchant, view.order.orderId, SHOPPER)
      const [asksAgainAt = null] = waitsToAsk(order, view.context)
        .map(({ asksAt }) => asksAt)
        .sort()
      return keptPage({ ...view, order, asksAgainAt })
    },
  },
  waitlist: {
    show: waitlistPage,
    async act(view, form) {
      const lines = form.getAll('lines')
      if (lines.length > LINES_MAX) throw nothingMeant('lines')
      const { order } = await joinWaitlist(services, view.merchant, view.order.orderId, {
        lines: lines.length > 0 ? lines : null,
        ...SHOPPER,
      })
      return listedPage({ ...view, order })
    },
  },
})

/** The answer is the page itself, as for a cancellation: a second press gives the same one. */
async function press(services: Services, c: Context<HttpEnv>, { show, act }: Choice) {
  if (isForeignOrigin(c, services.baseUrl)) {
    return answerPage(c, knownNotice('forbidden', { merchant: null }))
  }
  const form = await readForm(c, FORM_MAX_BYTES)
  const view = await viewOf(services, c)
  try {
    return answerPage(c, await act(view, form))
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'conflict') return answerPage(c, stalePage(await viewOf(services, c)))
    if (error.code === 'invalid') return answerPage(c, { ...show(view), status: 422 })
    throw error
  }
}

/** Which offer it is need not be said where only one has the option, nor by the second press. */
function substituteOf({ order }: View, form: URLSearchParams): { offer: string; sku: string } {
  const sku = form.get('sku')
  const named = form.get('offer')
  const open = openSubstitutes(order).filter(({ options }) =>
    options.some((one) => one.sku === sku),
  )
  const taken = order.substitutes.filter(({ chosen }) => chosen?.sku === sku)
  // Of an offer that is over: a form that was left open, and no fault of who presses it.
  const over = order.substitutes.filter(({ options }) => options.some((one) => one.sku === sku))
  const having = [open, taken, over.slice(-1)].find(({ length }) => length > 0) ?? []
  const offer = named ?? (having.length === 1 ? having[0]?.eventId : null)
  if (!sku || !offer) throw nothingMeant('sku')
  return { offer, sku }
}

const nothingMeant = (field: string) =>
  new DomainError('invalid', 'The form is not valid', [
    { pointer: `/${field}`, message: 'is not one of the choices' },
  ])
