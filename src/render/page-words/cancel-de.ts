import type { Words } from './index.ts'

type What = Parameters<Words['cancel']['action']>[0]

/** Without articles, for they would change with the sentence: "Bestellung stornieren". */
const object = (what: What) => {
  switch (what.kind) {
    case 'order':
      return 'Bestellung'
    case 'rest':
      return 'Rest der Bestellung'
    case 'line':
      return what.title ?? 'Artikel'
    case 'part':
      return `${what.count} × ${what.title}`
    case 'lines':
      return `${what.count} Artikel`
    case 'units':
      return `${what.title ? `${what.title}, ` : ''}${what.state === 'all' ? 'alle ' : ''}${what.count} Stück${clauseOf(what)}`
  }
}
type Units = Extract<What, { kind: 'units' }>
const STATES = { waits: 'noch nicht da', unshipped: 'noch nicht unterwegs' }
const clauseOf = ({ count, state }: Units) => {
  if (state === 'all') return ''
  return count === 1 ? `, das ${STATES[state]} ist` : `, die ${STATES[state]} sind`
}
/** A relative clause belongs to its noun, so that what is done stands before it. */
const unitsDone = (what: Units) => {
  const { count, state, title } = what
  const some = count === 1 ? 'das eine Stück' : `die ${count}`
  const text = `${state === 'all' ? `alle ${count}` : some} stornieren${clauseOf(what)}`
  return title ? `${title}: ${text}` : text.charAt(0).toUpperCase() + text.slice(1)
}
const cancel = (what: What) =>
  what.kind === 'units' ? unitsDone(what) : `${object(what)} stornieren`
const subject = (what: What) => {
  switch (what.kind) {
    case 'order':
      return 'Die Bestellung'
    case 'rest':
      return 'Der Rest der Bestellung'
    case 'line':
      return what.title ?? 'Der Artikel'
    default:
      return object(what)
  }
}
const done = (what: What) => `${subject(what)} ${isSeveral(what) ? 'sind' : 'ist'} storniert.`
const isSeveral = (what: What) => 'count' in what && what.count > 1
const workingDays = (days: number) => `${days} ${days === 1 ? 'Arbeitstag' : 'Arbeitstagen'}`

export const cancelDe: Words['cancel'] = {
  action: (what, asks) => (asks ? `Stornierung anfragen: ${object(what)}` : cancel(what)),
  heading: (what, asks) => (asks ? `Stornierung anfragen: ${object(what)}?` : `${cancel(what)}?`),
  keep: 'Bestellung behalten',

  will: 'Das wird storniert',
  willAsk: 'Dafür fragen Sie die Stornierung an',
  stays: 'Das bleibt in Ihrer Bestellung',
  shipped: 'Das ist unterwegs und nicht mehr aufzuhalten',
  atOnce: 'Ein Klick storniert sofort, und wir bestätigen es Ihnen.',
  mixed:
    'Was noch nicht auf Lager ist, wird sofort storniert. Was in Vorbereitung ist, prüfen wir zuerst und sagen Ihnen, ob wir es aufhalten konnten.',
  asks: 'Der Versand wird schon vorbereitet. Wir prüfen, ob er noch aufzuhalten ist, und antworten Ihnen.',
  asksWaiting:
    'Die Ware ist noch nicht da. Wir bestätigen die Stornierung selbst und antworten Ihnen.',
  refund: (days) =>
    `Sie erhalten Ihr Geld innerhalb von ${workingDays(days)} zurück, auf dem Weg, auf dem Sie bezahlt haben.`,
  refundIfStopped: (days, isHere) =>
    `${isHere ? 'Wenn wir es aufhalten können' : 'Sobald wir die Stornierung bestätigen'}, erhalten Sie Ihr Geld innerhalb von ${workingDays(days)} zurück, auf dem Weg, auf dem Sie bezahlt haben.`,

  instead: 'Oder etwas anderes stornieren',
  all: 'Alles, was noch nicht unterwegs ist',
  onlyWaiting: 'Nur, was noch nicht auf Lager ist',
  choose: 'Artikel auswählen',
  show: 'Auswahl anzeigen',

  reason: 'Warum? Sie müssen es nicht sagen.',
  reasonMax: 'Höchstens 500 Zeichen.',

  done,
  doneText: (reach) =>
    reach === 'page'
      ? 'Auf Ihrer Bestellseite sehen Sie es.'
      : `Wir bestätigen es Ihnen per ${REACH[reach]}.`,
  requested: 'Ihr Stornowunsch ist bei uns.',
  requestedText: (reach, isHere) => {
    const answer =
      reach === 'page'
        ? 'Unsere Antwort steht dann auf Ihrer Bestellseite.'
        : `Wir antworten Ihnen per ${REACH[reach]}.`
    return isHere
      ? `Wir prüfen, ob der Versand noch aufzuhalten ist. Bis dahin kann er noch erfolgen. ${answer}`
      : `Die Ware ist noch nicht da. Wir bestätigen die Stornierung selbst. ${answer}`
  },
  requestedMore: (count) =>
    `Für ${count} ${count === 1 ? 'weiteren' : 'weitere'} Artikel haben wir Ihren Stornowunsch.`,
  nothing: 'Es ist nichts mehr zu stornieren.',
  nothingShipped:
    'Die Ware ist schon unterwegs. Wenn Sie sie nicht mehr möchten, schreiben Sie uns, und wir sagen Ihnen, wie Sie sie zurückschicken.',
  crossed:
    'Sie wollten stornieren, aber die Ware war schon unterwegs. Wenn Sie sie nicht mehr möchten, schreiben Sie uns, und wir sagen Ihnen, wie Sie sie zurückschicken.',
  onItsWay: (what) => `${subject(what)} ${isSeveral(what) ? 'sind' : 'ist'} schon unterwegs.`,
  sendBack:
    'Wenn Sie die Ware nicht mehr möchten, schreiben Sie uns, und wir sagen Ihnen, wie Sie sie zurückschicken.',
  crossedHeading: 'Schon unterwegs',
  nothingCancelled: 'Was zu stornieren war, ist schon storniert.',
  madeHeading: 'Storniert',
  requestedHeading: 'Angefragt',
  none: 'Sie haben keinen Artikel gewählt, daher geht es hier wieder um die ganze Bestellung. Wählen Sie unten mindestens einen.',
  unreadable:
    'Wir konnten Ihre Auswahl nicht lesen, deshalb wurde nichts storniert. Bitte wählen Sie noch einmal.',
  back: 'Zu Ihrer Bestellung',
}

const REACH = { email: 'E-Mail', text: 'SMS' }
