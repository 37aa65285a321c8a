import { DomainError } from '../../src/domain/error.ts'
import type { OwnTemplate } from '../../src/domain/own-template.ts'
import { previewTemplate } from '../../src/operations/own-templates.ts'
import type { Services } from '../../src/operations/services.ts'
import type { TemplateConsole, TemplateView } from '../../src/operations/template-console-types.ts'
import { findSlot, languageOfSlot, ourTemplate } from '../../src/render/own/index.ts'
import { SPOKEN_KINDS } from '../../src/render/speech/index.ts'
import { merchantOf } from '../render/scenes.ts'
import { ownTemplates } from '../support/templates.ts'

const OWN: OwnTemplate = {
  subject: 'A new day for your {{item}}',
  preheader: null,
  body: '# {{headline}}\n\nWe are as sorry as you are.\n\n{{> dates}}\n{{> terms}}\n{{> notes}}\n{{> links}}',
}

/** The real templates and the real rendering, over nothing stored: `eta_slipped` in English is own. */
export const templateSamples: TemplateConsole = {
  listTemplates: async (merchantId) => ({
    inUse:
      merchantId === 'm_1'
        ? [
            { kind: 'eta_slipped', channel: 'email', locale: 'en', version: 'v1' },
            { kind: 'eta_slipped', channel: 'email', locale: 'en-GB', version: 'v2' },
          ]
        : [],
    kinds: SPOKEN_KINDS,
    languages: ['de', 'en', 'es', 'fr'],
  }),
  async readTemplate(_merchantId, name): Promise<TemplateView> {
    const templates = await ownTemplates()
    const slot = findSlot(templates, name)
    if (!slot) throw new DomainError('not_found', 'There is no such template')
    const { placeholders, blocks, owed } = languageOfSlot(templates, slot)
    const { words, always, sometimes } = placeholders
    const isOwn = slot.kind === 'eta_slipped' && slot.channel === 'email' && slot.locale === 'en'
    return {
      ...slot,
      ...(isOwn ? OWN : ourTemplate(templates, slot)),
      source: isOwn ? 'own' : 'ours',
      version: isOwn ? '9f2c0a1b3d4e5f60' : null,
      madeAt: isOwn ? '2026-03-12T09:30:00.000Z' : null,
      madeBy: isOwn ? 'sam@example.test' : null,
      placeholders: [...words, ...always, ...sometimes],
      optional: [...sometimes],
      blocks: [...blocks],
      owed: [...owed],
    }
  },
  async saveTemplate(merchantId, name, { own }) {
    const shown = await templateSamples.previewTemplate(merchantId, name, own)
    return 'faults' in shown ? shown.faults : []
  },
  resetTemplate: async () => {},
  async previewTemplate(_merchantId, name, own) {
    const services = {
      templates: await ownTemplates(),
      clock: { now: () => new Date('2026-03-14T14:32:00.000Z') },
      baseUrl: 'https://tidings.example.test',
    } as Services
    try {
      return { preview: previewTemplate(services, merchantOf(), name, own) }
    } catch (error) {
      if (error instanceof DomainError && error.code === 'invalid') return { faults: error.faults }
      throw error
    }
  },
}
