import { PICTURE_BYTES_MAX, type PictureAnswer, type PictureChannel } from '../domain/picture.ts'
import { drawGoods, drawLogo } from './draw-picture.ts'
import { type GetSettings, guardedGet, readUpTo, whyFailed } from './guarded-get.ts'
import { refuseUrl } from './public-address.ts'
import { readPicture } from './read-picture.ts'

/** For all of it, redirects too: the worker has few hands for what nobody waits for. */
const TIMEOUT_MS = 15_000
/** A shop's own name, then its CDN's; what leads on and on is no picture. */
const REDIRECTS_MAX = 3
const WHY_MAX = 200

export type PictureSettings = GetSettings & { timeoutMs?: number }

/**
 * Fetches pictures of products from where merchants say that they are: any URL that a shop's
 * database holds, so each address is looked at where the connection is made, at every redirect, and
 * neither cookies nor a referrer nor anything of ours goes along.
 */
export function pictureChannel(settings: PictureSettings): PictureChannel {
  return {
    async fetch(url) {
      const signal = AbortSignal.timeout(settings.timeoutMs ?? TIMEOUT_MS)
      try {
        return await follow(url, { settings, signal, redirects: 0 })
      } catch (error) {
        return failed(whyFailed(error, signal))
      }
    },
    drawLogo,
  }
}

type Way = { settings: PictureSettings; signal: AbortSignal; redirects: number }

async function follow(text: string, way: Way): Promise<PictureAnswer> {
  const { settings, redirects } = way
  const url = withoutFragment(text)
  const refused = refuseUrl(url, settings.allowPrivate, { allowHttp: true })
  if (refused) return failed(`its address ${refused}`, true)

  const answer = await guardedGet(new URL(url), settings, { signal: way.signal, headers: HEADERS })
  const { statusCode = 0, headers } = answer
  try {
    if (statusCode >= 300 && statusCode < 400 && headers.location) {
      if (redirects === REDIRECTS_MAX) return failed('it leads on too often', true)
      const next = URL.parse(headers.location, url)
      if (!next) return failed('it leads to no URL', true)
      return await follow(next.href, { ...way, redirects: redirects + 1 })
    }
    if (statusCode !== 200) return failed(`HTTP ${statusCode}`, statusCode === 410)
    const bytes = await readUpTo(answer, PICTURE_BYTES_MAX)
    if (!bytes) return failed(`it has more than ${PICTURE_BYTES_MAX} bytes`, true)
    const picture = readPicture(bytes)
    if (!picture) return failed('it is no JPEG, PNG, WebP, GIF or AVIF that can be shown', true)
    const drawn = await drawGoods(picture.bytes)
    return drawn ? { status: 'fetched', ...drawn } : failed('it cannot be drawn', true)
  } finally {
    answer.destroy()
  }
}

/** A fragment is the reader's and never goes to a server (RFC 9110, 4.2.5). */
function withoutFragment(text: string): string {
  const url = URL.parse(text)
  if (!url) return text
  url.hash = ''
  return url.href
}

const HEADERS = {
  accept: 'image/avif,image/webp,image/jpeg,image/png,image/gif',
  'user-agent': 'Tidings-Pictures/1',
}

const failed = (why: string, isLasting = false): PictureAnswer => ({
  status: 'failed',
  isLasting,
  why: why.slice(0, WHY_MAX),
})
