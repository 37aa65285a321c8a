/** What settles the zone inside a country that has no zone of nearly everybody. */
export type Regions = {
  /** `CODE Name | other name, …` by zone; a region that is split has the zone of most of its people, but see `zones-of-postcodes.ts`. */
  zones: Record<string, string>
  /** The region that a postcode lies in, by its first characters; null where it tells none. */
  ofPostcode: (postcode: string) => string | null
}

/**
 * The first three digits from which each state's ZIP codes run, up to the next; `-` is military mail,
 * which may be anywhere. (USPS Publication 65, three-digit prefixes.)
 */
const ZIP_STARTS = `
  005 NY, 006 PR, 008 VI, 009 PR, 010 MA, 028 RI, 030 NH, 039 ME, 050 VT, 055 MA, 056 VT, 060 CT,
  070 NJ, 090 -, 100 NY, 150 PA, 197 DE, 200 DC, 206 MD, 220 VA, 247 WV, 270 NC, 290 SC, 300 GA,
  320 FL, 340 -, 341 FL, 350 AL, 370 TN, 386 MS, 398 GA, 400 KY, 430 OH, 460 IN, 480 MI, 500 IA,
  530 WI, 550 MN, 569 DC, 570 SD, 580 ND, 590 MT, 600 IL, 630 MO, 660 KS, 680 NE, 700 LA, 716 AR,
  730 OK, 733 TX, 734 OK, 750 TX, 800 CO, 820 WY, 832 ID, 840 UT, 850 AZ, 870 NM, 885 TX, 889 NV,
  900 CA, 962 -, 967 HI, 969 GU, 970 OR, 980 WA, 995 AK`
  .split(',')
  .map((pair) => pair.trim().split(' '))

const POSTAL_LETTERS = `
  A NL, B NS, C PE, E NB, G QC, H QC, J QC, K ON, L ON, M ON, N ON, P ON, R MB, S SK, T AB, V BC,
  X NT, Y YT`
  .split(',')
  .map((pair) => pair.trim().split(' '))

const AUSTRALIAN_DIGITS = ['NT', 'NSW', 'NSW', 'VIC', 'QLD', 'SA', 'WA', 'TAS', 'VIC', 'QLD']

export const REGIONS: ReadonlyMap<string, Regions> = new Map([
  [
    'US',
    {
      zones: {
        'America/New_York': `
          CT Connecticut, DE Delaware, FL Florida, GA Georgia, IN Indiana, KY Kentucky,
          ME Maine, MD Maryland, MA Massachusetts, MI Michigan, NH New Hampshire,
          NJ New Jersey, NY New York, NC North Carolina, OH Ohio, PA Pennsylvania,
          RI Rhode Island, SC South Carolina, VT Vermont, VA Virginia, WV West Virginia,
          DC District of Columbia | Washington DC`,
        'America/Chicago': `
          AL Alabama, AR Arkansas, IL Illinois, IA Iowa, KS Kansas, LA Louisiana,
          MN Minnesota, MS Mississippi, MO Missouri, NE Nebraska, ND North Dakota,
          OK Oklahoma, SD South Dakota, TN Tennessee, TX Texas, WI Wisconsin`,
        'America/Denver': 'CO Colorado, ID Idaho, MT Montana, NM New Mexico, UT Utah, WY Wyoming',
        'America/Los_Angeles': 'CA California, NV Nevada, OR Oregon, WA Washington',
        'America/Phoenix': 'AZ Arizona',
        'America/Anchorage': 'AK Alaska',
        'Pacific/Honolulu': 'HI Hawaii',
        'America/Puerto_Rico': 'PR Puerto Rico, VI Virgin Islands | US Virgin Islands',
        'Pacific/Guam': 'GU Guam, MP Northern Mariana Islands',
        'Pacific/Pago_Pago': 'AS American Samoa',
      },
      ofPostcode: (zip) => (/^\d{5}/.test(zip) ? stateOfZip(zip) : null),
    },
  ],
  [
    'CA',
    {
      zones: {
        'America/St_Johns': 'NL Newfoundland and Labrador | Newfoundland | NF',
        'America/Halifax': 'NS Nova Scotia, NB New Brunswick, PE Prince Edward Island | PEI',
        'America/Toronto': 'ON Ontario, QC Quebec | PQ',
        'America/Winnipeg': 'MB Manitoba',
        'America/Regina': 'SK Saskatchewan',
        'America/Edmonton': 'AB Alberta, NT Northwest Territories',
        'America/Vancouver': 'BC British Columbia',
        'America/Whitehorse': 'YT Yukon | Yukon Territory',
        'America/Iqaluit': 'NU Nunavut',
      },
      ofPostcode: (code) => (/^[A-Z]\d/.test(code) ? provinceOf(code) : null),
    },
  ],
  [
    'AU',
    {
      zones: {
        'Australia/Sydney': 'NSW New South Wales, ACT Australian Capital Territory',
        'Australia/Melbourne': 'VIC Victoria',
        'Australia/Brisbane': 'QLD Queensland',
        'Australia/Adelaide': 'SA South Australia',
        'Australia/Darwin': 'NT Northern Territory',
        'Australia/Perth': 'WA Western Australia',
        'Australia/Hobart': 'TAS Tasmania',
      },
      ofPostcode: (code) =>
        /^\d{4}$/.test(code) ? (AUSTRALIAN_DIGITS[Number(code.charAt(0))] ?? null) : null,
    },
  ],
])

function stateOfZip(zip: string): string | null {
  const start = ZIP_STARTS.findLast(([from = '']) => from <= zip.slice(0, 3))
  return start?.[1] ?? null
}

function provinceOf(code: string): string | null {
  if (/^X0[ABC]/.test(code)) return 'NU'
  return POSTAL_LETTERS.find(([letter = '']) => code.startsWith(letter))?.[1] ?? null
}
