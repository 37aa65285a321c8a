import type { Contact } from './contact.ts'
import type { EvidencePack } from './evidence.ts'
import { toInstant } from './instant.ts'
import type { OrderState } from './order.ts'
import type { AnyEvent, OwnEvent } from './own-event.ts'

type Act = EvidencePack['customer_acts'][number]
type Entry = { by: string | null; detail: string }
type Names = (lineIds: readonly string[]) => string

/**
 * What the customer did, and what they let themselves be told, each by the event that records it. A
 * page that was looked at is no act: it stands in a list of its own.
 */
export function evidenceActs(
  order: OrderState,
  events: readonly AnyEvent[],
): Pick<EvidencePack, 'customer_acts' | 'consents'> {
  const names: Names = (ids) =>
    ids.map((id) => order.lines.find((line) => line.id === id)?.title ?? id).join(', ')
  return {
    customer_acts: events.flatMap((event) => entryOf(event, actOf(event, names))),
    consents: events.flatMap((event) => entryOf(event, consentOf(event))),
  }
}

/** A STOP reaches every order of a number: what holds for this one may be recorded with another. */
export const evidenceConsent = (contact: Contact): EvidencePack['consent_state'] => ({
  texts_consented: contact.smsConsent,
  texts_stopped: contact.textsStopped ?? false,
  email_refused: contact.suppressed?.email ?? null,
  sms_refused: contact.suppressed?.sms ?? null,
  news_off: [...(contact.newsOff ?? [])],
})

const entryOf = (event: AnyEvent, entry: Entry | null): Act[] =>
  entry
    ? [{ event_id: event.id, at: toInstant(event.occurred_at), type: event.type, ...entry }]
    : []

/** Acts that may also be an agent's stand here under whoever did them. */
function actOf(event: AnyEvent, names: Names): Entry | null {
  switch (event.type) {
    case 'cancellation.requested':
    case 'cancellation.made': {
      const { by, lines, reason } = event.data
      if (by === 'merchant' || by === 'tidings') return null
      const asked = event.type === 'cancellation.made' ? 'Cancelled' : 'Asked to cancel'
      const what = names(lines.map(({ id }) => id))
      return { by, detail: `${asked}: ${what}${reason ? ` (${reason})` : ''}` }
    }
    case 'delay.consented':
      return {
        by: event.data.by,
        detail: `Agreed to the delay of ${names(event.data.lines.map(({ id }) => id))}`,
      }
    default:
      return choiceOf(event, names)
  }
}

function choiceOf(event: AnyEvent, names: Names): Entry | null {
  switch (event.type) {
    case 'wait.kept':
      return { by: event.data.by, detail: `Chose to keep waiting for ${names(event.data.lines)}` }
    case 'split.chosen':
      return {
        by: event.data.by,
        detail:
          event.data.split === 'hold'
            ? 'Chose to have everything sent together'
            : 'Chose to have what is ready sent first',
      }
    case 'substitute.chosen': {
      const { by, line_id: lineId, sku } = event.data
      return { by, detail: `Chose ${sku} in place of ${names([lineId])}` }
    }
    case 'waitlist.joined': {
      const { by, lines } = event.data
      return { by, detail: `Asked to hear when it is back: ${names(lines.map(({ id }) => id))}` }
    }
    case 'inquiry.received':
      return { by: 'shopper', detail: `Wrote to the shop (${VIA[event.data.via]})` }
    case 'feedback.given':
      return {
        by: 'shopper',
        detail: `Answered "did it come when we said?" with ${event.data.score} of 5`,
      }
    default:
      return null
  }
}

const VIA = { email: 'by mail', sms: 'by text', page: 'from the page' } as const

function consentOf(event: AnyEvent): Entry | null {
  switch (event.type) {
    case 'order.placed':
    case 'order.updated': {
      const consent = event.data.customer?.sms_consent
      if (consent === null || consent === undefined) return null
      return {
        by: 'merchant',
        detail: `The shop states: consent to texts ${consent ? 'given' : 'not given'}`,
      }
    }
    case 'texts.stopped':
      return { by: 'shopper', detail: `Texts stopped (${wayOf(event)})` }
    case 'texts.started':
      return { by: 'shopper', detail: `Texts allowed again (${wayOf(event)})` }
    case 'preferences.chosen': {
      const off = event.data.news_off.join(', ')
      return { by: 'shopper', detail: off ? `News turned off: ${off}` : 'All news turned on' }
    }
    case 'address.suppressed': {
      const { channel, reason } = event.data
      return {
        by: 'provider',
        detail: `The ${ADDRESS[channel]} takes nothing more: ${words(reason)}`,
      }
    }
    case 'address.restored':
      return { by: null, detail: `The ${ADDRESS[event.data.channel]} is written to again` }
    default:
      return null
  }
}

type TextsEvent = Extract<OwnEvent, { type: 'texts.stopped' | 'texts.started' }>

const wayOf = ({ data }: TextsEvent) => (data.via === 'page' ? 'on the page' : 'by text')
const ADDRESS = { email: 'e-mail address', sms: 'number' } as const
const words = (name: string) => name.replaceAll('_', ' ')
