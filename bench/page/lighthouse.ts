import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openBrowser } from '../../test/support/browser.ts'

const CATEGORIES = ['performance', 'accessibility', 'best-practices'] as const
export type Scores = {
  page: string
  scores: number[]
  /** What kept a score under 100, by its name there. */
  findings: string[]
}

type Audit = { id: string; score: number | null; scoreDisplayMode: string }
type Ref = { id: string; weight: number }
type Report = {
  categories: Record<string, { score: number | null; auditRefs: Ref[] }>
  audits: Record<string, Audit>
}
type Run = (url: string, flags: object) => Promise<{ lhr: Report } | undefined>

/**
 * What Lighthouse says of the pages, on the phone and the network that it imagines. It is asked for
 * where it is installed (`npm install lighthouse` in a folder of its own): 176 MB are no dependency
 * for a figure that is looked at now and then.
 */
export async function lighthouseOf(folder: string, urls: Record<string, string>) {
  const found = createRequire(join(resolve(folder), 'package.json')).resolve('lighthouse')
  const { default: run } = (await import(pathToFileURL(found).href)) as { default: Run }
  const port = await freePort()
  const browser = await openBrowser([`--remote-debugging-port=${port}`])
  if (!browser) throw new Error('Lighthouse needs a browser')
  const all: Scores[] = []
  for (const [page, url] of Object.entries(urls)) {
    const result = await run(url, { port, onlyCategories: CATEGORIES, logLevel: 'error' })
    if (!result) throw new Error(`Lighthouse said nothing of ${page}`)
    all.push({ page, ...readReport(result.lhr) })
  }
  await browser.close()
  return all
}

function readReport({ categories, audits }: Report): Omit<Scores, 'page'> {
  const refs = CATEGORIES.flatMap((name) => categories[name]?.auditRefs ?? [])
  const failed = refs.filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1)
  return {
    scores: CATEGORIES.map((name) => Math.round((categories[name]?.score ?? Number.NaN) * 100)),
    findings: failed.map(({ id }) => id),
  }
}

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}
