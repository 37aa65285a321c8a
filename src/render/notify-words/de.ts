import { isCharged, isReached, isVoid, type NoticeLanguage, titleOf } from './language.ts'

const SEE = 'Zur Bestellung'
const ENDPOINTS = 'Zu Ihren Webhooks'
const ANOTHER = 'einen anderen Artikel'
const TOLD = 'und der Kunde weiß es'
const UNTOLD = 'doch der Kunde ist nicht erreichbar: Sagen Sie es ihm auf anderem Weg'

export const de: NoticeLanguage = {
  actors: { shopper: 'dem Kunden', support: 'dem Support', merchant: 'Ihnen', tidings: 'Tidings' },
  reasonGiven: (reason) => `Genannter Grund: ${reason}`,
  signature: (merchant) => `— Tidings, für ${merchant}`,
  kinds: {
    'cancellation.requested': ({ ref, by }) => ({
      subject: `Bestellung ${ref}: Stornowunsch beantworten`,
      paragraphs: [
        `Eine Stornierung wurde von ${by} gewünscht. Die Ware ist vielleicht schon gepackt, daher wird nichts storniert, bis Sie antworten: Nehmen Sie an, lehnen Sie ab oder versenden Sie; der Kunde erfährt es.`,
      ],
      button: SEE,
    }),
    'order.cancelled': (scene) => ({
      subject: `Bestellung ${scene.ref}: storniert, nicht versenden`,
      paragraphs: [
        `Dies wurde von ${scene.by} storniert, ${isReached(scene) ? TOLD : UNTOLD}. Stornieren Sie es auch in Ihrem eigenen System: Was danach noch versandt wird, hebt die Stornierung auf.`,
      ],
      button: SEE,
    }),
    'refund.due': (scene) => {
      const { ref, amount, day, notice } = scene
      if (isVoid(scene))
        return {
          subject: `Bestellung ${ref}: keine Erstattung, sie ist versandt`,
          paragraphs: [
            'Dies wurde storniert und ist trotzdem versandt worden, daher ist keine Erstattung fällig: Was wir vorher schrieben, gilt dafür nicht mehr. Der Kunde weiß, dass es versandt ist. Haben Sie schon erstattet, klären Sie es mit ihm.',
          ],
          button: SEE,
        }
      const by = notice.facts.refund ? day(notice.facts.refund.deadline) : null
      return {
        subject: `Bestellung ${ref}: ${amount ?? 'Betrag'}${by ? ` bis ${by}` : ''} erstatten`,
        paragraphs: [
          `${amount ?? 'Der Betrag'} für das Stornierte ist auf demselben Weg zu erstatten, samt Versandkosten und Steuer${by ? `, bis ${by}` : ''}. ${isReached(scene) ? 'Das wurde dem Kunden so gesagt.' : 'Der Kunde ist nicht erreichbar: Sagen Sie es ihm auf anderem Weg.'} Melden Sie Tidings die Erstattung (order.refunded), dann ist es erledigt.`,
        ],
        button: SEE,
      }
    },
    'delay.expiring': (scene) => {
      const { ref, day, notice } = scene
      const { facts } = notice
      const by = facts.deadline ? `bis ${day(facts.deadline)}` : 'rechtzeitig'
      const isYours = facts.by === 'merchant'
      return facts.since
        ? {
            subject: `Bestellung ${ref}: nicht ${by} versandt, Sie entscheiden`,
            paragraphs: [
              `Sie wurde nicht ${by} versandt, und der Kunde hat keinem späteren Tag zugestimmt. Wir stornieren nicht von selbst: Stornieren${isCharged(scene) ? ' und erstatten' : ''} Sie, oder vereinbaren Sie mit dem Kunden einen neuen Termin.`,
            ],
            button: SEE,
          }
        : {
            subject: `Bestellung ${ref}: ${facts.isUnasked ? 'Versand' : 'Versand oder Zustimmung'} ${by}, sonst ${isYours ? 'entscheiden Sie' : 'storniert'}`,
            paragraphs: [
              `Sie ist nicht versandt, und der Kunde hat keinem späteren Tag zugestimmt. Wird sie nicht ${by} versandt und stimmt er vorher keinem neuen Termin zu, ${isYours ? `ist es an Ihnen, zu stornieren${isCharged(scene) ? ' und zu erstatten' : ''}` : `wird storniert, was wartet${isCharged(scene) ? ', und die Erstattung ist fällig' : ''}`}.`,
            ],
            button: SEE,
          }
    },
    'delay.expired': (scene) => {
      const { ref, day, notice } = scene
      const { deadline, isUnasked } = notice.facts
      const by = deadline ? `bis ${day(deadline)}` : 'rechtzeitig'
      const why = isUnasked
        ? `Sie wurde nicht ${by} versandt, und der Kunde hatte keinem späteren Tag zugestimmt`
        : 'Der Kunde hat der Verzögerung nicht rechtzeitig zugestimmt'
      return {
        subject: `Bestellung ${ref}: ${isUnasked ? `nicht ${by} versandt` : 'Verzögerung nicht zugestimmt'}, storniert`,
        paragraphs: [
          `${why}. Was wartete, ist storniert, ${isReached(scene) ? TOLD : UNTOLD}. Versenden Sie es nicht${isCharged(scene) ? ', und erstatten Sie es' : ''}.`,
        ],
        button: SEE,
      }
    },
    'customer.unreachable': ({ ref }) => ({
      subject: `Bestellung ${ref}: Kunde nicht erreichbar`,
      paragraphs: [
        'Die Bestellung wartet, und der Kunde erfährt nichts: Es gibt keine E-Mail-Adresse, die Post annimmt, und keine Telefonnummer mit Einwilligung in SMS. Sagen Sie es ihm auf anderem Weg, oder ergänzen Sie eine Adresse.',
      ],
      button: SEE,
    }),
    'split.chosen': ({ ref, notice: { facts } }) => ({
      subject:
        facts.chosen === 'hold'
          ? `Bestellung ${ref}: zurückhalten, bis sie vollständig ist`
          : `Bestellung ${ref}: zuerst versenden, was da ist`,
      paragraphs: [
        facts.chosen === 'hold'
          ? 'Der Kunde möchte alles zusammen bekommen. Halten Sie die Bestellung zurück, bis der letzte Artikel da ist.'
          : 'Der Kunde möchte jetzt bekommen, was da ist, und den Rest, wenn er kommt.',
      ],
      button: SEE,
    }),
    'substitute.chosen': (scene) => ({
      subject: `Bestellung ${scene.ref}: stattdessen ${titleOf(scene, ANOTHER)} senden`,
      paragraphs: [
        `Der Kunde nimmt ${titleOf(scene, ANOTHER)} (SKU ${scene.notice.facts.chosen}) anstelle dessen, was wartet. Ändern Sie die Bestellung in Ihrem eigenen System.`,
      ],
      button: SEE,
    }),
    'inquiry.received': ({ ref, moment, question, notice: { facts } }) => ({
      subject: `Bestellung ${ref}: eine Frage, Antwort binnen 24 Stunden`,
      paragraphs: [
        `${question?.from ?? 'Der Kunde'} schrieb${facts.since ? ` am ${moment(facts.since)}` : ''}; es wurde gesagt, dass ein Mensch binnen 24 Stunden antwortet. Antworten Sie auf der Seite der Bestellung; eine Antwort auf diese E-Mail erreicht den Kunden nicht.`,
      ],
      ...(question && { quote: question.text }),
      button: 'Beantworten',
    }),
    'feed.silent': ({ moment, merchant, notice: { facts } }) => {
      const since = facts.since ? moment(facts.since) : 'Tagen'
      return {
        subject: `${merchant.name}: keine Ereignisse seit ${since}`,
        paragraphs: [
          `Ihr Shop sandte an den meisten Tagen Ereignisse und seit ${since} keines mehr. Liegt es an einem gestörten Webhook, hören Kunden Veraltetes. Bis wieder Ereignisse kommen, wird nichts wegen einer abgelaufenen Frist storniert.`,
        ],
        button: 'Zu Ihren Bestellungen',
      }
    },
    'endpoint.disabled': ({ merchant, notice: { facts } }) => ({
      subject: `${merchant.name}: ein Webhook-Endpunkt ist abgeschaltet`,
      paragraphs: [
        `${facts.endpoint ?? 'Einer Ihrer Endpunkte'} hat mit 410 Gone geantwortet, daher wird dorthin nichts mehr gesandt. Was Ihr Handeln braucht, kommt per E-Mail, wo kein anderer Endpunkt es annimmt.`,
        'War das ein Versehen, schalten Sie den Endpunkt wieder ein; was er verpasst hat, lässt sich aus der Konsole erneut senden.',
      ],
      button: ENDPOINTS,
    }),
    'endpoint.failing': ({ merchant, moment, notice: { facts } }) => ({
      subject: `${merchant.name}: ein Webhook-Endpunkt nimmt seit 3 Tagen nichts an`,
      paragraphs: [
        `${facts.endpoint ?? 'Einer Ihrer Endpunkte'} schlägt${facts.since ? ` seit ${moment(facts.since)}` : ''} fehl. Ereignisse, die 3 Tage lang versucht wurden, sind geparkt, bis Sie sie aus der Konsole erneut senden. Was Ihr Handeln braucht, kommt per E-Mail.`,
      ],
      button: ENDPOINTS,
    }),
  },
}
