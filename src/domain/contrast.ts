/** WCAG 2.2, 1.4.3: text against what is behind it. */
export const CONTRAST_MIN = 4.5

const BLACK = '#000000'
const WHITE = '#ffffff'

/** White where it reads on `background`, else black: one of the two is always at 4.5:1 or above. */
export const textOn = (background: string) =>
  contrast(background, WHITE) >= CONTRAST_MIN ? WHITE : BLACK

/**
 * `color` where it reads on `background`, else the nearest darker or lighter shade that does: a
 * brand's pale yellow must not become unreadable words.
 */
export function readableOn(color: string, background: string, min = CONTRAST_MIN): string {
  const target = textOn(background)
  for (let step = 0; step <= STEPS; step++) {
    const shade = mix(color, target, step / STEPS)
    if (contrast(shade, background) >= min) return shade
  }
  return target
}

/** Contrast ratio by WCAG, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const STEPS = 20

function mix(from: string, to: string, share: number): string {
  const target = channels(to)
  const mixed = channels(from).map((value, at) =>
    Math.round(value + ((target[at] ?? 0) - value) * share),
  )
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** `#rrggbb`; anything else counts as black, so that a wrong colour still gets white text. */
function channels(color: string): number[] {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  return hex ? hex.slice(1).map((pair) => Number.parseInt(pair, 16)) : [0, 0, 0]
}
