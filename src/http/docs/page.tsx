import type { Child } from 'hono/jsx'
import { EVENT_TYPES } from '../../domain/event.ts'
import { TAGS, type Tag } from '../openapi/operation.ts'
import { OPERATIONS } from '../openapi/operations.ts'
import { EventSection, eventAnchor } from './event-section.tsx'
import { OperationCard, operationAnchor } from './operation-card.tsx'
import { ProblemSection } from './problem-section.tsx'
import { STYLE } from './style.ts'
import { anchorOf } from './text.tsx'
import { WebhookSection } from './webhook-section.tsx'

const tags = Object.entries(TAGS) as [Tag, string][]
const operationsOf = (tag: Tag) => OPERATIONS.filter((one) => one.tag === tag)

/** The API to read: one page, no script, searched by the browser's own search. */
export function docsPage(baseUrl: string): string {
  const page = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>Tidings API</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: STYLE.css }} />
      </head>
      <body>
        <a class="skip" href="#content">
          To the content
        </a>
        <nav aria-label="Sections">
          <p class="name">Tidings API</p>
          <details class="contents">
            <summary>Contents</summary>
            <Contents />
          </details>
          <div class="side">
            <Contents />
          </div>
        </nav>
        <main id="content">
          <Intro baseUrl={baseUrl} />
          {tags.map(([tag, about]) => (
            <>
              <section id={anchorOf(tag)}>
                <h2>{tag}</h2>
                <p>{about}</p>
                {operationsOf(tag).map((operation) => (
                  <OperationCard operation={operation} baseUrl={baseUrl} />
                ))}
              </section>
              {tag === 'Events' && <EventSection />}
              {tag === 'Webhooks' && <WebhookSection />}
            </>
          ))}
          <ProblemSection />
        </main>
      </body>
    </html>
  )
  return `<!doctype html>${String(page)}`
}

function Contents() {
  return (
    <ul>
      <li>
        <a href="#start">Start</a>
      </li>
      {tags.map(([tag]) => (
        <>
          <li>
            <a href={`#${anchorOf(tag)}`}>{tag}</a>
            <ul>
              {operationsOf(tag).map((operation) => (
                <li>
                  <a href={`#${operationAnchor(operation)}`}>{operation.summary}</a>
                </li>
              ))}
            </ul>
          </li>
          {tag === 'Webhooks' && (
            <li>
              <a href="#webhook-types">Our own events</a>
            </li>
          )}
          {tag === 'Events' && (
            <li>
              <a href="#event-types">Event types</a>
              <ul>
                {EVENT_TYPES.map((type) => (
                  <li>
                    <a href={`#${eventAnchor(type)}`}>
                      <code>{type}</code>
                    </a>
                  </li>
                ))}
              </ul>
            </li>
          )}
        </>
      ))}
      <li>
        <a href="#problems">Problems</a>
      </li>
    </ul>
  )
}

function Intro({ baseUrl }: { baseUrl: string }) {
  return (
    <section id="start">
      <h1>Tidings API</h1>
      <p class="lead">
        Send events about orders. Tidings tells each customer what they should hear, when they
        should hear it, and shows them where their order stands.
      </p>
      <dl class="facts">
        <Fact name="Address">
          <code>{baseUrl}</code>, machine-readable at <a href="/openapi.json">/openapi.json</a>{' '}
          (OpenAPI 3.1)
        </Fact>
        <Fact name="Key">
          <code>Authorization: Bearer …</code> with a merchant's API key, which{' '}
          <a href="#post-v1-merchants">setting up a merchant</a> shows once
        </Fact>
        <Fact name="Format">JSON in UTF-8, fields in snake_case, at most 1 MB a body</Fact>
        <Fact name="Time">
          In: RFC 3339 with an offset. Out: UTC with milliseconds. Dates are days in the merchant's
          time zone
        </Fact>
        <Fact name="Ids">
          Those of orders, lines, shipments and SKUs are yours: at most 255 characters, never
          changed
        </Fact>
        <Fact name="Money">
          <code>{'{"amount": "19.90", "currency": "USD"}'}</code>, the amount as text
        </Fact>
        <Fact name="Support">
          Pages for people are at <a href="/console">/console</a>
        </Fact>
      </dl>
    </section>
  )
}

function Fact({ name, children }: { name: string; children?: Child }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
