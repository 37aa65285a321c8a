import { type Context, Hono } from 'hono'
import type { OwnTemplate } from '../../domain/own-template.ts'
import { loadMerchant } from '../../operations/merchants.ts'
import {
  previewTemplate,
  putTemplate,
  readTemplate,
  resetTemplate,
  templatesInUse,
} from '../../operations/own-templates.ts'
import type { Services } from '../../operations/services.ts'
import type { TemplateName, TemplateView } from '../../operations/template-console-types.ts'
import type { MerchantDoor } from '../bearer.ts'
import { parseJson, readJson, readText } from '../body.ts'
import type { HttpEnv } from '../http-env.ts'
import { parseTemplate } from '../template-inputs.ts'

const BASE = '/v1/templates'
const ONE = `${BASE}/:kind/:channel/:locale` as const
const ACTOR = 'api'

/** A merchant's own words in place of ours; a bad template is refused whole with its faults. */
export function templateRoutes(services: Services, merchants: MerchantDoor) {
  const fresh = (c: Context<HttpEnv>) => loadMerchant(services, c.var.merchant.id)

  return new Hono<HttpEnv>()
    .use(BASE, merchants.require)
    .use(`${BASE}/*`, merchants.require)
    .get(BASE, async (c) => c.json({ data: templatesInUse(await fresh(c)), next_cursor: null }))
    .get(ONE, async (c) => {
      const found = await readTemplate(services, await fresh(c), c.req.param())
      return c.json(shapeTemplate(found))
    })
    .put(ONE, async (c) => {
      const name = c.req.param()
      // A path that leads nowhere is said before what was sent there is looked at.
      await readTemplate(services, c.var.merchant, name)
      const own = parseTemplate(name.channel, await readJson(c))
      const put = await putTemplate(services, c.var.merchant.id, name, { own, actor: ACTOR })
      merchants.forget(c.var.merchant.id)
      return c.json(shapeTemplate(put))
    })
    .delete(ONE, async (c) => {
      await resetTemplate(services, c.var.merchant.id, c.req.param(), { actor: ACTOR })
      merchants.forget(c.var.merchant.id)
      return c.body(null, 204)
    })
    .post(`${ONE}/preview`, async (c) => {
      const merchant = await fresh(c)
      const name = c.req.param()
      const stored = await readTemplate(services, merchant, name)
      const own = await givenOr(c, name, stored)
      return c.json(previewTemplate(services, merchant, name, own))
    })
}

/** Without a body it is what is in use that is shown. */
async function givenOr(
  c: Context<HttpEnv>,
  { channel }: TemplateName,
  stored: OwnTemplate,
): Promise<OwnTemplate> {
  const text = await readText(c)
  return text.trim() === '' ? stored : parseTemplate(channel, parseJson(text))
}

const shapeTemplate = ({ madeAt, madeBy, subject, preheader, ...view }: TemplateView) => ({
  ...view,
  ...(view.channel === 'email' && { subject, preheader }),
  made_at: madeAt,
  made_by: madeBy,
})
