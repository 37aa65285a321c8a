import { type Context, Hono } from 'hono'
import type { Fault } from '../domain/error.ts'
import type { OwnTemplate } from '../domain/own-template.ts'
import type { ConsoleOperations } from '../operations/console-types.ts'
import type { TemplateName } from '../operations/template-console-types.ts'
import type { ConsoleEnv } from './console-env.ts'
import { templatePath, withQuery } from './paths.ts'
import { MESSAGE_POLICY } from './security.ts'
import { readTemplateForm } from './template-form.ts'
import { TemplatePage } from './template-page.tsx'
import { faultsDocument, previewDocument } from './template-preview.tsx'
import { TemplatesPage } from './templates-page.tsx'

const NOTICES: ReadonlyMap<string, string> = new Map([
  ['saved', 'Kept. The next message says it so.'],
  ['reset', 'The next message says it in our words.'],
])

/** The shop's own words: tried on in a frame, which stores nothing, then kept. */
export function templateRoutes(operations: ConsoleOperations) {
  async function preview(c: Context<ConsoleEnv>, name: TemplateName, draft: Draft) {
    const headers = { 'content-security-policy': MESSAGE_POLICY }
    if (draft.faults.length > 0) return c.html(faultsDocument(draft.faults), 200, headers)
    const shown = await operations.previewTemplate(c.var.merchant.id, name, draft.own)
    const document =
      'faults' in shown ? faultsDocument(shown.faults) : previewDocument(shown.preview)
    return c.html(document, 200, headers)
  }
  const save = async (c: Context<ConsoleEnv>, name: TemplateName, { own, faults }: Draft) =>
    faults.length > 0
      ? faults
      : operations.saveTemplate(c.var.merchant.id, name, { own, by: c.var.user.email })

  return new Hono<ConsoleEnv>()
    .get('/templates', async (c) => {
      const found = await operations.listTemplates(c.var.merchant.id)
      return c.html(<TemplatesPage place={c.var} {...found} />)
    })
    .get(ONE, async (c) => {
      const template = await operations.readTemplate(c.var.merchant.id, c.req.param())
      const notice = NOTICES.get(c.req.query('done') ?? '') ?? null
      return c.html(
        <TemplatePage place={c.var} {...{ template, notice }} typed={null} faults={[]} />,
      )
    })
    .get(`${ONE}/preview`, async (c) => {
      const own = await operations.readTemplate(c.var.merchant.id, c.req.param())
      return preview(c, c.req.param(), { own, faults: [] })
    })
    .post(`${ONE}/preview`, async (c) => {
      const name = c.req.param()
      return preview(c, name, readTemplateForm(name.channel, await c.req.parseBody()))
    })
    .post(`${ONE}/reset`, async (c) => {
      const { merchant, user } = c.var
      await operations.resetTemplate(merchant.id, c.req.param(), user.email)
      return c.redirect(donePath(merchant.slug, c.req.param(), 'reset'), 303)
    })
    .post(ONE, async (c) => {
      const name = c.req.param()
      const template = await operations.readTemplate(c.var.merchant.id, name)
      const draft = readTemplateForm(name.channel, await c.req.parseBody())
      const faults = await save(c, name, draft)
      if (faults.length === 0)
        return c.redirect(donePath(c.var.merchant.slug, template, 'saved'), 303)
      const typed = draft.own
      return c.html(
        <TemplatePage place={c.var} {...{ template, typed, faults }} notice={null} />,
        422,
      )
    })
}

type Draft = { own: OwnTemplate; faults: Fault[] }

const ONE = '/templates/:kind/:channel/:locale' as const

const donePath = (slug: string, name: TemplateName, done: string) =>
  withQuery(templatePath(slug, name), { done })
