import type { Words } from './index.ts'

type What = Parameters<Words['cancel']['action']>[0]

const object = (what: What) => {
  switch (what.kind) {
    case 'order':
      return 'el pedido'
    case 'rest':
      return 'el resto del pedido'
    case 'line':
      return what.title ?? 'este artículo'
    case 'part':
      return `${what.count} × ${what.title}`
    case 'lines':
      return `${what.count} ${what.count === 1 ? 'artículo' : 'artículos'}`
    case 'units':
      return what.count === 1
        ? `la unidad${STATES[what.state](true)}`
        : `las ${what.count} unidades${STATES[what.state](false)}`
  }
}
const STATES = {
  all: () => '',
  waits: () => ' en espera',
  unshipped: (one: boolean) => (one ? ' que no ha salido' : ' que no han salido'),
}
/** Before the verb: after "las 2 unidades en espera" a name would be no part of the sentence. */
const titled = (what: What, verb: string, isQuestion = false) => {
  const text = `${verb} ${object(what)}`
  const asked = isQuestion ? `¿${text}?` : text
  return what.kind === 'units' && what.title ? `${what.title}: ${asked.toLowerCase()}` : asked
}
const isSeveral = (what: What) => 'count' in what && what.count > 1
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const workingDays = (days: number) => `${days} ${days === 1 ? 'día hábil' : 'días hábiles'}`

export const cancelEs: Words['cancel'] = {
  action: (what, asks) => titled(what, asks ? 'Solicitar cancelar' : 'Cancelar'),
  heading: (what, asks) => titled(what, asks ? 'Solicitar cancelar' : 'Cancelar', true),
  keep: 'Conservar mi pedido',

  will: 'Lo que se cancelará',
  willAsk: 'Lo que solicita cancelar',
  stays: 'Esto sigue en su pedido',
  shipped: 'Esto ya ha salido y no se puede detener',
  atOnce: 'Con un clic se cancela al momento, y se lo confirmamos.',
  mixed:
    'Lo que está en espera se cancela al momento. Lo que está en preparación lo comprobamos antes, y le diremos si hemos podido detenerlo.',
  asks: 'Está en preparación, así que comprobamos si aún podemos detenerlo y le respondemos.',
  asksWaiting: 'Aún espera existencias. Confirmamos nosotros la cancelación y le respondemos.',
  refund: (days) =>
    `Le devolvemos su dinero en un plazo de ${workingDays(days)}, por el medio con el que pagó.`,
  refundIfStopped: (days, isHere) =>
    `${isHere ? 'Si podemos detenerlo' : 'En cuanto lo confirmemos'}, le devolvemos su dinero en un plazo de ${workingDays(days)}, por el medio con el que pagó.`,

  instead: 'O cancelar otra cosa',
  all: 'Todo lo que no ha salido',
  onlyWaiting: 'Solo lo que está en espera de existencias',
  choose: 'Elegir artículos',
  show: 'Mostrar estos',

  reason: '¿Por qué? No es necesario que lo diga.',
  reasonMax: 'Como máximo, 500 caracteres.',

  done: (what) => `Hemos cancelado ${object(what)}.`,
  doneText: (reach) =>
    reach === 'page'
      ? 'Se ve en la página de su pedido.'
      : `Se lo confirmamos por ${REACH[reach]}.`,
  requested: 'Tenemos su solicitud.',
  requestedText: (reach, isHere) => {
    const answer =
      reach === 'page'
        ? 'La respuesta estará en la página de su pedido.'
        : `Le respondemos por ${REACH[reach]}.`
    return isHere
      ? `Comprobamos si aún podemos detenerlo. Hasta entonces puede salir. ${answer}`
      : `Aún espera existencias. Confirmamos nosotros la cancelación. ${answer}`
  },
  requestedMore: (count) =>
    `De ${count} ${count === 1 ? 'artículo' : 'artículos'} más tenemos su solicitud.`,
  nothing: 'Ya no queda nada que cancelar.',
  nothingShipped: 'Ya ha salido. Si no lo quiere, escríbanos y le diremos cómo devolverlo.',
  crossed:
    'Usted quiso cancelar, pero ya estaba en camino. Si no lo quiere, escríbanos y le diremos cómo devolverlo.',
  onItsWay: (what) =>
    `${capital(object(what))} ya ${isSeveral(what) ? 'están' : 'está'} en camino.`,
  sendBack: 'Si no lo quiere, escríbanos y le diremos cómo devolverlo.',
  crossedHeading: 'Ya en camino',
  nothingCancelled: 'Lo que se podía cancelar ya está cancelado.',
  madeHeading: 'Cancelado',
  requestedHeading: 'Solicitado',
  none: 'No ha elegido ningún artículo, así que aquí vuelve a estar todo el pedido. Elija al menos uno abajo.',
  unreadable:
    'No hemos podido leer lo que eligió, así que no se ha cancelado nada. Vuelva a elegir.',
  back: 'Ver su pedido',
}

const REACH = { email: 'correo electrónico', text: 'SMS' }
