import { NEWS_TOPICS, type NewsTopic } from '../src/domain/optional-news.ts'
import { phoneNumber, textNumber } from '../src/domain/recipient.ts'
import { CancelLayout } from './cancel-layout.tsx'
import { contextOf, type PageContext, type TrackingPageInput } from './context.ts'
import { finish } from './layout.tsx'
import type { Page } from './page.ts'
import { mayReveal } from './postcode-page.tsx'

type Input = TrackingPageInput & {
  /** What is off, also by a choice that was made on another order. */
  newsOff: readonly NewsTopic[]
  saved?: boolean
}

/** `GET /t/{token}/preferences`: what may be turned off, and what may not, said beside it. */
export function preferencesPage({ newsOff, saved = false, ...input }: Input): Page {
  const context = contextOf(input)
  const { links, merchant } = context
  const words = context.words.preferences
  return finish(
    <CancelLayout title={words.heading} context={context}>
      <h1>{words.heading}</h1>
      <p class={saved ? 'next ok' : 'next'} role={saved ? 'status' : undefined}>
        {saved ? words.saved : words.text}
      </p>
      <form method="post" action={`${links.self}/preferences`} class="card">
        <Texts context={context} />
        <fieldset>
          <legend>{words.news}</legend>
          {NEWS_TOPICS.map((topic) => (
            <>
              <input type="hidden" name="shown" value={topic} />
              <label class="check">
                <input
                  type="checkbox"
                  name="news"
                  value={topic}
                  checked={!newsOff.includes(topic)}
                />
                <span>{words.topic[topic]}</span>
              </label>
            </>
          ))}
        </fieldset>
        <p>{words.always}</p>
        <p class="actions">
          <button type="submit">{words.action}</button>
          <a class="button" href={links.self}>
            {context.words.toOrder}
          </a>
        </p>
      </form>
    </CancelLayout>,
    merchant,
    { hasForm: true },
  )
}

/** How texts stand; what a press here cannot change is said, and what can. */
type TextState = 'none' | 'on' | 'off' | 'stopped' | 'locked'

export function textState({ contact, merchant, isRevealed }: TrackingPageInput): TextState {
  if (!merchant.policy.sms || phoneNumber(contact, merchant.country) === null) return 'none'
  if (textNumber(contact, merchant.country) !== null) return 'on'
  // After STOP the carrier holds every text back until the number itself says START.
  if (contact.textsStopped && !contact.stoppedOnPage) return 'stopped'
  return isRevealed ? 'off' : 'locked'
}

function Texts({ context }: { context: PageContext }) {
  const { contact, merchant, words, links } = context
  const state = textState({ ...context })
  const { texts } = words.preferences
  if (state === 'none') return null
  const isChoice = state === 'on' || state === 'off'
  return (
    <fieldset>
      <legend>{texts.heading}</legend>
      {isChoice && (
        <>
          <input type="hidden" name="shown" value="texts" />
          <label class="check">
            <input type="checkbox" name="texts" value="on" checked={state === 'on'} />
            <span>{texts.label(tailOf(phoneNumber(contact, merchant.country) ?? ''))}</span>
          </label>
          <p class="soft">{texts.consent}</p>
        </>
      )}
      {state === 'stopped' && <p>{texts.stopped(merchant.sender.smsFrom)}</p>}
      {state === 'locked' && (
        <p>
          {texts.locked}{' '}
          {mayReveal(context) && <a href={`${links.self}/postcode`}>{words.reveal.link}</a>}
        </p>
      )}
    </fieldset>
  )
}

/** Enough of a number for its owner to know it. */
const tailOf = (number: string) => `…${number.slice(-2)}`
