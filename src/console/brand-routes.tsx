import { type Context, Hono } from 'hono'
import type { Brand } from '../domain/brand.ts'
import { DomainError } from '../domain/error.ts'
import { SAMPLE_STATES, type Sample, type SampleState } from '../operations/brand-console-types.ts'
import type { ConsoleOperations } from '../operations/console-types.ts'
import {
  adjustedWords,
  type BrandFault,
  type BrandNote,
  type Draft,
  readBrandForm,
} from './brand-form.ts'
import { BrandPage } from './brand-page.tsx'
import type { ConsoleEnv } from './console-env.ts'
import { brandPath, withQuery } from './paths.ts'
import { MESSAGE_POLICY } from './security.ts'

/** Draws the page of a made-up order; handed in, for the console knows no page of shoppers. */
export type DrawPreview = (
  sample: Sample,
  notes: readonly BrandNote[],
) => { html: string; headers: Record<string, string> }

const DONE = {
  saved: 'Kept. Pages show it from now on.',
  logo: 'Kept. Pages and mails show this logo from now on.',
  unmarked: 'Taken away. Pages and mails say the name.',
  domain: 'Kept. Set the records below, then check.',
  homed: 'Kept. Links lead to this installation.',
  checked: 'Checked just now.',
} as const
type Done = keyof typeof DONE

const noticeOf = (done = '') => (Object.hasOwn(DONE, done) ? DONE[done as Done] : null)

/** The shop's brand: tried on in a frame, which stores nothing, then kept. */
export function brandRoutes(operations: ConsoleOperations, draw: DrawPreview) {
  const stored = (c: Context<ConsoleEnv>) => operations.readBrand(c.var.merchant.id)
  const preview = async (c: Context<ConsoleEnv>, draft: Draft, state: SampleState) => {
    const sample = await operations.sampleOrder(c.var.merchant.id, draft.brand, state)
    const { html, headers } = draw(sample, draft.notes)
    return c.body(html, 200, headers)
  }
  const show = showing(operations)
  const attempt = attempting(show)

  return new Hono<ConsoleEnv>()
    .get('/brand', async (c) => {
      const done = c.req.query('done')
      const moved = done === 'saved' ? adjustedWords(await stored(c)) : null
      return show(c, { notice: [noticeOf(done), moved].filter(Boolean).join(' ') || null })
    })
    .get('/brand/preview', async (c) =>
      preview(c, { brand: await stored(c), faults: [], notes: [] }, SAMPLE_STATES[0]),
    )
    .post('/brand/preview', async (c) => {
      const form = await c.req.parseBody()
      const draft = readBrandForm(await stored(c), form)
      if (form.look !== 'mail') return preview(c, draft, stateOf(form.state))
      const mail = await operations.sampleMail(c.var.merchant.id, draft.brand, stateOf(form.state))
      return c.html(mail, 200, { 'content-security-policy': MESSAGE_POLICY })
    })
    .post('/brand', async (c) => {
      const { brand, faults } = readBrandForm(await stored(c), await c.req.parseBody())
      if (faults.length > 0) return show(c, { brand, faults })
      const save = () => operations.saveBrand(c.var.merchant.id, brand)
      return attempt(c, save, { done: 'saved', field: 'domain', shown: { brand } })
    })
    .post('/brand/logo', async (c) => {
      const { logo, remove } = await c.req.parseBody()
      const file = logo instanceof File ? new Uint8Array(await logo.arrayBuffer()) : null
      if (!file && !remove) return show(c, { faults: [{ field: 'logo', message: 'no file came' }] })
      const keep = () => operations.keepLogo(c.var.merchant.id, remove ? null : file)
      return attempt(c, keep, { done: remove ? 'unmarked' : 'logo', field: 'logo' })
    })
    .post('/brand/domain', async (c) => {
      const { domain } = await c.req.parseBody()
      const named = typeof domain === 'string' ? domain.trim() : ''
      const name = () => operations.nameDomain(c.var.merchant.id, named || null)
      return attempt(c, name, {
        done: named ? 'domain' : 'homed',
        field: 'domain',
        shown: { named },
      })
    })
    .post('/brand/domain/check', async (c) => {
      const check = () => operations.checkDomain(c.var.merchant.id)
      return attempt(c, check, { done: 'checked', field: 'domain' })
    })
}

type Acting = { done: Done; field: string; shown?: Shown }

/** Back to the page that says it is done, or the same page with why it was refused. */
const attempting =
  (show: ReturnType<typeof showing>) =>
  async (c: Context<ConsoleEnv>, act: () => Promise<void>, { done, field, shown }: Acting) => {
    try {
      await act()
      return c.redirect(withQuery(brandPath(c.var.merchant.slug), { done }), 303)
    } catch (error) {
      if (!(error instanceof DomainError) || !REFUSALS.has(error.code)) throw error
      return show(c, { ...shown, faults: [{ field, message: error.message }] })
    }
  }

const REFUSALS: ReadonlySet<string> = new Set(['invalid', 'conflict'])

type Shown = { brand?: Brand; faults?: BrandFault[]; notice?: string | null; named?: string }

/** The page, with what is kept where a form did not bring its own; 422 where that was refused. */
const showing =
  (operations: ConsoleOperations) =>
  async (c: Context<ConsoleEnv>, { brand, faults = [], notice = null, named }: Shown) => {
    const { id } = c.var.merchant
    const page = (
      <BrandPage
        place={c.var}
        brand={brand ?? (await operations.readBrand(id))}
        domain={await operations.readDomain(id)}
        named={named ?? null}
        faults={faults}
        notice={notice}
      />
    )
    return c.html(page, faults.length > 0 ? 422 : 200)
  }

const stateOf = (state: unknown): SampleState =>
  SAMPLE_STATES.find((one) => one === state) ?? SAMPLE_STATES[0]
