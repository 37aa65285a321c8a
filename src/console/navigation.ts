import {
  brandPath,
  feedbackPath,
  inquiriesPath,
  ordersPath,
  outboxPath,
  policyPath,
  promisesPath,
  suppressionsPath,
  templatesPath,
  undeliveredPath,
  webhooksPath,
} from './paths.ts'

type Entry = { id: string; name: string; path: (slug: string) => string }

/**
 * The pages as a shop's staff look for them: what was ordered, what was asked, what was said, how
 * well it went, how it is set up. A group is a link to its first page, where the others stand in a
 * second row: nothing has to be unfolded, so it works by keyboard, on a telephone and without a script.
 */
export const NAVIGATION = [
  { name: 'Orders', entries: [{ id: 'orders', name: 'Orders', path: ordersPath }] },
  { name: 'Inquiries', entries: [{ id: 'inquiries', name: 'Inquiries', path: inquiriesPath }] },
  {
    name: 'Messages',
    entries: [
      { id: 'outbox', name: 'Outbox', path: outboxPath },
      { id: 'undelivered', name: 'Not delivered', path: undeliveredPath },
      { id: 'suppressions', name: 'Not written to', path: suppressionsPath },
    ],
  },
  {
    name: 'Insights',
    entries: [
      { id: 'promises', name: 'Promises', path: promisesPath },
      { id: 'feedback', name: 'Feedback', path: feedbackPath },
    ],
  },
  {
    name: 'Settings',
    entries: [
      { id: 'policy', name: 'Policy', path: policyPath },
      { id: 'brand', name: 'Brand', path: brandPath },
      { id: 'templates', name: 'Templates', path: templatesPath },
      { id: 'webhooks', name: 'Webhooks', path: webhooksPath },
    ],
  },
] as const satisfies readonly { name: string; entries: readonly [Entry, ...Entry[]] }[]

/** Which entry a page is, or stands under. */
export type PageId = (typeof NAVIGATION)[number]['entries'][number]['id']

export const groupOf = (id: PageId) =>
  NAVIGATION.find(({ entries }) => entries.some((entry) => entry.id === id))
