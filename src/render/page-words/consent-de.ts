import type { Words } from './index.ts'
import { stopped } from './sentence.ts'

const REACH = { email: 'E-Mail', text: 'SMS' }

export const consentDe: Words['consent'] = {
  name: 'Es dauert länger: Sie entscheiden',
  heading: 'Weiter warten oder stornieren?',
  asked: (day) => stopped(`Gefragt am ${day}`),
  before: (day) => `Der Versand war bis ${day} geplant.`,
  dated: (day) => stopped(`Der neue Termin ist ${day}`),
  promised: (day) => stopped(`Der Termin, den wir jetzt zusagen können, ist ${day}`),
  earlier: (day, before) =>
    stopped(`Der Termin, den wir jetzt zusagen können, ist ${day}, früher als ${before}`),
  undated: 'Es gibt noch keinen Termin, den wir halten könnten.',
  reason: (reason) => `Grund: ${reason}`,
  silence: {
    consent:
      'Wenn wir nichts hören, sind Sie mit dem neuen Termin einverstanden. Bis zum Versand können Sie weiterhin kostenlos stornieren.',
    wait: 'Wenn wir nichts hören, sind Sie mit dem Warten einverstanden. Bis zum Versand können Sie weiterhin kostenlos stornieren.',
    cancel: (day, isPaid) =>
      `Wenn wir bis einschließlich ${day} nichts von Ihnen hören und die Ware bis dahin nicht im Versand ist, stornieren wir${isPaid ? ', und Sie erhalten Ihr Geld zurück' : ''}.`,
    over: (day) =>
      `Wir hatten Sie um Antwort bis ${day} gebeten. Storniert ist noch nichts, Sie können also noch wählen.`,
    overDated: (day) =>
      `Der Versand war bis ${day} zugesagt und ist nicht erfolgt. Storniert ist noch nichts, Sie können also noch wählen.`,
    confirm: (day, isPaid) =>
      `Wenn wir bis einschließlich ${day} nichts von Ihnen hören und die Ware bis dahin nicht im Versand ist, bestätigen wir die Stornierung${isPaid ? ' mit voller Erstattung' : ''} und schreiben Ihnen.`,
  },
  takes: (all, here) =>
    `Ohne Ihre Antwort werden ${all} Stück storniert: auch ${here === 1 ? 'das eine auf Lager, falls es nicht im Versand ist' : `die ${here} auf Lager, falls sie nicht im Versand sind`}.`,

  keep: 'Weiter warten',
  keepMeans: (day) =>
    day
      ? `Sie sind mit ${day} einverstanden. Bis zum Versand können Sie weiterhin kostenlos stornieren.`
      : 'Sie warten ohne Termin. Bis zum Versand können Sie jederzeit kostenlos stornieren.',
  cancelMeans: (days, money) => {
    const within = `innerhalb von ${days} ${days === 1 ? 'Arbeitstag' : 'Arbeitstagen'} auf demselben Zahlungsweg zurück`
    if (money.kind === 'whole')
      return `Es kostet Sie nichts. Sie erhalten Ihr ganzes Geld ${within}, samt Versandkosten.`
    return money.kind === 'amount'
      ? `Es kostet Sie nichts. Sie erhalten dafür ${money.amount} ${within}.`
      : `Es kostet Sie nichts. Sie erhalten das Geld dafür vollständig ${within}.`
  },
  cancels: (all, here) =>
    `Das storniert ${all} Stück, auch ${here === 1 ? 'das eine' : `die ${here}`} auf Lager.`,
  cancelUnpaid: 'Es kostet Sie nichts.',

  kept: 'Sie warten weiter.',
  keptText: (reach) =>
    `${reach === 'page' ? 'Diese Seite zeigt, wann es in den Versand geht' : `Wir melden uns per ${REACH[reach]}, wenn es in den Versand geht`} oder wenn sich der Termin noch einmal ändert. Bis zum Versand können Sie kostenlos stornieren.`,
  agreed: (asked, until) =>
    until
      ? `Sie haben am ${asked} zugestimmt, bis ${until} zu warten.`
      : `Sie haben am ${asked} zugestimmt, ohne Termin zu warten.`,
  agreedEnd: (isPaid) =>
    `Geht die Ware bis dahin nicht in den Versand, stornieren wir${isPaid ? ', und Sie erhalten Ihr Geld zurück' : ''}.`,
  agreedConfirm: (isPaid) =>
    `Geht die Ware bis dahin nicht in den Versand, bestätigen wir die Stornierung${isPaid ? ' mit voller Erstattung' : ''}.`,
  endsBy: (day, isPaid) =>
    `Geht die Ware bis ${day} nicht in den Versand, stornieren wir${isPaid ? ', und Sie erhalten Ihr Geld zurück' : ''}.`,
  over: 'Was Sie beantwortet haben, gilt nicht mehr. So steht es jetzt.',
}
