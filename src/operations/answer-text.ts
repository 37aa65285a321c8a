import type { Inbound, WishLanguage } from '../connectors/inbound.ts'
import type { Merchant } from '../domain/merchant.ts'
import { toSms, withoutPictures } from '../render/sms.ts'

/**
 * What whoever wrote a text is told on the spot, or null. HELP by CTIA's principles: who it is, where
 * a person answers, how it ends. That texts have ended is said where nobody but us has understood
 * the word; of the English ones the carrier says so itself, and holds back what we would add. In
 * letters of the GSM alphabet, so that it is one part.
 */
export function answerToText({ wish, language }: Inbound, merchant: Merchant): string | null {
  const name = withoutPictures(merchant.name)
  if (wish === 'help') return toSms(WORDS[language ?? 'en'].help(name, whereOf(merchant))).body
  if (!language || !wish) return null
  const { begun, ended } = WORDS[language]
  return toSms(wish === 'start' ? begun(name) : ended(name)).body
}

type Words = {
  help: (name: string, where: string) => string
  begun: (name: string) => string
  ended: (name: string) => string
}

const WORDS: Record<WishLanguage, Words> = {
  en: {
    help: (name, where) =>
      `${name}: news about your order. Questions: ${where}. Reply STOP to end these texts.`,
    begun: (name) => `${name}: you get texts about your orders again. Reply STOP to end them.`,
    ended: (name) => `${name}: you get no more texts from us. Reply START to get them again.`,
  },
  es: {
    help: (name, where) =>
      `${name}: noticias de su pedido. Preguntas: ${where}. Responda ALTO para no recibir estos SMS.`,
    begun: (name) =>
      `${name}: de nuevo le avisamos por SMS sobre sus pedidos. Responda ALTO para terminar.`,
    ended: (name) =>
      `${name}: ya no recibe SMS nuestros. Responda INICIAR para recibirlos de nuevo.`,
  },
  fr: {
    help: (name, where) =>
      `${name} : nouvelles de votre commande. Questions : ${where}. Répondez STOP pour ne plus recevoir ces SMS.`,
    begun: (name) =>
      `${name} : vous recevez à nouveau nos SMS. Répondez STOP pour ne plus en recevoir.`,
    ended: (name) =>
      `${name} : vous ne recevez plus nos SMS. Répondez START pour les recevoir à nouveau.`,
  },
  de: {
    help: (name, where) =>
      `${name}: Neues zu Ihrer Bestellung. Fragen: ${where}. Antworten Sie STOP, um diese SMS zu beenden.`,
    begun: (name) => `${name}: Sie bekommen wieder SMS von uns. Antworten Sie STOP zum Beenden.`,
    ended: (name) =>
      `${name}: Sie bekommen keine SMS mehr von uns. Antworten Sie START, um sie wieder zu bekommen.`,
  },
}

const whereOf = ({ brand, sender }: Merchant) =>
  brand.support_phone ?? brand.support_email ?? sender.email
