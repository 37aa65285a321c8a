/** Islands of French Polynesia that keep another hour than Tahiti. */
const OF_POLYNESIA = {
  'Pacific/Marquesas': '98740 98741 98742 98743 98744 98745 98746',
  'Pacific/Gambier': '98755',
}

/** And places of Greenland than Nuuk. */
const OF_GREENLAND = {
  'America/Thule': '3970 3971',
  'America/Scoresbysund': '3980',
  'America/Danmarkshavn': '3984',
}

/**
 * Parts of a country or of its regions that keep another hour than the rest, by how their postcodes
 * begin; the longest beginning counts. The boundaries are those of 49 CFR 71 and of IANA tz, the
 * places those of each country's post, as far as they are widely known: a table to be corrected
 * against the posts' own lists, not a copy of them. A beginning whose places keep two hours has that
 * of most of its people, with the greater places of the other hour named whole; one that nobody
 * could place is not here, and keeps its region's.
 */
const POSTCODES: Record<string, { shape: RegExp; zones: Record<string, string> }> = {
  US: {
    shape: /^\d{5}/,
    zones: {
      'America/Chicago': `
        324 325
        37301 37305 37306 37313 37318 37324 37327 37328 37330 37334 37335 37339 37342 37345 37347
        37348 37352 37355 37356 37359 37360 37365 37366 37367 37375 37376 37380 37387 37388 37389
        37397 37398
        40111 40115 40140 40143 40144 40145 40146 40152 40170 40171 40176 40178
        420 421 422 423 424 42602 42629 42642
        42712 42713 42715 42717 42721 42722 42726 42728 42729 42741 42742 42743 42746 42749 42753
        42754 42762 42765 42782
        463 464 46531 46532 46534 47515 47520 47523 47525 47537 47551 47552 47556 47574 47576 47577
        47579 47586 476 477 47922 47943 47948 47951 47963 47977 47978
        49801 49802 49812 49815 49821 49831 49834 49847 49848 49852 49858 49863 49870 49873 49874
        49876 49877 49881 49886 49887 49892 49893 49896
        49902 49903 49911 49915 49920 49927 49935 49938 49947 49959 49964 49968 49969
        57601 57631 57632 57646 57648
        58631 58638
        79830 79831 79832 79834 79842 79843 79845 79846 79848 79852 79854 79855`,
      'America/New_York': '32456 32457 373 374 376 377 378 379',
      'America/Denver': `
        57521 57543 57547 57551 57552 57553 57567 57577 576 577
        58529 58533 58562 586
        67733 67735 67741 67758 67761 67762 67836 67857 67878 67879
        69021 69030 69033 69045
        69121 69122 69127 69128 69129 69131 69133 69134 69140 69141 69144 69145 69146 69147 69148
        69149 69150 69152 69153 69154 69155 69156 69162 69168 693
        798 799 885
        83547 83549
        86033 86045 86503 86504 86505 86511 86514 86515 86556
        89883 979`,
      'America/Los_Angeles': '835 838 97904 97905 97907',
      'America/Adak': '99546 99547',
      'Pacific/Pago_Pago': '96799',
    },
  },
  CA: {
    shape: /^[A-Z]\d[A-Z]/,
    zones: {
      'America/Winnipeg': 'P0V P0W P0X P8N P8T P9A P9N',
      'America/Dawson_Creek': 'V0C V1G V1J',
      'America/Edmonton': 'S9V V0A V0B V1A V1C',
      'America/Creston': 'V0B1G',
      'America/Goose_Bay': 'A0P A0R A2V',
      'America/Halifax': 'G4T',
      'America/Cambridge_Bay': 'X0B',
      'America/Rankin_Inlet': 'X0C',
    },
  },
  AU: {
    shape: /^\d{4}$/,
    zones: {
      'Australia/Broken_Hill': '2880',
      'Australia/Lord_Howe': '2898',
      'Australia/Eucla': '6443',
      'Pacific/Norfolk': '2899',
      'Indian/Christmas': '6798',
      'Indian/Cocos': '6799',
    },
  },
  // Of France overseas: 97 or 98 and the number of the territory (INSEE), then its places.
  FR: {
    shape: /^\d{5}$/,
    zones: {
      'America/Guadeloupe': '971',
      'America/Martinique': '972',
      'America/Cayenne': '973',
      'Indian/Reunion': '974',
      'America/Miquelon': '975',
      'Indian/Mayotte': '976',
      'America/St_Barthelemy': '977',
      'America/Marigot': '978',
      'Indian/Kerguelen': '984',
      'Pacific/Wallis': '986',
      'Pacific/Tahiti': '987',
      ...OF_POLYNESIA,
      'Pacific/Noumea': '988',
    },
  },
  PF: { shape: /^\d{5}$/, zones: OF_POLYNESIA },
  // Greenland's are numbers of Denmark; the Faroes' have three digits, and begin like Copenhagen's.
  DK: { shape: /^\d{4}$/, zones: { 'America/Nuuk': '39', ...OF_GREENLAND } },
  GL: { shape: /^\d{4}$/, zones: OF_GREENLAND },
  // The one postcode that each of the overseas territories has.
  GB: {
    shape: /^[A-Z]{4}\d|^GX11/,
    zones: {
      'Europe/Gibraltar': 'GX11',
      'Atlantic/Stanley': 'FIQQ',
      'Atlantic/South_Georgia': 'SIQQ',
      'Atlantic/St_Helena': 'STHL ASCN TDCU',
      'America/Grand_Turk': 'TKCA',
      'Indian/Chagos': 'BBND',
      'Pacific/Pitcairn': 'PCRN',
    },
  },
  ES: { shape: /^\d{5}$/, zones: { 'Atlantic/Canary': '35 38' } },
  PT: {
    shape: /^\d{4}/,
    zones: { 'Atlantic/Azores': '95 96 97 98 99', 'Atlantic/Madeira': '90 91 92 93 94' },
  },
  BR: {
    shape: /^\d{8}$/,
    zones: {
      'America/Manaus': '690 691 692 694 695 696 697 698',
      'America/Boa_Vista': '693',
      'America/Rio_Branco': '699',
      'America/Porto_Velho': '768 769',
      'America/Cuiaba': '780 781 782 783 784 785 786 787 788',
      'America/Campo_Grande': '79',
      'America/Noronha': '53990',
    },
  },
  MX: {
    shape: /^\d{5}$/,
    zones: {
      'America/Tijuana': '21 22',
      'America/Hermosillo': '83 84 85',
      'America/Mazatlan': '23 63 80 81 82',
      'America/Ciudad_Juarez': '32',
      'America/Cancun': '77',
      'America/Matamoros': '873 874 875 88',
    },
  },
  ID: {
    shape: /^\d{5}$/,
    zones: {
      'Asia/Makassar': '70 71 72 75 76 77 80 81 82 83 84 85 86 87 90 91 92 93 94 95 96',
      'Asia/Jayapura': '97 98 99',
    },
  },
  NZ: { shape: /^\d{4}$/, zones: { 'Pacific/Chatham': '8016' } },
  RU: {
    shape: /^\d{6}$/,
    zones: {
      'Europe/Kaliningrad': '236 238',
      'Europe/Samara': '426 427 443 445 446',
      'Europe/Saratov': '410 411 412 413',
      'Europe/Astrakhan': '414 416',
      'Europe/Ulyanovsk': '432 433',
      'Asia/Yekaterinburg': `
        450 451 452 453 454 455 456 457 460 461 462 614 617 618 619 620 622 623 624 625 626 627
        628 629 640 641`,
      'Asia/Omsk': '644 646',
      'Asia/Novosibirsk': '630 632 633',
      'Asia/Barnaul': '649 656 657 658 659',
      'Asia/Tomsk': '634 636',
      'Asia/Novokuznetsk': '650 652 653 654',
      'Asia/Krasnoyarsk': '647 648 655 660 662 663 667 668',
      'Asia/Irkutsk': '664 665 666 669 670 671',
      'Asia/Chita': '672 673 674 687',
      'Asia/Yakutsk': '675 676 677 678',
      'Asia/Vladivostok': '679 680 681 682 690 692',
      'Asia/Sakhalin': '693 694',
      'Asia/Magadan': '685 686',
      'Asia/Kamchatka': '683 684 688',
      'Asia/Anadyr': '689',
    },
  },
  CL: { shape: /^\d{7}$/, zones: { 'America/Punta_Arenas': '62', 'Pacific/Easter': '277' } },
  EC: { shape: /^\d{6}$/, zones: { 'Pacific/Galapagos': '20' } },
}

const ZONES: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(POSTCODES).map(([country, { zones }]) => [
    country,
    new Map(
      Object.entries(zones).flatMap(([zone, list]) =>
        list
          .trim()
          .split(/\s+/)
          .map((start) => [start, zone] as const),
      ),
    ),
  ]),
)

/** Every zone of the table, for who checks them. */
export const POSTCODE_ZONES: readonly string[] = Object.values(POSTCODES).flatMap(({ zones }) =>
  Object.keys(zones),
)

/** The zone of a part that keeps its own hour; null where the rest of the country's or region's holds. */
export function zoneOfPostcode(country: string, postcode: string): string | null {
  const written = postcode.toUpperCase().replace(/^[A-Z]{1,2}-/, '')
  const code = written.replace(/[^A-Z\d]/g, '')
  const starts = ZONES.get(country)
  if (!starts || !POSTCODES[country]?.shape.test(code)) return null
  for (let length = code.length; length >= 2; length -= 1) {
    const zone = starts.get(code.slice(0, length))
    if (zone) return zone
  }
  return null
}
