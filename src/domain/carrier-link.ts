/**
 * The carrier's own page of a parcel, where a shop gives the carrier's name and the number and no
 * address. Only of carriers known by their whole name: "DPD", "GLS" or "Hermes" is another company in
 * each country, and a link to the wrong one tells the reader that the parcel does not exist. Nor of
 * those whose page needs more than the number (DPD in Britain) or has no address that is agreed upon
 * (Evri), nor of a post whose letters are followed elsewhere than its parcels (Deutsche Post): there
 * the address is the shop's to give.
 */
export function carrierLink(
  carrier: string | null | undefined,
  trackingNumber: string | null | undefined,
): string | null {
  const number = trackingNumber?.replace(/[\s-]/g, '') ?? ''
  if (!carrier || !NUMBER.test(number)) return null
  const pattern = PAGES.get(NAMES.get(plainName(carrier)) ?? plainName(carrier))
  return pattern ? `${pattern}${number}` : null
}

const NUMBER = /^[A-Za-z0-9]{6,40}$/

const plainName = (carrier: string) =>
  carrier
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/** As each carrier publishes it, the number last. */
const PAGES: ReadonlyMap<string, string> = new Map([
  ['ups', 'https://www.ups.com/track?tracknum='],
  ['fedex', 'https://www.fedex.com/fedextrack/?trknbr='],
  ['usps', 'https://tools.usps.com/go/TrackConfirmAction?tLabels='],
  ['dhl', 'https://www.dhl.com/global-en/home/tracking.html?tracking-id='],
  ['dhlpaket', 'https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode='],
  ['ontrac', 'https://www.ontrac.com/tracking/?number='],
  ['canadapost', 'https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor='],
  ['purolator', 'https://www.purolator.com/en/shipping/tracker?pin='],
  ['royalmail', 'https://www.royalmail.com/track-your-item#/tracking-results/'],
  ['dpdgermany', 'https://tracking.dpd.de/status/de_DE/parcel/'],
  ['laposte', 'https://www.laposte.fr/outils/suivre-vos-envois?code='],
  ['chronopost', 'https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT='],
  [
    'correos',
    'https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number=',
  ],
  ['australiapost', 'https://auspost.com.au/mypost/track/#/details/'],
])

/** Other names of the same, and services that share its page. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['unitedparcelservice', 'ups'],
  ['upsground', 'ups'],
  ['upssurepost', 'ups'],
  ['federalexpress', 'fedex'],
  ['fedexexpress', 'fedex'],
  ['fedexground', 'fedex'],
  ['fedexhomedelivery', 'fedex'],
  ['uspostalservice', 'usps'],
  ['unitedstatespostalservice', 'usps'],
  ['uspsgroundadvantage', 'usps'],
  ['uspsprioritymail', 'usps'],
  ['dhlexpress', 'dhl'],
  ['dhlgermany', 'dhlpaket'],
  ['dhlde', 'dhlpaket'],
  ['dpdde', 'dpdgermany'],
  ['postescanada', 'canadapost'],
  ['colissimo', 'laposte'],
  ['auspost', 'australiapost'],
])
