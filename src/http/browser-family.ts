/** A browser's name is no longer than this; what is, is nobody's whom we know. */
const LENGTH_MAX = 512

/**
 * Family and kind of machine of a browser, "Safari on iPhone", and no version: so coarse that it
 * points at nobody. Null where it is no browser, or says that it is a robot.
 */
export function browserOf(userAgent: string): string | null {
  if (userAgent.length > LENGTH_MAX || !BROWSER.test(userAgent) || ROBOT.test(userAgent))
    return null
  const family = FAMILIES.find(([, mark]) => mark.test(userAgent))?.[0]
  const machine = MACHINES.find(([, mark]) => mark.test(userAgent))?.[0]
  if (!family && !machine) return null
  return machine ? `${family ?? 'Another browser'} on ${machine}` : (family ?? null)
}

/** What every browser of the last twenty years begins with; tools that fetch mostly do not. */
const BROWSER = /^Mozilla\/5\.0 \(/

/** Cubot makes telephones. */
const ROBOT =
  /(?<!cu)bot|crawl|spider|slurp|scan|preview|headless|phantom|lighthouse|monitor|proxy|fetch|validator|checker|facebookexternalhit|whatsapp|telegram|skypeuri|googleimage|google-read|inspectiontool|apis-google|feedburner|ms-office|microsoft office|barracuda|proofpoint|mimecast|safelinks|ironport|symantec|trendmicro|zscaler|curl|wget|python|java\/|okhttp|go-http|axios|undici|node-fetch|libwww|httpclient/i

/** The first that fits: others' names stand in nearly all of them. */
const FAMILIES: readonly (readonly [string, RegExp])[] = [
  ['Facebook', /\bFB(AN|AV|_IAB)\b/],
  ['Instagram', /\bInstagram\b/],
  ['Google app', /\bGSA\//],
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Opera', /\b(OPR|OPiOS|OPX)\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['DuckDuckGo', /\b(DuckDuckGo|Ddg)\//],
  ['Chrome', /\b(Chrome|CriOS)\//],
  ['Safari', /\bVersion\/[\d.]+.* Safari\//],
]

const MACHINES: readonly (readonly [string, RegExp])[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Mac', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
]
