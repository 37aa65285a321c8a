import type { TextWish } from './inbound.ts'

export type Wished = {
  wish: TextWish
  /**
   * In a language in which nobody but us takes the word for a wish: the carrier has neither heeded
   * nor answered it, so we do both.
   */
  language: 'es' | null
}

/**
 * The words that Twilio and the carriers take in English
 * (twilio.com/docs/messaging/tutorials/advanced-opt-out), and their like in Spanish. CANCEL stops
 * the texts too, and may have meant the order.
 */
const ENGLISH: Readonly<Record<TextWish, readonly string[]>> = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  cancel: ['CANCEL'],
  start: ['START', 'UNSTOP'],
  help: ['HELP', 'INFO'],
}
const SPANISH: Readonly<Record<TextWish, readonly string[]>> = {
  stop: ['ALTO', 'PARAR', 'PARE', 'BAJA', 'DARDEBAJA', 'DETENER', 'TERMINAR', 'NOMAS'],
  cancel: ['CANCELAR', 'CANCELA'],
  start: ['INICIAR', 'COMENZAR', 'EMPEZAR'],
  help: ['AYUDA'],
}

/**
 * What a text asks of texts, or null: the whole message, in any case, with or without accents and a
 * full stop. "Can you cancel my order" is none, and neither is "no, más tarde".
 */
export function wishOfText(text: string): Wished | null {
  const word = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/^[\s"'¡!.]+|[\s"'!.]+$/gu, '')
    .replace(/\s+/gu, '')
    .toUpperCase()
  return find(ENGLISH, word, null) ?? find(SPANISH, word, 'es')
}

function find(
  words: Readonly<Record<TextWish, readonly string[]>>,
  word: string,
  language: Wished['language'],
): Wished | null {
  const wishes = Object.keys(words) as TextWish[]
  const wish = wishes.find((one) => words[one].includes(word))
  return wish ? { wish, language } : null
}
