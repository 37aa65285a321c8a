import type { EvidenceMessage, EvidencePack } from './evidence.ts'
import { type PageView, soonAfter } from './page-view.ts'

/**
 * Each noted view of the order's pages. It is said which may be a machine's, and none is left out
 * for it: a reader of the pack judges better than we do, and sees that nothing was picked.
 */
export function evidenceViews(
  views: readonly PageView[],
  messages: readonly EvidenceMessage[],
): EvidencePack['page_views'] {
  const arrived = messages.map(({ id, sent_at: sentAt, receipts }) => ({
    id,
    at: [sentAt, ...receipts.filter(({ kind }) => kind === 'delivered').map(({ at }) => at)],
  }))
  return views.map((view) => ({
    at: view.at,
    page: view.page,
    client: view.client,
    way: view.way,
    postcode_given: view.postcodeGiven,
    soon_after_message: soonAfter(view, arrived),
  }))
}
