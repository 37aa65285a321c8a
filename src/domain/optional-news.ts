import type { Contact } from './contact.ts'
import type { MessageKind } from './message.ts'
import { writtenAddress } from './recipient.ts'

/**
 * What a reader may do without, by topic. All else is owed: a date that moved, a delay with its way
 * out, money that comes back. A page that offered to turn those off would offer to break a law
 * (16 CFR 435.2) or a promise.
 */
export const NEWS_TOPICS = ['steps', 'feedback', 'back_in_stock'] as const
export type NewsTopic = (typeof NEWS_TOPICS)[number]

const KINDS: Record<NewsTopic, readonly MessageKind[]> = {
  steps: ['out_for_delivery', 'delivered'],
  feedback: ['delivery_feedback'],
  back_in_stock: ['back_in_stock'],
}

/**
 * Not strictly about an order under way: these carry the header by which a mailbox unsubscribes at
 * one click (RFC 8058), and that click turns these off and nothing else.
 */
export const UNSUBSCRIBED_TOPICS: readonly NewsTopic[] = ['feedback', 'back_in_stock']

export const isNewsTopic = (text: string): text is NewsTopic =>
  (NEWS_TOPICS as readonly string[]).includes(text)

export const topicOf = (kind: string): NewsTopic | null =>
  NEWS_TOPICS.find((topic) => (KINDS[topic] as readonly string[]).includes(kind)) ?? null

export const carriesUnsubscribe = (kind: MessageKind): boolean => {
  const topic = topicOf(kind)
  return topic !== null && UNSUBSCRIBED_TOPICS.includes(topic)
}

/** Kinds that the reader turned off. */
export const declinedKinds = ({ newsOff = [] }: Contact): readonly MessageKind[] =>
  newsOff.flatMap((topic) => KINDS[topic])

/** In the one order, each once: so that the same choice is recorded once. */
export const sortTopics = (topics: readonly NewsTopic[]): NewsTopic[] =>
  NEWS_TOPICS.filter((topic) => topics.includes(topic))

/** Whose choice it is, beyond one order: two spellings of an address are one reader. */
export const readerOf = (contact: Contact): string | null =>
  writtenAddress(contact)?.normalize('NFKC').toLowerCase() ?? null
