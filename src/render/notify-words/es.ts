import { isCharged, isReached, isVoid, type NoticeLanguage, titleOf } from './language.ts'

const SEE = 'Ver el pedido'
const ENDPOINTS = 'Ver sus webhooks'
const ANOTHER = 'otro artículo'
const TOLD = 'y el cliente lo sabe'
const UNTOLD = 'pero no se puede avisar al cliente: hágalo por otro medio'

export const es: NoticeLanguage = {
  actors: { shopper: 'el cliente', support: 'soporte', merchant: 'usted', tidings: 'Tidings' },
  reasonGiven: (reason) => `Motivo indicado: ${reason}`,
  signature: (merchant) => `— Tidings, para ${merchant}`,
  kinds: {
    'cancellation.requested': ({ ref, by }) => ({
      subject: `Pedido ${ref}: responda a una solicitud de cancelación`,
      paragraphs: [
        `La cancelación la ha pedido ${by}. Puede que ya esté embalado, así que no se cancela nada hasta que usted responda: acepte, rechace o envíe, y se lo diremos al cliente.`,
      ],
      button: SEE,
    }),
    'order.cancelled': (scene) => ({
      subject: `Pedido ${scene.ref}: cancelado, no lo envíe`,
      paragraphs: [
        `Lo ha cancelado ${scene.by}, ${isReached(scene) ? TOLD : UNTOLD}. Cancélelo también en su propio sistema: lo que se envíe después prevalece sobre la cancelación.`,
      ],
      button: SEE,
    }),
    'refund.due': (scene) => {
      const { ref, amount, day, notice } = scene
      if (isVoid(scene))
        return {
          subject: `Pedido ${ref}: sin reembolso, ya se ha enviado`,
          paragraphs: [
            'Se canceló y aun así se ha enviado, así que no hay que reembolsarlo: lo que escribimos antes ya no vale para ello. El cliente sabe que se ha enviado. Si ya lo ha reembolsado, aclárelo con él.',
          ],
          button: SEE,
        }
      const by = notice.facts.refund ? day(notice.facts.refund.deadline) : null
      return {
        subject: `Pedido ${ref}: reembolse ${amount ?? 'al cliente'}${by ? ` a más tardar el ${by}` : ''}`,
        paragraphs: [
          `Hay que devolver ${amount ?? 'el importe'} de lo cancelado por el mismo medio, con los gastos de envío y los impuestos pagados${by ? `, a más tardar el ${by}` : ''}. ${isReached(scene) ? 'Así se le ha dicho al cliente.' : 'No se puede avisar al cliente: hágalo por otro medio.'} Comunique el reembolso a Tidings (order.refunded) y quedará resuelto.`,
        ],
        button: SEE,
      }
    },
    'delay.expiring': (scene) => {
      const { ref, day, notice } = scene
      const { facts } = notice
      const by = facts.deadline ? `a más tardar el ${day(facts.deadline)}` : 'a tiempo'
      const isYours = facts.by === 'merchant'
      return facts.since
        ? {
            subject: `Pedido ${ref}: no se envió ${by}, decida usted`,
            paragraphs: [
              `No se envió ${by}, y el cliente no ha aceptado ninguna fecha posterior. No lo cancelamos por nuestra cuenta: cancélelo${isCharged(scene) ? ' y reembólselo' : ''}, o acuerde una nueva fecha con el cliente.`,
            ],
            button: SEE,
          }
        : {
            subject: `Pedido ${ref}: ${facts.isUnasked ? 'envío' : 'envío o acuerdo'} ${by}; si no, ${isYours ? 'decida usted' : 'se cancela'}`,
            paragraphs: [
              `No se ha enviado, y el cliente no ha aceptado ninguna fecha posterior. Si no se envía ${by} ni acepta antes una nueva fecha, ${isYours ? `le corresponde a usted cancelarlo${isCharged(scene) ? ' y reembolsarlo' : ''}` : `lo que espera se cancela${isCharged(scene) ? ' y hay que reembolsarlo' : ''}`}.`,
            ],
            button: SEE,
          }
    },
    'delay.expired': (scene) => {
      const { ref, day, notice } = scene
      const { deadline, isUnasked } = notice.facts
      const by = deadline ? `a más tardar el ${day(deadline)}` : 'a tiempo'
      const why = isUnasked
        ? `No se envió ${by}, y el cliente no había aceptado ninguna fecha posterior`
        : 'El cliente no aceptó el retraso a tiempo'
      return {
        subject: `Pedido ${ref}: ${isUnasked ? `no se envió ${by}` : 'retraso no aceptado'}, cancelado`,
        paragraphs: [
          `${why}, así que lo que esperaba se ha cancelado, ${isReached(scene) ? TOLD : UNTOLD}. No lo envíe${isCharged(scene) ? ' y reembólselo' : ''}.`,
        ],
        button: SEE,
      }
    },
    'customer.unreachable': ({ ref }) => ({
      subject: `Pedido ${ref}: no se puede avisar al cliente`,
      paragraphs: [
        'El pedido espera y su cliente no recibe noticias: no hay una dirección de correo que acepte mensajes ni un teléfono con consentimiento para SMS. Avísele por otro medio o añada una dirección al pedido.',
      ],
      button: SEE,
    }),
    'split.chosen': ({ ref, notice: { facts } }) => ({
      subject:
        facts.chosen === 'hold'
          ? `Pedido ${ref}: reténgalo hasta que esté completo`
          : `Pedido ${ref}: envíe primero lo que hay en stock`,
      paragraphs: [
        facts.chosen === 'hold'
          ? 'El cliente prefiere recibirlo todo junto. Retenga el pedido hasta que llegue el último artículo.'
          : 'El cliente prefiere recibir ahora lo que hay en stock, y el resto cuando llegue.',
      ],
      button: SEE,
    }),
    'substitute.chosen': (scene) => ({
      subject: `Pedido ${scene.ref}: envíe ${titleOf(scene, ANOTHER)} en su lugar`,
      paragraphs: [
        `El cliente ha elegido ${titleOf(scene, ANOTHER)} (SKU ${scene.notice.facts.chosen}) en lugar de lo que espera. Cambie el pedido en su propio sistema.`,
      ],
      button: SEE,
    }),
    'inquiry.received': ({ ref, moment, question, notice: { facts } }) => ({
      subject: `Pedido ${ref}: una pregunta por responder en 24 horas`,
      paragraphs: [
        `${question?.from ?? 'El cliente'} escribió${facts.since ? ` el ${moment(facts.since)}` : ''}, y se le dijo que una persona responde en 24 horas. Responda en la página del pedido; una respuesta a este correo no le llega al cliente.`,
      ],
      ...(question && { quote: question.text }),
      button: 'Responder',
    }),
    'feed.silent': ({ moment, merchant, notice: { facts } }) => {
      const since = facts.since ? `el ${moment(facts.since)}` : 'hace días'
      return {
        subject: `${merchant.name}: sin eventos desde ${since}`,
        paragraphs: [
          `Su tienda enviaba eventos casi a diario y no ha enviado ninguno desde ${since}. Si se debe a un webhook averiado, los clientes reciben noticias antiguas. Hasta que vuelvan los eventos, no se cancela nada por haberse agotado su plazo.`,
        ],
        button: 'Ver sus pedidos',
      }
    },
    'endpoint.disabled': ({ merchant, notice: { facts } }) => ({
      subject: `${merchant.name}: un endpoint de webhooks está desactivado`,
      paragraphs: [
        `${facts.endpoint ?? 'Uno de sus endpoints'} respondió 410 Gone, así que ya no se le envía nada. Lo que requiere que usted actúe le llega por correo si ningún otro endpoint lo recibe.`,
        'Si fue un error, vuelva a activar el endpoint; lo que se perdió puede enviarse de nuevo desde la consola.',
      ],
      button: ENDPOINTS,
    }),
    'endpoint.failing': ({ merchant, moment, notice: { facts } }) => ({
      subject: `${merchant.name}: un endpoint de webhooks no acepta nada desde hace 3 días`,
      paragraphs: [
        `${facts.endpoint ?? 'Uno de sus endpoints'} falla${facts.since ? ` desde el ${moment(facts.since)}` : ''}. Los eventos que se intentaron durante 3 días quedan aparcados hasta que los envíe de nuevo desde la consola. Lo que requiere que usted actúe le llega por correo.`,
      ],
      button: ENDPOINTS,
    }),
  },
}
