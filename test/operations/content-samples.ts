import { noContact } from '../../src/domain/contact.ts'
import type { Merchant } from '../../src/domain/merchant.ts'
import type { MailedNoticeKind } from '../../src/domain/merchant-notice.ts'
import { mailSample, noticeSample, textSample } from '../../src/operations/content-samples.ts'
import type { Services } from '../../src/operations/services.ts'
import { sampleMessage } from '../../src/operations/template-samples.ts'
import type { SpokenKind } from '../../src/render/speech/index.ts'
import { aMerchant } from '../support/order-state.ts'

const OURS = { own: null, templateVersion: '1' }

/** Of a message to a reader of this language, of a shop with a name and a clock of its own. */
function messageOf(kind: SpokenKind, locale: string, over: Partial<Merchant>) {
  const merchant = { ...aMerchant(), ...over }
  const about = { kind, locale, baseUrl: 'https://own.example', now: '2026-07-01T08:00:00.000Z' }
  return { ...sampleMessage(merchant, about), contact: { ...noContact(), name: 'Ana', locale } }
}

export const mailOf = (
  services: Services,
  kind: SpokenKind,
  locale = 'en',
  over: Partial<Merchant> = {},
) => mailSample(services, messageOf(kind, locale, over), OURS)

export const textOf = (
  services: Services,
  kind: SpokenKind,
  locale = 'en',
  over: Partial<Merchant> = {},
) => textSample(services, messageOf(kind, locale, over), OURS)

export const noticeOf = (
  kind: MailedNoticeKind,
  { isOfOrder, locale }: { isOfOrder: boolean; locale: string },
) =>
  noticeSample({
    notice: { kind },
    merchant: { ...aMerchant(), locale },
    isOfOrder,
    templateVersion: 'notify.2',
  })
