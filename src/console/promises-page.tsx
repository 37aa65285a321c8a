import type { PromiseGrouping, PromiseReportView } from '../operations/console-types.ts'
import { Head, Page } from './layout.tsx'
import { Empty, Fact, None } from './parts.tsx'
import { promisesPath, withQuery } from './paths.ts'
import { type Place, readingOf } from './place.ts'
import { sayDay } from './time.ts'
import { count } from './words.ts'

const GROUPINGS = { supplier: 'Supplier', sku: 'SKU', month: 'Month' } as const
const NONE = { supplier: 'no supplier named', sku: 'no SKU', month: '–' } as const
type Figures = PromiseReportView['total']

/** Whether the dates that customers were told were kept, and who breaks them. */
export const PromisesPage = ({ place, report }: { place: Place; report: PromiseReportView }) => {
  const reading = readingOf(place.merchant)
  return (
    <Page place={place} under="promises" title="Promises">
      <Head title="Promises">
        <By slug={place.merchant.slug} by={report.by} />
      </Head>
      <p class="hint lead">
        Dates that customers were told for {sayDay(report.from, reading)} to{' '}
        {sayDay(report.to, reading)}, each held against the one that was told first.
      </p>
      {report.total.promises + report.total.pending === 0 ? (
        <Empty title="No date was promised for these days.">
          A promise counts here once a customer was told it, under the day that it names.
        </Empty>
      ) : (
        <>
          <Total total={report.total} confidence={report.confidence} />
          <Groups report={report} />
        </>
      )}
    </Page>
  )
}

const By = ({ slug, by }: { slug: string; by: PromiseGrouping }) => (
  <nav class="links filter" aria-label="By">
    {Object.entries(GROUPINGS).map(([key, word]) => (
      <a
        href={withQuery(promisesPath(slug), { by: key })}
        aria-current={key === by ? 'true' : undefined}
      >
        {word}
      </a>
    ))}
  </nav>
)

const Total = ({ total, confidence }: { total: Figures; confidence: number }) => (
  <dl class="figures" data-name="promises-total">
    <Fact name="Kept">
      <Percent share={total.keptRate} />{' '}
      <span class="hint">of {count(total.promises, 'promise')}</span>
    </Fact>
    <Fact name="Asked for">
      <Percent share={confidence} />
    </Fact>
    <Fact name="By the date told last">
      <Percent share={total.keptRateByLast} />
    </Fact>
    <Fact name="Still to come">{total.pending}</Fact>
  </dl>
)

const Groups = ({ report }: { report: PromiseReportView }) => (
  <table class="promises">
    <thead>
      <tr>
        <th scope="col">{GROUPINGS[report.by]}</th>
        <th scope="col" class="end">
          Kept
        </th>
        <th scope="col" class="end">
          Missed
        </th>
        <th scope="col" class="end">
          Early by
        </th>
        <th scope="col" class="end">
          Late by
        </th>
        <th scope="col" class="end">
          Dates moved
        </th>
      </tr>
    </thead>
    <tbody>
      {report.groups.map((group) => (
        <tr>
          <th scope="row">{group.key ?? <None word={NONE[report.by]} />}</th>
          <td class="end kept">
            {group.kept} <Kept figures={group} confidence={report.confidence} />
          </td>
          <td class="end">
            {group.missed}
            {group.missedOpen > 0 && <span class="hint"> ({group.missedOpen} open)</span>}
          </td>
          <td class="end">
            <Days days={group.meanDaysEarly} />
          </td>
          <td class="end">
            <Days days={group.meanDaysLate} />
          </td>
          <td class="end">
            {group.slipped}
            {group.meanSlipDays !== null && (
              <span class="hint"> by {group.meanSlipDays.toFixed(1)} d</span>
            )}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** Below what was asked for is said by a word as well, for a colour alone says nothing to many. */
const Kept = ({ figures, confidence }: { figures: Figures; confidence: number }) => (
  <>
    <span class="hint share">
      <Percent share={figures.keptRate} />
    </span>{' '}
    {figures.keptRate !== null && figures.keptRate < confidence && (
      <span class="flag">below {Math.round(confidence * 100)} %</span>
    )}
  </>
)

const Percent = ({ share }: { share: number | null }) =>
  share === null ? <None word="none yet" /> : <>{(Math.floor(share * 1000) / 10).toString()} %</>

const Days = ({ days }: { days: number | null }) =>
  days === null ? <None word="–" /> : <>{days.toFixed(1)} d</>
