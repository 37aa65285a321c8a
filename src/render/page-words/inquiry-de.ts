import type { Words } from './index.ts'

const REACH = { email: 'E-Mail', text: 'SMS' }

export const inquiryDe: Words['inquiry'] = {
  link: 'Frage zu dieser Bestellung',
  heading: 'Frage zu dieser Bestellung',
  text: (reach) =>
    reach === 'page'
      ? 'Ein Mensch antwortet innerhalb von 24 Stunden. Wir haben keine Adresse von Ihnen: Schreiben Sie sie bitte in Ihre Frage.'
      : `Ein Mensch antwortet innerhalb von 24 Stunden, per ${REACH[reach]}.`,
  label: 'Ihre Frage',
  max: 'Höchstens 2.000 Zeichen.',
  action: 'Frage senden',
  empty: 'Schreiben Sie bitte zuerst Ihre Frage.',
  tooLong: 'Das ist zu lang. Bitte kürzen Sie es auf 2.000 Zeichen.',
  tooMany: 'Das waren viele Fragen auf einmal. Wir haben sie; versuchen Sie es später noch einmal.',
  full: 'Zu dieser Bestellung haben wir schon 100 Fragen; diese wurde nicht aufgenommen. Bitte schreiben Sie uns direkt.',
  done: 'Wir haben sie; ein Mensch antwortet innerhalb von 24 Stunden.',
  doneText: (reach) =>
    reach === 'page'
      ? ''
      : `Die Antwort kommt per ${REACH[reach]}. Sie können auch auf jede unserer Nachrichten antworten.`,
}
