import { isCharged, isReached, isVoid, type NoticeLanguage, titleOf } from './language.ts'

const SEE = 'Voir la commande'
const ENDPOINTS = 'Voir vos webhooks'
const ANOTHER = 'un autre article'
const TOLD = 'en est informé'
const UNTOLD = 'est injoignable : prévenez-le autrement'

export const fr: NoticeLanguage = {
  actors: { shopper: 'le client', support: 'le support', merchant: 'vous', tidings: 'Tidings' },
  reasonGiven: (reason) => `Motif indiqué : ${reason}`,
  signature: (merchant) => `— Tidings, pour ${merchant}`,
  kinds: {
    'cancellation.requested': ({ ref, by }) => ({
      subject: `Commande ${ref} : répondez à une demande d’annulation`,
      paragraphs: [
        `L’annulation a été demandée par ${by}. La commande est peut-être déjà emballée : rien n’est annulé avant votre réponse. Acceptez, refusez ou expédiez, et le client en est informé.`,
      ],
      button: SEE,
    }),
    'order.cancelled': (scene) => ({
      subject: `Commande ${scene.ref} : annulée, n’expédiez pas`,
      paragraphs: [
        `Annulation par ${scene.by} ; le client ${isReached(scene) ? TOLD : UNTOLD}. Annulez aussi dans votre propre système : ce qui part après l’emporte sur l’annulation.`,
      ],
      button: SEE,
    }),
    'refund.due': (scene) => {
      const { ref, amount, day, notice } = scene
      if (isVoid(scene))
        return {
          subject: `Commande ${ref} : pas de remboursement, elle est partie`,
          paragraphs: [
            'L’article annulé est parti malgré tout : aucun remboursement n’est dû, et ce que nous avons écrit avant ne vaut plus pour lui. Le client sait qu’il est expédié. Si vous l’avez déjà remboursé, voyez-le avec lui.',
          ],
          button: SEE,
        }
      const by = notice.facts.refund ? day(notice.facts.refund.deadline) : null
      return {
        subject: `Commande ${ref} : remboursez ${amount ?? 'le client'}${by ? ` d’ici au ${by}` : ''}`,
        paragraphs: [
          `${amount ?? 'Le montant'} de ce qui est annulé est à rendre par le même moyen, avec le port et les taxes payés${by ? `, d’ici au ${by}` : ''}. ${isReached(scene) ? 'C’est ce qui a été dit au client.' : `Le client ${UNTOLD}.`} Signalez le remboursement à Tidings (order.refunded), et c’est réglé.`,
        ],
        button: SEE,
      }
    },
    'delay.expiring': (scene) => {
      const { ref, day, notice } = scene
      const { facts } = notice
      const by = facts.deadline ? `d’ici au ${day(facts.deadline)}` : 'à temps'
      const isYours = facts.by === 'merchant'
      return facts.since
        ? {
            subject: `Commande ${ref} : pas partie ${by}, à vous de décider`,
            paragraphs: [
              `Elle n’est pas partie ${by}, et le client n’a accepté aucune date plus tardive. Nous n’annulons pas de nous-mêmes : annulez${isCharged(scene) ? ' et remboursez' : ''}, ou convenez d’une nouvelle date avec le client.`,
            ],
            button: SEE,
          }
        : {
            subject: `Commande ${ref} : ${facts.isUnasked ? 'envoi' : 'envoi ou accord'} ${by}, sinon ${isYours ? 'à vous de décider' : 'annulée'}`,
            paragraphs: [
              `Elle n’est pas partie, et le client n’a accepté aucune date plus tardive. Si elle ne part pas ${by} et qu’il n’accepte pas de nouvelle date avant, ${isYours ? `c’est à vous de l’annuler${isCharged(scene) ? ' et de la rembourser' : ''}` : `ce qui attend est annulé${isCharged(scene) ? ' et le remboursement est dû' : ''}`}.`,
            ],
            button: SEE,
          }
    },
    'delay.expired': (scene) => {
      const { ref, day, notice } = scene
      const { deadline, isUnasked } = notice.facts
      const by = deadline ? `d’ici au ${day(deadline)}` : 'à temps'
      const why = isUnasked
        ? `Elle n’est pas partie ${by}, et le client n’avait accepté aucune date plus tardive`
        : 'Le client n’a pas accepté le retard à temps'
      return {
        subject: `Commande ${ref} : ${isUnasked ? `pas partie ${by}` : 'retard non accepté'}, annulée`,
        paragraphs: [
          `${why} : ce qui attendait est annulé, et le client ${isReached(scene) ? TOLD : UNTOLD}. N’expédiez pas${isCharged(scene) ? ', et remboursez' : ''}.`,
        ],
        button: SEE,
      }
    },
    'customer.unreachable': ({ ref }) => ({
      subject: `Commande ${ref} : client injoignable`,
      paragraphs: [
        'La commande attend et son client ne reçoit rien : aucune adresse e-mail n’accepte de message, aucun numéro n’a consenti aux SMS. Prévenez-le autrement, ou ajoutez une adresse à la commande.',
      ],
      button: SEE,
    }),
    'split.chosen': ({ ref, notice: { facts } }) => ({
      subject:
        facts.chosen === 'hold'
          ? `Commande ${ref} : gardez-la jusqu’à ce qu’elle soit complète`
          : `Commande ${ref} : expédiez d’abord ce qui est en stock`,
      paragraphs: [
        facts.chosen === 'hold'
          ? 'Le client préfère tout recevoir ensemble. Gardez la commande jusqu’à l’arrivée du dernier article.'
          : 'Le client préfère recevoir maintenant ce qui est en stock, et le reste à son arrivée.',
      ],
      button: SEE,
    }),
    'substitute.chosen': (scene) => ({
      subject: `Commande ${scene.ref} : envoyez ${titleOf(scene, ANOTHER)} à la place`,
      paragraphs: [
        `Le client a choisi ${titleOf(scene, ANOTHER)} (SKU ${scene.notice.facts.chosen}) à la place de ce qui attend. Modifiez la commande dans votre propre système.`,
      ],
      button: SEE,
    }),
    'inquiry.received': ({ ref, moment, question, notice: { facts } }) => ({
      subject: `Commande ${ref} : une question, réponse sous 24 heures`,
      paragraphs: [
        `${question?.from ?? 'Le client'} a écrit${facts.since ? ` le ${moment(facts.since)}` : ''} ; on lui a dit qu’une personne répond sous 24 heures. Répondez sur la page de la commande ; une réponse à cet e-mail n’atteint pas le client.`,
      ],
      ...(question && { quote: question.text }),
      button: 'Répondre',
    }),
    'feed.silent': ({ moment, merchant, notice: { facts } }) => {
      const since = facts.since ? `le ${moment(facts.since)}` : 'plusieurs jours'
      return {
        subject: `${merchant.name} : aucun événement depuis ${since}`,
        paragraphs: [
          `Votre boutique envoyait des événements presque chaque jour, et n’en a envoyé aucun depuis ${since}. Si un webhook est en panne, les clients reçoivent des nouvelles anciennes. Tant que les événements manquent, rien n’est annulé pour cause de délai dépassé.`,
        ],
        button: 'Voir vos commandes',
      }
    },
    'endpoint.disabled': ({ merchant, notice: { facts } }) => ({
      subject: `${merchant.name} : un point de webhook est désactivé`,
      paragraphs: [
        `${facts.endpoint ?? 'Un de vos points de webhook'} a répondu 410 Gone : plus rien n’y est envoyé. Ce qui demande un acte de votre part arrive par e-mail si aucun autre ne le reçoit.`,
        'Si c’était une erreur, réactivez-le ; ce qu’il a manqué peut être renvoyé depuis la console.',
      ],
      button: ENDPOINTS,
    }),
    'endpoint.failing': ({ merchant, moment, notice: { facts } }) => ({
      subject: `${merchant.name} : un point de webhook n’accepte rien depuis 3 jours`,
      paragraphs: [
        `${facts.endpoint ?? 'Un de vos points de webhook'} échoue${facts.since ? ` depuis le ${moment(facts.since)}` : ''}. Les événements essayés pendant 3 jours sont mis de côté jusqu’à ce que vous les renvoyiez depuis la console. Ce qui demande un acte de votre part arrive par e-mail.`,
      ],
      button: ENDPOINTS,
    }),
  },
}
