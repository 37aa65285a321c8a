const MEMBERS: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
)

/** Member states since 2020: between them a parcel meets no customs. */
export const isEuropeanUnion = (country: string): boolean => MEMBERS.has(country)
