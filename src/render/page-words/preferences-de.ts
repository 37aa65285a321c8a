import type { Words } from './index.ts'

export const preferencesDe: Words['preferences'] = {
  link: 'Wählen, was wir Ihnen schicken',
  heading: 'Was wir Ihnen schicken',
  text: 'Was Sie abwählen, bleibt auch bei späteren Bestellungen abgewählt: Nachrichten mit Ihrer E-Mail-Adresse, SMS mit Ihrer Nummer.',
  saved:
    'Gespeichert. Was Sie abwählen, bleibt auch bei späteren Bestellungen abgewählt: Nachrichten mit Ihrer E-Mail-Adresse, SMS mit Ihrer Nummer.',
  news: 'Worauf Sie verzichten können',
  topic: {
    steps: 'Wenn ein Paket in Zustellung ist und wenn es angekommen ist',
    feedback: 'Eine Frage nach der Lieferung',
    back_in_stock: 'Wenn etwas, das Sie storniert haben, wieder auf Lager ist',
  },
  always:
    'Was wir Ihnen schuldig sind, kommt immer: die Bestätigung Ihrer Bestellung, ein neuer Termin, eine Verzögerung und die Möglichkeit zu stornieren, eine Stornierung, Ihr Geld.',
  action: 'Speichern',
  texts: {
    heading: 'SMS',
    label: (number) => `SMS an die Nummer, die auf ${number} endet`,
    consent:
      'Sie stimmen SMS zu Ihren Bestellungen zu. Das ist keine Bedingung für einen Kauf; Ihr Anbieter kann Gebühren berechnen. Antworten Sie jederzeit STOP.',
    stopped: (from) =>
      from
        ? `Sie haben unsere SMS per SMS abbestellt. Um wieder welche zu bekommen, senden Sie START an ${from}.`
        : 'Sie haben unsere SMS per SMS abbestellt. Um wieder welche zu bekommen, antworten Sie START auf eine davon.',
    locked:
      'SMS sind aus. Um sie einzuschalten, geben Sie zuerst die Postleitzahl der Bestellung an.',
  },
  unsubscribe: {
    heading: 'E-Mails abbestellen, die keine laufende Bestellung betreffen?',
    text: 'Keine Frage mehr nach einer Lieferung und keine Nachricht, dass etwas wieder auf Lager ist.',
    action: 'Diese E-Mails abbestellen',
    done: 'Diese E-Mails sind abbestellt.',
    doneText:
      'Was Ihre Bestellungen betrifft, kommt weiter: Termine, Verzögerungen, Stornierungen, Geld.',
  },
}
