import type { TextWish, WishLanguage } from './inbound.ts'

export type Wished = {
  wish: TextWish
  /**
   * The language in which we answer, where nobody but us takes the words for a wish: the carrier has
   * neither heeded nor answered them, so we do both.
   */
  language: WishLanguage | null
}
type Words = Readonly<Partial<Record<TextWish, readonly string[]>>>

const wordsOf = (words: string) => words.split(' ')

/**
 * The words that Twilio and the carriers take in English, as the whole of the text and with no other
 * sign (twilio.com/docs/messaging/tutorials/advanced-opt-out), and their like in the other languages
 * of our texts. CANCEL stops the texts too, and may have meant the order.
 */
const HEEDED: Words = {
  stop: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'REVOKE', 'OPTOUT'],
  cancel: ['CANCEL'],
  start: ['START', 'UNSTOP'],
  help: ['HELP', 'INFO'],
}
const OURS: Readonly<Record<WishLanguage, Words>> = {
  en: {
    ...HEEDED,
    stop: wordsOf(
      'STOP STOPALL UNSUBSCRIBE UNSUBSCRIBEME END QUIT REVOKE OPTOUT OPTMEOUT STOPNOW ' +
        'STOPIT STOPTEXT STOPTEXTS STOPTEXTING STOPSMS STOPTEXTINGME STOPTHESETEXTS ' +
        'STOPTHETEXTS STOPALLTEXTS STOPMESSAGES STOPMESSAGING STOPMESSAGINGME ' +
        'STOPTHESEMESSAGES STOPTHEMESSAGES STOPSENDINGTEXTS STOPSENDINGMETEXTS ' +
        'STOPSENDINGMESSAGES ENDTEXTS STOPSENDINGMEMESSAGES STOPSENDINGMETHESE ' +
        'NOMORETEXTS NOMOREMESSAGES DONTTEXTME DONOTTEXTME CANCELTEXTS CANCELSUBSCRIPTION ' +
        'UNSUSCRIBE UNSUBCRIBE UNSUBSRIBE UNSUBSCRIB UNSUSBCRIBE UNSUBSCRIBED',
    ),
  },
  es: {
    stop: wordsOf(
      'ALTO PARAR PARE BAJA DARDEBAJA DARMEDEBAJA DETENER TERMINAR NOMAS NOMASSMS ' +
        'NOMASMENSAJES CANCELARSUSCRIPCION CANCELARSMS DETEN DETENTE DETENGA DETENGASE ' +
        'DETENGANSE SALIR BASTA DESUSCRIBIR DESUSCRIBIRME',
    ),
    cancel: ['CANCELAR', 'CANCELA'],
    start: ['INICIAR', 'COMENZAR', 'EMPEZAR'],
    help: ['AYUDA'],
  },
  fr: {
    stop: ['ARRET', 'ARRETER', 'ARRETEZ', 'FIN', 'DESABONNER', 'DESABONNEMENT', 'STOPSVP'],
    start: ['REPRENDRE'],
    help: ['AIDE'],
  },
  de: {
    stop: ['STOPP', 'ENDE', 'BEENDEN', 'ABMELDEN', 'ABBESTELLEN', 'KEINESMSMEHR'],
    help: ['HILFE'],
  },
}
const WISH_CHARS_MAX = 100
const LANGUAGES = Object.keys(OURS) as WishLanguage[]

/** "STOP STOP!!" is one wish, said by who has had enough. */
const OVER_AND_OVER = /^(\S+)(?: \1)+(?=$| )/u

/** What is said around a wish to be left alone; "help please" is asked of a person. */
const COURTESY =
  /^(?:(?:PLEASE|PLS|PLZ|POR FAVOR|BITTE|MERCI DE)\b\s*)+|(?:\s*\b(?:PLEASE|PLS|PLZ|THANKS|THANK YOU|POR FAVOR|GRACIAS|BITTE|DANKE|MERCI|SVP|S IL VOUS PLAIT))+$/g

/**
 * What a text asks of texts, or null: the whole message, in any case and width, with or without
 * accents, signs and pictures, once or over and over; and who wants no more may say please. "Can you cancel my order" is
 * none, and neither is "no, más tarde".
 */
export function wishOfText(written: string): Wished | null {
  const text = written.trim()
  if (text.length > WISH_CHARS_MAX) return null
  const heeded = find(HEEDED, text.toUpperCase())
  if (heeded) return { wish: heeded, language: null }
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toUpperCase()
    .replace(OVER_AND_OVER, '$1')
  const courteous = wordOf(plain.replace(COURTESY, ''))
  for (const language of LANGUAGES) {
    const words = OURS[language]
    const wish = find(words, wordOf(plain)) ?? (words.stop?.includes(courteous) ? 'stop' : null)
    if (wish) return { wish, language }
  }
  return null
}

const wordOf = (text: string) => text.replace(/\s+/gu, '').toUpperCase()

const find = (words: Words, word: string): TextWish | null =>
  (Object.keys(words) as TextWish[]).find((one) => words[one]?.includes(word)) ?? null
