import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '../../tracking-page/index.ts'
import { pageStates } from './page-states.ts'
import { pngOf } from './picture-samples.ts'

export type Asked = { method: string; path: string; origin: string | undefined }
export type StateServer = { base: string; asked: Asked[]; close(): Server }

type Options = {
  /** What a state is served as; the state itself where nothing is said. */
  show?: (build: () => Page) => Page
  /** What a product looks like. */
  picture?: { type: string; body: string | Uint8Array }
}

/**
 * Serves every state at `/<name>`, with its own headers: what a browser enforces is then tested. A
 * POST is answered as a cancellation, and a path below the order's by the state in `ANSWERS`.
 */
export async function serveStates({
  show = (build) => build(),
  picture = { type: 'image/png', body: pngOf(96, 48) },
}: Options = {}): Promise<StateServer> {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const { method = '', url = '/' } = request
    const { pathname } = new URL(url, 'http://localhost')
    asked.push({ method, path: url, origin: request.headers.origin })
    if (pathname.startsWith('/m/') && pathname !== '/m/acme/track') {
      response.writeHead(200, { 'content-type': picture.type }).end(picture.body)
      return
    }
    const build = pageStates[ANSWERS[`${method} ${pathname}`] ?? pathname.slice(1)]
    const page = build && show(build)
    response.writeHead(page?.status ?? 404, page?.headers)
    response.end(page?.html)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { base, asked, close: () => server.close() }
}

/** What the forms of the states lead to. */
const ANSWERS: Record<string, string> = {
  'GET /t/tok': 'split',
  'GET /t/tok/cancel': 'cancel-one',
  'POST /t/tok/cancel': 'cancel-done',
  'GET /t/tok/choice': 'choice',
  'POST /t/tok/choice': 'choice-kept',
  'GET /t/tok/consent': 'consent',
  'POST /t/tok/consent': 'consented',
  'GET /t/tok/split': 'split-choice',
  'POST /t/tok/split': 'split-done',
  'GET /t/tok/substitute': 'substitute-one',
  'POST /t/tok/substitute': 'substitute-done',
  'GET /t/tok/waitlist': 'waitlist',
  'POST /t/tok/waitlist': 'waitlist-done',
  'GET /t/tok/inquiry': 'inquiry',
  'POST /t/tok/inquiry': 'inquiry-asked',
  'GET /t/tok/postcode': 'postcode',
  'POST /t/tok/postcode': 'revealed',
  'GET /t/tok/preferences': 'preferences',
  'POST /t/tok/preferences': 'preferences-saved',
  'GET /t/tok/feedback': 'feedback',
  'POST /t/tok/feedback': 'feedback-given',
  'POST /m/acme/track': 'lookup-unknown',
  'POST /u/tok': 'unsubscribed',
}
