/** Letters of GSM-7 (3GPP TS 23.038): a text with another one is sent in parts of half the length. */
const GSM =
  /^[A-Za-z0-9 @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ!"#¤%&'()*+,\-./:;<=>?¡ÄÖÑÜ§¿äöñüà^{}\\[~\]|€]*$/

/** Spaces and signs of one language; the words themselves are another matter. */
const SIGNS: Record<string, [RegExp, string][]> = {
  es: [[/„|“|”/, 'quotation marks are « »']],
  fr: [
    [/[^\u00a0]:(?!\/\/)/, 'a colon has a no-break space before it'],
    [/[^\u202f][;?]/, '; and ? have a narrow no-break space before them'],
    [/\u202f(?![;?])|(?<!«)\u00a0(?![:»])/, 'a no-break space with nothing to hold'],
    [/[“”„]|«[^\u00a0]|[^\u00a0]»/, 'quotation marks are « » with no-break spaces'],
  ],
  de: [
    [/[«»”]/, 'quotation marks are „ and “'],
    [/„[^“]*$/, 'a quotation mark is not closed'],
  ],
}

/** What is wrong with how a text is set, or null. A text message is plain: it has to fit. */
export function faultsOf(text: string, language: string, isTextMessage: boolean): string | null {
  if (text !== text.normalize('NFC')) return 'not in NFC'
  if (/^\s|\s$| {2}/.test(text)) return 'a space too many'
  if (/[\t\n\u00ad\u200b-\u200f\u2060\ufeff\ufffd]/.test(text))
    return 'a character that is not seen'
  if (/\.\.|\s[,.]/.test(text)) return 'a stop in the wrong place'
  if (isTextMessage) {
    const plain = text.replace(/[\u00a0\u202f]/g, ' ').replace(/\{\w+\}/g, '')
    if (!GSM.test(plain)) return `not GSM-7: ${text}`
  } else {
    if (/["'´`]/.test(text)) return `a typewriter's quote: ${text}`
  }
  if (language === 'es' && count(text, '?') !== count(text, '¿')) return `no ¿ for a ?: ${text}`
  const wrong = (SIGNS[language] ?? []).find(([sign]) => sign.test(text))
  return wrong ? `${wrong[1]}: ${text}` : null
}

const count = (text: string, sign: string) => text.split(sign).length - 1
