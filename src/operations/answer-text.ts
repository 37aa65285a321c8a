import type { Inbound } from '../connectors/inbound.ts'
import type { Merchant } from '../domain/merchant.ts'

/**
 * What whoever wrote a text is told on the spot, or null. HELP by CTIA's principles: who it is, where
 * a person answers, how it ends. That texts have ended is said where nobody but us has understood
 * the word; of the English ones the carrier says so itself, and holds back what we would add. In
 * letters of the GSM alphabet, so that it is one part.
 */
export function answerToText({ wish, language }: Inbound, merchant: Merchant): string | null {
  const isSpanish = language === 'es'
  if (wish === 'help') return isSpanish ? helpInSpanish(merchant) : help(merchant)
  if (!isSpanish || !wish) return null
  const { name } = merchant
  return wish === 'start'
    ? `${name}: de nuevo le avisamos por SMS sobre sus pedidos. Responda ALTO para terminar.`
    : `${name}: ya no recibe SMS nuestros. Responda INICIAR para recibirlos de nuevo.`
}

const help = (merchant: Merchant) =>
  `${merchant.name}: news about your order. Questions: ${whereOf(merchant)}. Reply STOP to end these texts.`

const helpInSpanish = (merchant: Merchant) =>
  `${merchant.name}: noticias de su pedido. Preguntas: ${whereOf(merchant)}. Responda ALTO para no recibir estos SMS.`

const whereOf = ({ brand, sender }: Merchant) =>
  brand.support_phone ?? brand.support_email ?? sender.email
