import type { Words } from './index.ts'
import { stopped } from './sentence.ts'

const SPLITS = {
  ship_available: 'Lo que está listo sale primero.',
  hold: 'Todo sale en un solo paquete.',
}
const REACH = { email: 'correo electrónico', text: 'SMS', page: 'correo electrónico' }

export const choicesEs: Words['choices'] = {
  split: {
    name: 'Cómo se envía',
    card: 'Una parte de su pedido está lista antes que el resto. Usted elige cómo se envía.',
    choose: 'Elegir el envío',
    change: 'Volver a elegir',
    chosen: (split) => `Su elección: ${SPLITS[split]}`,
    heading: '¿Cómo enviamos su pedido?',
    text: 'Una parte está lista antes que el resto. Puede volver a elegir mientras no haya salido nada.',
    option: (split) =>
      split === 'hold' ? 'Todo en un solo paquete' : 'Lo que está listo, primero',
    first: 'Sale primero',
    later: 'Sigue en otro paquete',
    together: (day) =>
      day
        ? stopped(`Todo sale a más tardar el ${day}`)
        : 'Todo sale cuando llegue lo último. Aún no hay fecha para eso.',
    action: (split) =>
      split === 'hold' ? 'Enviar todo junto' : 'Enviar primero lo que está listo',
    isChosen: 'Es lo que ha elegido.',
    done: (split) => SPLITS[split],
    doneText: 'Tenemos su elección. Puede cambiarla mientras no haya salido nada.',
  },

  substitute: {
    heading: (title) => `¿Otra cosa en lugar de ${title ?? 'este artículo'}?`,
    headingSeveral: '¿Otra cosa en lugar de lo que está en espera?',
    text: 'Con un clic se cambia. Para seguir esperando no tiene que hacer nada.',
    textAsked: 'Con un clic se cambia. O díganos abajo si quiere esperar.',
    instead: (title) => `En lugar de ${title}`,
    price: (one, each) =>
      one.kind === 'same'
        ? 'Al mismo precio'
        : `${one.amount} ${one.kind === 'more' ? 'más' : 'menos'}${each ? ' por unidad' : ''}`,
    action: (title) => (title ? `Elegir ${title}` : 'Elegir este'),
    keep: 'Seguir esperando',
    more: 'Elegir para los demás',
    link: 'Ver qué puede tener en su lugar',
    note: (count, line, option) => {
      const what = count === 1 ? (option ?? 'otra cosa') : `uno de otros ${count} artículos`
      return line ? `En lugar de ${line} puede tener ${what}.` : `Puede tener ${what} en su lugar.`
    },
    noteSeveral: (count) => `Para ${count} de ellos puede tener otra cosa en su lugar.`,
    taken: (title) => `Ha elegido ${title ?? 'otro artículo'}. Nosotros lo cambiamos.`,
    done: (title) => `Ha elegido ${title ?? 'otro artículo'}.`,
    doneText: (title) =>
      `Sustituye a ${title ?? 'lo que estaba en espera'}. Cuando esté hecho, se verá en la página de su pedido.`,
  },

  choice: {
    heading: '¿Seguir esperando o no?',
    text: (day) => `Lo pidió el ${day} y sigue en espera de existencias. Usted elige.`,
    asked: 'La espera es larga. Usted elige: seguir esperando o no.',
    link: 'Seguir esperando o cancelar',
    keep: 'Seguir esperando',
    kept: 'Usted sigue esperando.',
    keptText: (reach, day) =>
      [
        reach === 'page'
          ? 'Esta página mostrará cuándo sale.'
          : `Le avisaremos por ${REACH[reach]} cuando salga.`,
        ...(day ? [`Si el ${day} sigue en espera, volveremos a preguntarle.`] : []),
        'Hasta que salga puede cancelar.',
      ].join(' '),
  },

  waitlist: {
    check: 'Avísenme cuando vuelva a estar disponible.',
    action: 'Avisarme cuando vuelva',
    heading: '¿Le avisamos cuando vuelva?',
    text: (reach) =>
      `Le escribimos una vez por ${REACH[reach]}, cuando se pueda volver a pedir. No es un pedido.`,
    listed: 'Le avisaremos cuando vuelva a estar disponible.',
    done: 'Está en la lista de espera.',
    doneText: (reach) =>
      `Le escribiremos una vez por ${REACH[reach]}, cuando se pueda volver a pedir.`,
  },
}
