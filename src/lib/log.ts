import { type DestinationStream, type Logger, pino, stdSerializers } from 'pino'

export type { Logger } from 'pino'

const LINK_TOKEN = /\/(t|u)\/[^/\s?#"'<>\\]+/g
/** Its own shape: a path that was mistyped, or is escaped, holds the same key. */
const KEY = /(?:trk|uns)(?:_|%5f)[0-9a-z]{6,}(?:_|%5f)[\w%-]{8,}/gi
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'token',
  'secret',
  'password',
  'api_key',
  'apiKey',
]

type Options = { level: string; destination?: DestinationStream }

/** JSON lines. What opens a door (bearers, cookies, the token in a shopper's link) never reaches them. */
export function createLogger({ level, destination }: Options): Logger {
  const options = {
    level,
    redact: {
      // One level down covers `headers.authorization`, two `req.headers.authorization`.
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[hidden]',
    },
    serializers: { path: maskPath, url: maskPath, error: stdSerializers.err },
    // The whole line, because an error's message or stack may hold a link as well.
    hooks: { streamWrite: maskTokens },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** For tests and for code that is run without a process around it. */
export const silentLog: Logger = createLogger({ level: 'silent' })

/**
 * A path as it may be logged: without a link's token, and without its query, where look-up and
 * search carry e-mail addresses.
 */
export function maskPath(path: unknown): string {
  const [before = '', ...query] = String(path).split('?')
  return maskTokens(before) + (query.length > 0 ? '?…' : '')
}

/** Any text with the tokens of shoppers' links taken out. */
export function maskTokens(text: string): string {
  return text.replace(KEY, '…').replace(LINK_TOKEN, '/$1/…')
}
