import { DomainError, type Fault } from '../domain/error.ts'
import { SPOKEN_KINDS } from '../render/speech/index.ts'
import { loadMerchant } from './merchants.ts'
import {
  previewTemplate,
  putTemplate,
  readTemplate,
  resetTemplate,
  templatesInUse,
} from './own-templates.ts'
import type { Services } from './services.ts'
import type { TemplateConsole } from './template-console-types.ts'

export const templateConsole = (services: Services): TemplateConsole => ({
  listTemplates: async (merchantId) => ({
    inUse: templatesInUse(await loadMerchant(services, merchantId)),
    kinds: SPOKEN_KINDS,
    languages: [...services.templates.words.keys()].sort(),
  }),
  readTemplate: async (merchantId, name) =>
    readTemplate(services, await loadMerchant(services, merchantId), name),
  async saveTemplate(merchantId, name, { own, by }) {
    const put = () => putTemplate(services, merchantId, name, { own, actor: by })
    const done = await orFaults(put)
    return 'faults' in done ? done.faults : []
  },
  resetTemplate: (merchantId, name, by) => resetTemplate(services, merchantId, name, { actor: by }),
  async previewTemplate(merchantId, name, own) {
    const merchant = await loadMerchant(services, merchantId)
    const shown = await orFaults(async () => previewTemplate(services, merchant, name, own))
    return 'faults' in shown ? shown : { preview: shown.done }
  },
})

/** What its writer has to mend stands on the page where they write; all else is no page's matter. */
async function orFaults<T>(act: () => Promise<T>): Promise<{ done: T } | { faults: Fault[] }> {
  try {
    return { done: await act() }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'conflict')
      return { faults: [{ pointer: '', message: error.message }] }
    if (error instanceof DomainError && error.code === 'invalid') return { faults: error.faults }
    throw error
  }
}
