/**
 * Regions of a country with a zone of most of its people that keep another hour, by zone: `CODE Name |
 * other name, …` (ISO 3166-2, IANA tz). A postcode tells more where it is known; a region is what
 * there is where none was given, or where the country's post has none.
 */
export const PARTS: Record<string, Record<string, string>> = {
  KI: {
    'Pacific/Kiritimati': 'L Line Islands | Kiritimati',
    'Pacific/Kanton': 'P Phoenix Islands | Kanton',
  },
  NZ: { 'Pacific/Chatham': 'CIT Chatham Islands | Chatham Islands Territory' },
  FM: { 'Pacific/Pohnpei': 'PNI Pohnpei', 'Pacific/Kosrae': 'KSA Kosrae' },
  ES: {
    'Atlantic/Canary': 'CN Canarias | Canary Islands, GC Las Palmas, TF Santa Cruz de Tenerife',
  },
  FR: {
    'America/Guadeloupe': 'GP Guadeloupe | 971',
    'America/Martinique': 'MQ Martinique | 972',
    'America/Cayenne': 'GF Guyane | Guyane française | French Guiana | 973',
    'Indian/Reunion': 'RE Réunion | La Réunion | 974',
    'America/Miquelon': 'PM Saint-Pierre-et-Miquelon | Saint Pierre and Miquelon | 975',
    'Indian/Mayotte': 'YT Mayotte | 976',
    'America/St_Barthelemy': 'BL Saint-Barthélemy',
    'America/Marigot': 'MF Saint-Martin',
    'Indian/Kerguelen': 'TF Terres australes françaises',
    'Pacific/Wallis': 'WF Wallis-et-Futuna | Wallis and Futuna',
    'Pacific/Tahiti': 'PF Polynésie française | French Polynesia',
    'Pacific/Noumea': 'NC Nouvelle-Calédonie | New Caledonia',
  },
  NL: {
    'America/Kralendijk': 'BQ1 Bonaire, BQ2 Saba, BQ3 Sint Eustatius',
    'America/Aruba': 'AW Aruba',
    'America/Curacao': 'CW Curaçao',
    'America/Lower_Princes': 'SX Sint Maarten',
  },
  DK: {
    'America/Nuuk': 'GL Greenland | Grønland | Kalaallit Nunaat',
    'Atlantic/Faroe': 'FO Faroe Islands | Færøerne | Føroyar',
  },
  PT: {
    'Atlantic/Azores': '20 Azores | Açores | Região Autónoma dos Açores',
    'Atlantic/Madeira': '30 Madeira | Região Autónoma da Madeira',
  },
  CL: { 'America/Punta_Arenas': 'MA Magallanes | Magallanes Region' },
  EC: { 'Pacific/Galapagos': 'W Galápagos' },
  MN: { 'Asia/Hovd': '043 Hovd | Khovd, 046 Uvs, 071 Bayan-Ölgii' },
  CD: {
    'Africa/Lubumbashi': `
      HK Haut-Katanga, LU Lualaba, HL Haut-Lomami, TA Tanganyika, NK Nord-Kivu | North Kivu,
      SK Sud-Kivu | South Kivu, MA Maniema, IT Ituri, TO Tshopo, HU Haut-Uélé, BU Bas-Uélé`,
  },
  BR: {
    'America/Manaus': 'AM Amazonas',
    'America/Boa_Vista': 'RR Roraima',
    'America/Rio_Branco': 'AC Acre',
    'America/Porto_Velho': 'RO Rondônia',
    'America/Cuiaba': 'MT Mato Grosso',
    'America/Campo_Grande': 'MS Mato Grosso do Sul',
  },
  MX: {
    'America/Tijuana': 'BC Baja California | BCN',
    'America/Hermosillo': 'SON Sonora',
    'America/Mazatlan': 'BCS Baja California Sur, SIN Sinaloa, NAY Nayarit',
    'America/Cancun': 'ROO Quintana Roo | Q Roo | QR',
  },
  ID: {
    'Asia/Makassar': `
      BA Bali, NB Nusa Tenggara Barat | West Nusa Tenggara, NT Nusa Tenggara Timur | East Nusa Tenggara,
      SN Sulawesi Selatan | South Sulawesi, SA Sulawesi Utara | North Sulawesi,
      ST Sulawesi Tengah | Central Sulawesi, SG Sulawesi Tenggara | Southeast Sulawesi,
      SR Sulawesi Barat | West Sulawesi, GO Gorontalo, KS Kalimantan Selatan | South Kalimantan,
      KI Kalimantan Timur | East Kalimantan, KU Kalimantan Utara | North Kalimantan`,
    'Asia/Jayapura': `
      MA Maluku, MU Maluku Utara | North Maluku, PA Papua, PB Papua Barat | West Papua,
      PS Papua Selatan | South Papua, PT Papua Tengah | Central Papua,
      PE Papua Pegunungan | Highland Papua, PD Papua Barat Daya | Southwest Papua`,
  },
  RU: {
    'Europe/Kaliningrad': 'KGD Kaliningrad | Kaliningrad Oblast',
    'Europe/Samara': 'SAM Samara | Samara Oblast, UD Udmurtia | Udmurt Republic',
    'Europe/Saratov': 'SAR Saratov | Saratov Oblast',
    'Europe/Astrakhan': 'AST Astrakhan | Astrakhan Oblast',
    'Europe/Ulyanovsk': 'ULY Ulyanovsk | Ulyanovsk Oblast',
    'Asia/Yekaterinburg': `
      SVE Sverdlovsk | Sverdlovsk Oblast, CHE Chelyabinsk | Chelyabinsk Oblast, BA Bashkortostan,
      PER Perm | Perm Krai, ORE Orenburg | Orenburg Oblast, KGN Kurgan | Kurgan Oblast,
      TYU Tyumen | Tyumen Oblast, KHM Khanty-Mansi, YAN Yamalo-Nenets`,
    'Asia/Omsk': 'OMS Omsk | Omsk Oblast',
    'Asia/Novosibirsk': 'NVS Novosibirsk | Novosibirsk Oblast',
    'Asia/Barnaul': 'ALT Altai Krai, AL Altai | Altai Republic',
    'Asia/Tomsk': 'TOM Tomsk | Tomsk Oblast',
    'Asia/Novokuznetsk': 'KEM Kemerovo | Kemerovo Oblast',
    'Asia/Krasnoyarsk': 'KYA Krasnoyarsk | Krasnoyarsk Krai, KK Khakassia, TY Tuva',
    'Asia/Irkutsk': 'IRK Irkutsk | Irkutsk Oblast, BU Buryatia',
    'Asia/Chita': 'ZAB Zabaykalsky | Zabaykalsky Krai',
    'Asia/Yakutsk': 'SA Sakha | Yakutia, AMU Amur | Amur Oblast',
    'Asia/Vladivostok': `
      PRI Primorye | Primorsky Krai, KHA Khabarovsk | Khabarovsk Krai, YEV Jewish Autonomous Oblast`,
    'Asia/Sakhalin': 'SAK Sakhalin | Sakhalin Oblast',
    'Asia/Magadan': 'MAG Magadan | Magadan Oblast',
    'Asia/Kamchatka': 'KAM Kamchatka | Kamchatka Krai',
    'Asia/Anadyr': 'CHU Chukotka',
  },
}
