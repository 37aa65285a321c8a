import { insertAudit } from '../db/audit.ts'
import { findOwnTemplate, insertOwnTemplate, lockTemplates, setInUse } from '../db/own-templates.ts'
import { DomainError } from '../domain/error.ts'
import type { Merchant } from '../domain/merchant.ts'
import { merchantNow } from '../domain/merchant-clock.ts'
import {
  type OwnTemplate,
  slotKey,
  TEMPLATES_MAX,
  type TemplateSlot,
} from '../domain/own-template.ts'
import { type MessageInput, renderMail, renderText } from '../render/message.ts'
import {
  faultsOfOwn,
  findSlot,
  languageOfSlot,
  makeOwnMail,
  makeOwnText,
  ourTemplate,
  ownVersion,
  type Slot,
} from '../render/own/index.ts'
import { loadMerchant } from './merchants.ts'
import { timeOf } from './record-events.ts'
import type { Services } from './services.ts'
import type {
  TemplateInUse,
  TemplateName,
  TemplatePreview,
  TemplateView,
} from './template-console-types.ts'
import { sampleMessage } from './template-samples.ts'

/** A text of more parts costs more than it says, and some phones give it up. */
const SEGMENTS_MAX = 6

/** What a merchant's messages of this kind say: their own words, else ours. */
export async function readTemplate(
  services: Services,
  merchant: Merchant,
  name: TemplateName,
): Promise<TemplateView> {
  const slot = slotOf(services, name)
  const version = merchant.templates?.[slotKey(slot)] ?? null
  const own = version ? await findOwnTemplate(services.read, merchant.id, version) : null
  if (!version || !own) return viewOf(services, slot, ourTemplate(services.templates, slot), null)
  return viewOf(services, slot, own, { version, madeAt: own.madeAt, madeBy: own.madeBy })
}

/** The slots that have words of the merchant's own; all others say ours. */
export function templatesInUse({ templates = {} }: Merchant): TemplateInUse[] {
  return Object.keys(templates)
    .sort()
    .map((key) => {
      const [kind, channel, locale = ''] = key.split('/')
      const slot = { kind, channel, locale } as TemplateSlot
      return { ...slot, version: templates[key] ?? '' }
    })
}

/**
 * Puts words of a merchant's own in place of ours, from the next message on: what was sent keeps its
 * bytes and names its version. Throws `invalid` with every fault, and then nothing is changed.
 */
export async function putTemplate(
  services: Services,
  merchantId: string,
  name: TemplateName,
  { own, actor }: { own: OwnTemplate; actor: string },
): Promise<TemplateView> {
  const slot = slotOf(services, name)
  const merchant = await loadMerchant(services, merchantId)
  previewTemplate(services, merchant, name, own)
  const version = ownVersion(slot, own)
  await change(services, merchant, slot, { version, own, actor })
  return readTemplate(services, await loadMerchant(services, merchantId), name)
}

/** Ours again. Where they are ours already nothing changes. */
export async function resetTemplate(
  services: Services,
  merchantId: string,
  name: TemplateName,
  { actor }: { actor: string },
): Promise<void> {
  const slot = slotOf(services, name)
  const merchant = await loadMerchant(services, merchantId)
  await change(services, merchant, slot, { version: null, own: null, actor })
}

/** How a template looks over a made-up order; throws `invalid` with every fault. */
export function previewTemplate(
  services: Services,
  merchant: Merchant,
  name: TemplateName,
  own: OwnTemplate,
): TemplatePreview {
  const { templates, clock, baseUrl } = services
  const slot = slotOf(services, name)
  const faults = faultsOfOwn(templates, slot, own)
  if (faults.length > 0) throw new DomainError('invalid', 'The template is not valid', faults)

  const now = merchantNow(merchant, clock.now())
  const input = sampleMessage(merchant, { kind: slot.kind, locale: slot.locale, baseUrl, now })
  return slot.channel === 'sms'
    ? previewText(templates, slot, own, input)
    : previewMail(templates, slot, own, input)
}

type Preview = (
  templates: Services['templates'],
  slot: Slot,
  own: OwnTemplate,
  input: MessageInput,
) => TemplatePreview

const previewMail: Preview = (templates, slot, own, input) => {
  const dressed = makeOwnMail(templates, slot, own)
  const { subject, preheader, html, text } = renderMail(templates, input, dressed)
  return { subject, preheader, html, text, sms: null }
}

const previewText: Preview = (templates, slot, own, input) => {
  const text = makeOwnText(templates, slot, own)
  const sms = fitted(() => renderText(templates, input, text))
  if (!sms || sms.segments > SEGMENTS_MAX)
    throw new DomainError('invalid', 'The template is not valid', [
      {
        pointer: '/body',
        message: `takes ${sms?.segments ?? 'too many'} parts as a text; ${SEGMENTS_MAX} at most`,
      },
    ])
  const { body, segments, encoding } = sms
  return { subject: null, preheader: null, html: null, text: body, sms: { segments, encoding } }
}

/** What is longer than any text may be cannot be rendered at all. */
function fitted<T>(render: () => T): T | null {
  try {
    return render()
  } catch {
    return null
  }
}

async function change(
  services: Services,
  merchant: Merchant,
  slot: Slot,
  { version, own, actor }: { version: string | null; own: OwnTemplate | null; actor: string },
) {
  await services.writer.write(async (db) => {
    const inUse = await lockTemplates(db, merchant.id)
    const before = inUse[slotKey(slot)] ?? null
    if (before === version) return
    if (version && !before && Object.keys(inUse).length >= TEMPLATES_MAX)
      throw new DomainError('conflict', `A merchant has ${TEMPLATES_MAX} own templates at most`)
    const at = await timeOf(services, db, merchant)
    if (version && own)
      await insertOwnTemplate(db, merchant.id, { slot, version, own, at, by: actor })
    await setInUse(db, merchant.id, { inUse, slot, version })
    await insertAudit(db, merchant.id, {
      id: services.newId('aud', merchant.id),
      at,
      actor,
      action: version ? 'template.put' : 'template.reset',
      orderId: null,
      detail: JSON.stringify({ template: slotKey(slot), before, after: version }),
    })
  })
}

function slotOf({ templates }: Services, name: TemplateName): Slot {
  const slot = findSlot(templates, name)
  if (slot) return slot
  const languages = [...templates.words.keys()].join(', ')
  throw new DomainError(
    'not_found',
    `There is no template ${name.kind}/${name.channel}/${name.locale}: a kind of message, "email" or "sms", and a language of ${languages}`,
  )
}

function viewOf(
  { templates }: Services,
  slot: Slot,
  { subject, preheader, body }: OwnTemplate,
  own: { version: string; madeAt: string; madeBy: string } | null,
): TemplateView {
  const { placeholders, blocks, owed } = languageOfSlot(templates, slot)
  const { words, always, sometimes } = placeholders
  return {
    ...slot,
    subject,
    preheader,
    body,
    source: own ? 'own' : 'ours',
    version: own?.version ?? null,
    madeAt: own?.madeAt ?? null,
    madeBy: own?.madeBy ?? null,
    placeholders: [...words, ...always, ...sometimes],
    optional: [...sometimes],
    blocks: [...blocks],
    owed: [...owed],
  }
}
