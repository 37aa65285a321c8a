import type { EvidencePack } from '../../domain/evidence.ts'
import { type Pause, type Sheet, SOFT } from './sheet.ts'
import { writeTable } from './table.ts'
import { inWords, momentIn } from './words.ts'

/** That the order's pages were opened, with what a view does not prove said above the rows. */
export async function writeViews(sheet: Sheet, pack: EvidencePack, pause: Pause) {
  const { page_views: views } = pack
  sheet.small('The pages of the order that were opened')
  if (views.length === 0) {
    sheet.write('No view is recorded.')
    return
  }
  const moment = momentIn(pack.merchant.time_zone)
  const numbers = new Map(pack.messages.map(({ id, number }) => [id, number]))
  sheet.write(
    'By whoever had the link of a message; of each page the first view of an hour. Gateways of mailboxes open links by themselves: where a message had come in within ten seconds before, that is said.',
    { color: SOFT },
  )
  await writeTable(
    sheet,
    [
      { title: 'When', width: 0.18 },
      { title: 'Page', width: 0.16 },
      { title: 'Browser', width: 0.26 },
      { title: 'Noted', width: 0.4 },
    ],
    views.map((view) => [
      moment(view.at),
      inWords(view.page),
      view.client,
      [
        view.postcode_given ? 'the postcode of the order was given' : null,
        view.way && WAYS[view.way],
        view.soon_after_message &&
          `within 10 s of message ${numbers.get(view.soon_after_message) ?? '–'}`,
      ]
        .filter(Boolean)
        .join('; '),
    ]),
    pause,
  )
}

type Way = NonNullable<EvidencePack['page_views'][number]['way']>
const WAYS: Record<Way, string> = {
  direct: 'opened from an app, a bookmark or the address line',
  other_site: 'opened from another site',
  our_page: 'opened from the look-up or a page of the order',
}
