import type { Words } from './index.ts'

export const calendarEs: Words['calendar'] = {
  link: 'Añadir las fechas a su calendario',
  package: (name, merchant) => `${name} de ${merchant}: llega`,
  line: (title, merchant) => `${title} de ${merchant}: sale hoy a más tardar`,
  none: 'No hay ninguna fecha que poner en un calendario',
  noneText: 'En cuanto haya una, la página de su pedido la mostrará.',
}
