/** What a product page says of a SKU that waits; the text of a language is the whole sentence. */
export type AvailabilityWords = {
  inStock: string
  backorder: (day: string | null) => string
  preorder: (day: string | null) => string
  delivery: (range: string) => string
}

export const AVAILABILITY_WORDS: Readonly<Record<string, AvailabilityWords>> = {
  en: {
    inStock: 'In stock',
    backorder: (day) => (day ? `On backorder — ships by ${day}` : 'Ships when restocked'),
    preorder: (day) => (day ? `Preorder — ships by ${day}` : 'Preorder — no date yet'),
    delivery: (range) => `Estimated delivery: ${range}`,
  },
  es: {
    inStock: 'Disponible',
    backorder: (day) =>
      day
        ? `A la espera de existencias: sale a más tardar el ${day}`
        : 'Sale en cuanto haya existencias',
    preorder: (day) =>
      day ? `Reserva: sale a más tardar el ${day}` : 'Reserva: aún sin fecha de salida',
    delivery: (range) => `Entrega aproximada: ${range}`,
  },
  fr: {
    inStock: 'En stock',
    backorder: (day) =>
      day
        ? `En attente de stock – expédition au plus tard le ${day}`
        : 'Expédition dès le retour en stock',
    preorder: (day) =>
      day ? `Précommande – expédition au plus tard le ${day}` : 'Précommande – pas encore de date',
    delivery: (range) => `Livraison estimée\u00a0: ${range}`,
  },
  de: {
    inStock: 'Auf Lager',
    backorder: (day) =>
      day ? `Noch nicht auf Lager – Versand bis ${day}` : 'Versand, sobald wieder auf Lager',
    preorder: (day) =>
      day ? `Vorbestellung – Versand bis ${day}` : 'Vorbestellung – noch kein Termin',
    delivery: (range) => `Voraussichtliche Lieferung: ${range}`,
  },
}
