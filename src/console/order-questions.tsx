import type { QuestionView, SupportView } from '../operations/console-types.ts'
import { Moment } from './parts.tsx'
import { closeInquiryPath, letterPath, reopenInquiryPath } from './paths.ts'
import { type Reading, sayDistance, sayExactly } from './time.ts'

/** What the API takes is more; a screen of words is what people read. */
export const LETTER_MAX = 4_000

const WAYS = { email: 'by mail', sms: 'by text', page: 'from the page' } as const

type Props = { slug: string; view: SupportView; reading: Reading }

/** What the customer asked, newest first, and where it is answered; without a question, a message. */
export const OrderQuestions = ({ slug, view, reading }: Props) => {
  const newestFirst = view.questions.toReversed()
  const open = newestFirst.find(({ answeredAt }) => answeredAt === null)
  const form = { action: letterPath(slug, view.order.orderId), letterId: view.letterId }
  return (
    <section aria-labelledby="questions" id="inquiries">
      <h2 id="questions">Inquiries</h2>
      {newestFirst.length === 0 && <p class="hint">The customer has asked nothing.</p>}
      {newestFirst.map((question) => (
        <Question
          question={question}
          reading={reading}
          close={closeInquiryPath(slug, view.order.orderId, question.inquiryId)}
          reopen={reopenInquiryPath(slug, view.order.orderId, question.inquiryId)}
        />
      ))}
      {open ? (
        <LetterForm {...form} inquiryId={open.inquiryId} label="Your answer" button="Answer" />
      ) : (
        <details>
          <summary>Write to the customer</summary>
          <LetterForm {...form} inquiryId={null} label="Your message" button="Send" />
        </details>
      )}
    </section>
  )
}

type QuestionProps = { question: QuestionView; reading: Reading; close: string; reopen: string }

const Question = ({ question, reading, close, reopen }: QuestionProps) => {
  const { via, from, subject, text, attachments, receivedAt, answeredAt, isClosed } = question
  return (
    <article class="question">
      <p class="hint">
        <Moment at={receivedAt} reading={reading} /> {WAYS[via]}
        {from && `, ${from}`}
        {' · '}
        {isClosed ? (
          'closed without a reply'
        ) : answeredAt ? (
          'answered'
        ) : (
          <TimeLeft question={question} reading={reading} />
        )}
      </p>
      {subject && <p class="strong">{subject}</p>}
      <blockquote>{text || 'Erased.'}</blockquote>
      {attachments > 0 && <p class="hint">Files that came with it are not kept ({attachments}).</p>}
      {answeredAt === null && (
        <form method="post" action={close}>
          <button type="submit">Close without a reply</button>
        </form>
      )}
      {isClosed && (
        <form method="post" action={reopen}>
          <button type="submit">Open it again</button>
        </form>
      )}
    </article>
  )
}

type TimeLeftProps = { question: Pick<QuestionView, 'answerDueAt'>; reading: Reading }

/** The customer was told "within 24 hours": late is said in words, not by a colour. */
export const TimeLeft = ({ question: { answerDueAt }, reading }: TimeLeftProps) => (
  <time datetime={answerDueAt} title={sayExactly(answerDueAt, reading)}>
    {answerDueAt <= reading.now ? 'late, was due ' : 'answer '}
    {sayDistance(answerDueAt, reading.now)}
  </time>
)

type FormProps = {
  action: string
  letterId: string | undefined
  inquiryId: string | null
  label: string
  button: string
}

const LetterForm = ({ action, letterId, inquiryId, label, button }: FormProps) => (
  <form class="form" method="post" action={action}>
    {letterId && <input type="hidden" name="letter_id" value={letterId} />}
    {inquiryId && <input type="hidden" name="inquiry_id" value={inquiryId} />}
    <label for="text">{label}</label>
    <textarea id="text" name="text" rows={5} maxlength={LETTER_MAX} required />
    <p class="hint">It goes to the customer at once, in the shop’s name.</p>
    <p class="buttons">
      <button type="submit" class="main">
        {button}
      </button>
    </p>
  </form>
)
