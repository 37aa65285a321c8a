import { calendarEs } from './calendar-es.ts'
import { cancelEs } from './cancel-es.ts'
import { choicesEs } from './choices-es.ts'
import { consentEs } from './consent-es.ts'
import { feedbackEs } from './feedback-es.ts'
import type { Words } from './index.ts'
import { inquiryEs } from './inquiry-es.ts'
import { lineEs } from './line-es.ts'
import { liveEs } from './live-es.ts'
import { packageEs } from './package-es.ts'
import { preferencesEs } from './preferences-es.ts'
import { revealEs } from './reveal-es.ts'
import { stopped } from './sentence.ts'
import { summaryEs } from './summary-es.ts'

const REACH = { email: 'correo electrónico', text: 'SMS' }

/** Spanish. The reader is "usted"; the merchant speaks as "nosotros". */
export const es: Words = {
  summary: summaryEs,
  package: packageEs,
  cancel: cancelEs,
  choices: choicesEs,
  consent: consentEs,
  inquiry: inquiryEs,
  line: lineEs,
  live: liveEs,
  feedback: feedbackEs,
  calendar: calendarEs,
  preferences: preferencesEs,
  reveal: revealEs,

  orderName: (number) => `Pedido ${/^\d+$/.test(number) ? '#' : ''}${number}`,
  pageTitle: (order, merchant) => `${order} · ${merchant}`,
  asOf: (when) => stopped(`Actualizado: ${when}`),

  next: {
    waiting: (reach, wayOut) =>
      reach === 'page'
        ? `Si la fecha cambia, verá la nueva en esta página. Hasta que salga puede ${wayOut}.`
        : `Si la fecha cambia, le diremos la nueva por ${REACH[reach]} y podrá ${wayOut}.`,
    noDate: (reach, wayOut, some) => {
      const date = some ? 'la fecha que falta' : 'una fecha'
      return reach === 'page'
        ? `En cuanto tengamos ${date}, la verá en esta página. Hasta que salga puede ${wayOut}.`
        : `En cuanto tengamos ${date}, se la diremos por ${REACH[reach]}. Hasta que salga puede ${wayOut}.`
    },
    missed: (reach, wayOut) =>
      `Le pedimos disculpas por no haber cumplido. ${reach === 'page' ? 'En esta página verá la nueva fecha.' : `Le diremos la nueva fecha por ${REACH[reach]}.`} Hasta que salga puede ${wayOut}.`,
    wayOut: (asks) => (asks ? 'solicitar la cancelación' : 'cancelar con un clic'),
    preparing: (reach) =>
      reach === 'page'
        ? 'En esta página verá cuándo sale.'
        : `Le avisaremos por ${REACH[reach]} cuando salga.`,
    moving: (reach) =>
      reach === 'page'
        ? 'En esta página verá cuándo llega.'
        : `Le avisaremos por ${REACH[reach]} cuando llegue.`,
    heldUp:
      'Abajo está lo último que dijo el transportista. Si no avanza, escríbanos y lo reclamaremos.',
    delayed: 'Abajo está lo último que dijo el transportista. No tiene que hacer nada.',
    delayedNoDate: (reach) =>
      `Aún no hay una nueva fecha de entrega. No tiene que hacer nada: ${reach === 'page' ? 'en esta página verá cuándo llega.' : `le avisaremos por ${REACH[reach]} cuando llegue.`}`,
    silent: (reach) =>
      `Lo aclaramos con el transportista. No tiene que hacer nada: ${reach === 'page' ? 'en esta página verá cuándo se mueve.' : `en esta página verá cuándo se mueve, y le avisaremos por ${REACH[reach]} cuando llegue.`}`,
    pickup: 'La página del transportista dice dónde se guarda y hasta cuándo.',
    pickupNoLink:
      'Se guarda para usted en el punto de recogida. Si no sabe dónde está, escríbanos.',
    swapped: (reach) =>
      reach === 'page'
        ? 'El cambio está en curso. En esta página verá cuándo sale.'
        : `El cambio está en curso. Le avisaremos por ${REACH[reach]} cuando salga.`,
    returning: 'Si aún lo quiere, escríbanos y le diremos qué podemos hacer.',
    lost: 'Le pedimos disculpas. Lo enviamos de nuevo o le devolvemos el dinero, como prefiera: escríbanos y díganos qué desea.',
    delivered: '¿Falta algo o no está bien? Escríbanos.',
    unknown: 'Vuelva a mirar dentro de un rato.',
  },

  waiting: {
    name: {
      stock: 'En espera de existencias',
      release: 'Reserva',
      season: 'En espera de la temporada',
      making: 'En fabricación',
    },
    shipsBy: (day) => `sale a más tardar el ${day}`,
    noDate: {
      stock: 'sale en cuanto haya existencias',
      release: 'aún sin fecha',
      season: 'aún sin fecha',
      making: 'aún sin fecha',
    },
    missed: (day) => `debía salir a más tardar el ${day}`,
    noDateText: 'Aún no hay una fecha que podamos cumplir.',
    release: (day) => `Lanzamiento: ${day}.`,
    missedText: 'Ese día ya pasó y no ha salido.',
    dates: 'Cómo cambió la fecha',
    noDateThen: 'Sin fecha',
    stated: (day) => `fijada el ${day}`,
  },

  preparing: {
    name: (restocked) => (restocked ? 'De nuevo disponible, en preparación' : 'En preparación'),
    swapped: 'Cambio en curso',
    kept: 'Disponible, sale junto con el resto',
    shipsBy: (day) => `sale a más tardar el ${day}`,
    missed: (day) => `debía salir a más tardar el ${day}`,
  },

  cancelled: {
    name: 'Cancelado',
    on: (day) => `el ${day}`,
    earlier: (count) =>
      `${count} ${count === 1 ? 'cancelación anterior' : 'cancelaciones anteriores'}`,
    refundDue: (days, by) =>
      by
        ? `Le devolvemos su dinero a más tardar el ${by}, por el medio con el que pagó.`
        : `Le devolvemos su dinero en un plazo de ${days} ${days === 1 ? 'día hábil' : 'días hábiles'} desde la cancelación, por el medio con el que pagó.`,
    unfulfillable: 'No hemos podido conseguirlo.',
    ended: (end, day) => {
      if (end === 'unasked')
        return 'No salió a tiempo, así que lo cancelamos sin esperar a que usted lo pidiera.'
      return end === 'agreed'
        ? `No salió como muy tarde el ${day}, la nueva fecha que le habíamos dado, así que lo cancelamos.`
        : `No había salido, y hasta el ${day} no nos había dicho que quisiera esperar, así que lo cancelamos.`
    },
  },

  unshipped: 'No requiere envío',

  request: {
    name: 'Cancelación solicitada',
    on: (day) => `el ${day}`,
    text: (reach, isHere) =>
      `${isHere ? 'Puede que ya esté empaquetado, así que lo comprobamos antes. Hasta que le respondamos puede salir.' : 'Aún espera existencias. Confirmamos nosotros la cancelación.'} ${
        reach === 'page'
          ? 'Nuestra respuesta estará en esta página.'
          : `Le responderemos por ${REACH[reach]}.`
      }`,
    declined: 'No hemos podido cancelarlo',
    declinedText: 'Estaba demasiado avanzado para detenerlo, así que le llegará.',
  },

  items: {
    times: (count) => `${count} ×`,
    inside: 'Contenido',
    more: (count) => `${count} ${count === 1 ? 'línea más' : 'líneas más'}`,
    summary: (count) => `${count} ${count === 1 ? 'artículo' : 'artículos'}`,
  },

  details: {
    heading: 'Datos del pedido',
    print: 'Imprimir esta página',
    number: 'Número',
    placed: 'Fecha',
    to: 'Destino',
    updates: 'Avisos a',
    how: 'Cómo se envía',
    refunded: 'Reembolsado',
    refundedOn: (amount, day) => `${amount} el ${day}`,
    split: {
      ship_available: 'Lo que está listo sale primero; el resto, en otro paquete.',
      hold: 'Todo sale junto, cuando esté completo.',
      ask: 'Lo que está listo puede salir primero. Díganos si lo quiere todo en un solo paquete.',
    },
  },

  questions: {
    heading: 'Preguntas',
    text: (merchant) => `Escriba a ${merchant} o responda a cualquiera de nuestros mensajes.`,
    none: 'Responda a cualquiera de nuestros mensajes: lo lee una persona.',
    help: 'Páginas de ayuda',
  },

  notice: {
    expired: {
      title: 'Este enlace ha caducado',
      text: 'Su pedido sigue en orden. Búsquelo con su número y su correo electrónico o código postal.',
    },
    wrong: {
      title: 'Este enlace no es correcto',
      text: 'Puede que falte una parte. Ábralo de nuevo desde el mensaje o cópielo entero.',
    },
    fault: {
      title: 'Ahora mismo no podemos mostrar su pedido',
      text: 'El fallo es nuestro y su pedido sigue en orden. Vuelva a intentarlo en unos minutos.',
    },
    too_large: {
      title: 'Es demasiado largo',
      text: 'No se ha hecho nada. Vuelva atrás y acorte el texto: una pregunta puede tener como máximo 2000 caracteres.',
    },
    unreadable: {
      title: 'No se ha podido leer',
      text: 'No se ha hecho nada. Abra su pedido desde el mensaje que le enviamos e inténtelo allí de nuevo.',
    },
    stale: {
      title: 'Su pedido ha cambiado entretanto',
      text: 'No se ha hecho nada. Vea cómo está ahora y elija de nuevo.',
    },
    nothing: {
      title: 'Ahora no hay nada que elegir aquí',
      text: 'Así está su pedido ahora.',
    },
    forbidden: {
      title: 'Esta solicitud no venía de nuestra página',
      text: 'No se ha hecho nada. Abra su pedido desde el mensaje que le enviamos.',
    },
  },
  toOrder: 'Ver su pedido',
  toLookup: 'Buscar su pedido',

  lookup: {
    heading: 'Busque su pedido',
    number: 'Número de pedido',
    numberHint: 'Está en todos los mensajes sobre su pedido, por ejemplo #1001.',
    key: 'Correo electrónico o código postal',
    button: 'Buscar mi pedido',
    problem:
      'No hemos encontrado ningún pedido con estos datos. Compruebe el número y el correo electrónico o el código postal del pedido.',
    tooMany: 'Han sido demasiados intentos. Espere unos minutos y vuelva a intentarlo.',
  },
}
