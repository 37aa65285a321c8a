import { CancelLayout } from './cancel-layout.tsx'
import { contextOf, type TrackingPageInput } from './context.ts'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'

/** What a question from the page may hold; a mail has room for more. */
export const QUESTION_MAX = 2_000

export type QuestionProblem = 'empty' | 'tooLong' | 'tooMany' | 'full'
const STATUS = { empty: 422, tooLong: 422, tooMany: 429, full: 409 } as const

type Input = TrackingPageInput & {
  problem?: QuestionProblem
  /** What was typed, so that nobody has to type it twice. */
  text?: string
}

/** `GET /t/{token}/inquiry`: one field and one button. */
export function inquiryPage({ problem, text = '', ...input }: Input): Page {
  const context = contextOf(input)
  const { links, merchant, reach } = context
  const words = context.words.inquiry
  return finish(
    <CancelLayout title={words.heading} context={context} canAsk={false}>
      <h1>{words.heading}</h1>
      <p class="next">{words.text(reach)}</p>
      <form method="post" action={`${links.self}/inquiry`} class="card">
        {problem && (
          <p class="wrong" id="problem" role="alert">
            {words[problem]}
          </p>
        )}
        <label for="text">{words.label}</label>
        <textarea
          id="text"
          name="text"
          rows={6}
          maxlength={QUESTION_MAX}
          required
          dir="auto"
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby={problem ? 'problem max' : 'max'}
        >
          {text}
        </textarea>
        <p class="hint" id="max">
          {words.max}
        </p>
        <p class="actions">
          <button type="submit">{words.action}</button>
          <a class="button" href={links.self}>
            {context.words.toOrder}
          </a>
        </p>
      </form>
    </CancelLayout>,
    merchant,
    { hasForm: true, ...(problem && { status: STATUS[problem] }) },
  )
}

/** The answer to the press, and to a second one. */
export function askedPage(input: TrackingPageInput): Page {
  const context = contextOf(input)
  const { links, merchant, reach, words } = context
  const text = words.inquiry.doneText(reach)
  return finish(
    <CancelLayout title={words.inquiry.done} context={context}>
      <h1 class="did">{words.inquiry.done}</h1>
      {text && <p class="next">{text}</p>}
      <p class="actions">
        <a class="button main" href={links.self}>
          {words.toOrder}
        </a>
      </p>
    </CancelLayout>,
    merchant,
  )
}
