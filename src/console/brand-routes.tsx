import { type Context, Hono } from 'hono'
import type { Brand } from '../domain/brand.ts'
import { DomainError } from '../domain/error.ts'
import { SAMPLE_STATES, type Sample, type SampleState } from '../operations/brand-console-types.ts'
import type { ConsoleOperations } from '../operations/console-types.ts'
import { type BrandNote, type Draft, readBrandForm } from './brand-form.ts'
import { BrandPage } from './brand-page.tsx'
import type { ConsoleEnv } from './console-env.ts'
import { brandPath, withQuery } from './paths.ts'

/** Draws the page of a made-up order; handed in, for the console knows no page of shoppers. */
export type DrawPreview = (
  sample: Sample,
  notes: readonly BrandNote[],
) => { html: string; headers: Record<string, string> }

/** The shop's brand: tried on in a frame, which stores nothing, then kept. */
export function brandRoutes(operations: ConsoleOperations, draw: DrawPreview) {
  async function preview(c: Context<ConsoleEnv>, draft: Draft, state: SampleState) {
    const sample = await operations.sampleOrder(c.var.merchant.id, draft.brand, state)
    const { html, headers } = draw(sample, draft.notes)
    return c.body(html, 200, headers)
  }
  const stored = (c: Context<ConsoleEnv>) => operations.readBrand(c.var.merchant.id)

  return new Hono<ConsoleEnv>()
    .get('/brand', async (c) => {
      const brand = await stored(c)
      const notice = c.req.query('done') === 'saved' ? 'Kept. Pages show it from now on.' : null
      return c.html(<BrandPage place={c.var} brand={brand} faults={[]} notice={notice} />)
    })
    .get('/brand/preview', async (c) =>
      preview(c, { brand: await stored(c), faults: [], notes: [] }, SAMPLE_STATES[0]),
    )
    .post('/brand/preview', async (c) => {
      const form = await c.req.parseBody()
      return preview(c, readBrandForm(await stored(c), form), stateOf(form.state))
    })
    .post('/brand', async (c) => {
      const draft = readBrandForm(await stored(c), await c.req.parseBody())
      const faults = draft.faults.length > 0 ? draft.faults : await save(c, draft.brand)
      if (faults.length === 0)
        return c.redirect(withQuery(brandPath(c.var.merchant.slug), { done: 'saved' }), 303)
      return c.html(
        <BrandPage place={c.var} brand={draft.brand} faults={faults} notice={null} />,
        422,
      )
    })

  async function save(c: Context<ConsoleEnv>, brand: Brand) {
    try {
      await operations.saveBrand(c.var.merchant.id, brand)
      return []
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
      return [{ field: 'domain', message: error.message }]
    }
  }
}

const stateOf = (state: unknown): SampleState =>
  SAMPLE_STATES.find((one) => one === state) ?? SAMPLE_STATES[0]
