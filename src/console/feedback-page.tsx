import type { FeedbackReport } from '../operations/brand-console-types.ts'
import { Head, Page } from './layout.tsx'
import { Empty, Fact, None } from './parts.tsx'
import { feedbackPath, withQuery } from './paths.ts'
import { type Place, readingOf } from './place.ts'
import { sayDay } from './time.ts'
import { count } from './words.ts'

const GROUPINGS = { month: 'Month', carrier: 'Carrier' } as const
const RECORDS = {
  kept: 'Every day that we named was kept',
  missed: 'A day that we named was missed',
  none: 'No day was ever named',
} as const
type Figures = FeedbackReport['total']
type Scores = Figures['record']['kept']

/** What customers say of whether it came when we said, beside what the record says of it. */
export const FeedbackPage = ({ place, report }: { place: Place; report: FeedbackReport }) => {
  const reading = readingOf(place.merchant)
  const { total } = report
  return (
    <Page place={place} under="feedback" title="Feedback">
      <Head title="Feedback">
        <By slug={place.merchant.slug} by={report.by} />
      </Head>
      <p class="hint lead">
        “Did it come when we said?”, 1 to 5, as it was answered from {sayDay(report.from, reading)}{' '}
        to {sayDay(report.to, reading)}.
      </p>
      {total.answers === 0 ? (
        <Empty title="Nobody has answered in these days.">
          The question stands on the order’s page once all of it has come; a mail asks it where the
          policy says <code>delivery_feedback</code>.
        </Empty>
      ) : (
        <>
          <dl class="figures" data-name="feedback-total">
            <Fact name="Yes (4–5)">
              <High scores={total} />
            </Fact>
            <Fact name="Mean">
              <Mean scores={total} />
            </Fact>
            <Fact name="Answers">{total.answers}</Fact>
          </dl>
          <ByRecord total={total} />
          <Groups report={report} />
        </>
      )}
    </Page>
  )
}

const By = ({ slug, by }: { slug: string; by: FeedbackReport['by'] }) => (
  <nav class="links filter" aria-label="By">
    {Object.entries(GROUPINGS).map(([key, word]) => (
      <a
        href={withQuery(feedbackPath(slug), { by: key })}
        aria-current={key === by ? 'true' : undefined}
      >
        {word}
      </a>
    ))}
  </nav>
)

/** Where both agree, the dates are the reason; where they do not, it is something else. */
const ByRecord = ({ total: { record } }: { total: Figures }) => (
  <section class="answers" aria-labelledby="by-record">
    <h2 id="by-record">What they say, and what the record says</h2>
    <Table of="The record">
      {(['kept', 'missed', 'none'] as const).map((one) => (
        <Row name={RECORDS[one]} scores={record[one]} />
      ))}
    </Table>
    <Differences record={record} />
  </section>
)

const Differences = ({ record: { kept, missed } }: Pick<Figures, 'record'>) => {
  const unhappy = kept.scores[1] + kept.scores[2]
  const happy = missed.scores[4] + missed.scores[5]
  return (
    <p class="hint">
      {count(unhappy, 'answer', 'answers')} of 1–2 where every day was kept: something else than the
      dates went wrong. {count(happy, 'answer', 'answers')} of 4–5 where one was missed.
    </p>
  )
}

const Groups = ({ report: { by, groups } }: { report: FeedbackReport }) => (
  <section class="answers" aria-labelledby="by-group">
    <h2 id="by-group">By {GROUPINGS[by].toLowerCase()}</h2>
    <Table of={GROUPINGS[by]}>
      {groups.map((group) => (
        <Row name={group.key ?? 'several, or none named'} scores={group} />
      ))}
    </Table>
  </section>
)

const Table = ({ of, children }: { of: string; children: unknown }) => (
  <div class="scroll">
    <table class="promises feedback">
      <thead>
        <tr>
          <th scope="col">{of}</th>
          <th scope="col" class="end">
            4–5
          </th>
          <th scope="col" class="end">
            3
          </th>
          <th scope="col" class="end">
            1–2
          </th>
          <th scope="col" class="end">
            Mean
          </th>
          <th scope="col" class="end">
            Share of 4–5
          </th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
)

const Row = ({ name, scores }: { name: string; scores: Scores }) => {
  const { scores: given } = scores
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="end">{given[4] + given[5]}</td>
      <td class="end">{given[3]}</td>
      <td class="end">{given[1] + given[2]}</td>
      <td class="end">
        <Mean scores={scores} />
      </td>
      <td class="end">
        <High scores={scores} />
      </td>
    </tr>
  )
}

/** Below that a share of a hundred would feign a precision that so few answers do not have. */
const ANSWERS_MIN = 5

/** With what it may be: 80 % of five answers may be 38 % of all, or 96 %. */
const High = ({ scores: { answers, high, scores } }: { scores: Scores }) => {
  if (!high) return <None word="–" />
  if (answers < ANSWERS_MIN)
    return (
      <>
        {scores[4] + scores[5]} of {answers} <span class="hint">too few to say</span>
      </>
    )
  return (
    <>
      {percent(high.rate)} %{' '}
      <span class="hint">
        ({percent(high.low)}–{percent(high.high)} %)
      </span>
    </>
  )
}

const Mean = ({ scores: { answers, mean } }: { scores: Scores }) =>
  mean === null || answers < ANSWERS_MIN ? <None word="–" /> : <span>{mean.toFixed(1)}</span>

const percent = (share: number) => Math.round(share * 100)
