import type { Fault } from '../domain/error.ts'
import type { OwnTemplate, TemplateSlot } from '../domain/own-template.ts'

export type TemplateName = { kind: string; channel: string; locale: string }
export type TemplateView = TemplateSlot &
  OwnTemplate & {
    source: 'ours' | 'own'
    /** Null for ours, which change with a release. */
    version: string | null
    madeAt: string | null
    madeBy: string | null
    placeholders: string[]
    /** Those that are not always known. */
    optional: string[]
    blocks: string[]
    owed: string[]
  }
export type TemplatePreview = {
  subject: string | null
  preheader: string | null
  html: string | null
  text: string
  /** As how many texts it is sent, and in which alphabet. */
  sms: { segments: number; encoding: string } | null
}
export type TemplateInUse = TemplateSlot & { version: string }

/** What the pages of a shop's own words ask of the operations; types only, as beside it. */
export type TemplateConsole = {
  listTemplates(merchantId: string): Promise<{
    inUse: TemplateInUse[]
    kinds: TemplateSlot['kind'][]
    languages: string[]
  }>
  /** Throws `not_found`. */
  readTemplate(merchantId: string, name: TemplateName): Promise<TemplateView>
  /** Nothing is kept where there are faults. */
  saveTemplate(
    merchantId: string,
    name: TemplateName,
    input: { own: OwnTemplate; by: string },
  ): Promise<Fault[]>
  resetTemplate(merchantId: string, name: TemplateName, by: string): Promise<void>
  previewTemplate(
    merchantId: string,
    name: TemplateName,
    own: OwnTemplate,
  ): Promise<{ preview: TemplatePreview } | { faults: Fault[] }>
}
