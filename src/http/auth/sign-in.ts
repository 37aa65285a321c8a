import { AUTH_PATH, CLIENT_ADDRESS_HEADER } from './options.ts'

export type SignedIn =
  | { status: 'signed_in'; cookies: string[] }
  | { status: 'refused' }
  | { status: 'too_many'; retryAfterSeconds: number }

type Handle = (request: Request) => Promise<Response>

/** What the library may see of a browser's request: nothing that names an address but ours. */
const PASSED_ON = ['cookie', 'origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'user-agent']

/**
 * Signs in through the library's handler and not its server API: only the handler counts tries and
 * checks the origin. A wrong password, an unknown address and one that is none answer alike.
 */
export function signIn(handle: Handle, baseUrl: string) {
  return async (
    credentials: { email: string; password: string },
    from: { headers: Headers; address: string | null },
  ): Promise<SignedIn> => {
    const response = await handle(post('/sign-in/email', credentials, from, baseUrl))

    if (response.ok) return { status: 'signed_in', cookies: response.headers.getSetCookie() }
    if (response.status === 429) {
      const seconds = Number(response.headers.get('x-retry-after'))
      return { status: 'too_many', retryAfterSeconds: Math.max(1, seconds || 60) }
    }
    if (response.status >= 500) throw new Error(`sign-in answered ${response.status}`)
    return { status: 'refused' }
  }
}

/** Ends the session in the database too: the cookie is of no use to whoever kept a copy. */
export function signOut(handle: Handle, baseUrl: string) {
  return async (headers: Headers): Promise<{ cookies: string[] }> => {
    const response = await handle(post('/sign-out', {}, { headers, address: null }, baseUrl))
    return { cookies: response.headers.getSetCookie() }
  }
}

function post(
  path: string,
  body: object,
  { headers, address }: { headers: Headers; address: string | null },
  baseUrl: string,
) {
  const passed = new Headers({ 'content-type': 'application/json' })
  for (const name of PASSED_ON) {
    const value = headers.get(name)
    if (value) passed.set(name, value)
  }
  if (address) passed.set(CLIENT_ADDRESS_HEADER, address)
  const url = new URL(AUTH_PATH + path, baseUrl)
  return new Request(url, { method: 'POST', headers: passed, body: JSON.stringify(body) })
}
