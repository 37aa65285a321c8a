/** A mail or a text that a person sent to a shop, as its provider handed it to us. */
export type Inbound = {
  /** The provider's own id for it, the same on a redelivery. */
  deliveryId: string
  topic: string
  via: 'email' | 'sms'
  /** Who sent it: an address in lower case, or a number as E.164. */
  from: string
  /** To whom: addresses in lower case, or our own number. */
  to: string[]
  subject: string | null
  /** What they wrote, without the mail that it answers. */
  text: string
  /** Ids of mails that it answers, without their angle brackets. */
  answers: string[]
  /** How many files came with it; they are not kept. */
  attachments: number
  /** What a text asked of texts themselves, in the words that carriers know. */
  wish: TextWish | null
  /** The language of that wish, where its carrier does not know the word and has not answered. */
  language?: WishLanguage
  /** Why nobody has to read it: an automatic reply, a body that could not be read. */
  ignored: string | null
}

/** `cancel` stops the texts as `stop` does, and may have meant the order. */
/** The languages in which we know the words for such a wish. */
export type WishLanguage = 'en' | 'es' | 'fr' | 'de'
export type TextWish = 'stop' | 'start' | 'help' | 'cancel'

export const notReadable = (deliveryId: string, topic: string, ignored: string): Inbound => ({
  deliveryId,
  topic,
  via: 'email',
  from: '',
  to: [],
  subject: null,
  text: '',
  answers: [],
  attachments: 0,
  wish: null,
  ignored,
})
