import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const ONE_YEAR = 'public, max-age=31536000, immutable'

/** In the order in which they override one another. */
const SHEETS = [
  'base',
  'forms',
  'frame',
  'page',
  'tables',
  'timeline',
  'messages',
  'webhooks',
  'brand',
  'policy',
  'feedback',
  'templates',
  'narrow',
]

const style = toAsset('console.css', SHEETS.map((sheet) => read(`${sheet}.css`)).join(''))
const script = toAsset('console.js', read('console.js'))

export const STYLE_PATH = `/console/assets/${style.name}`
export const SCRIPT_PATH = `/console/assets/${script.name}`

/** The name carries the content's hash, so a browser keeps a file for good and never a stale one. */
export function assetRoutes() {
  const routes = new Hono()
  for (const { name, body, type } of [style, script]) {
    routes.get(`/${name}`, (c) =>
      c.body(body, 200, { 'content-type': type, 'cache-control': ONE_YEAR }),
    )
  }
  return routes
}

function toAsset(file: string, body: string) {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const type = file.endsWith('.css') ? 'text/css' : 'text/javascript'
  return { name: file.replace('.', `.${hash}.`), body, type: `${type}; charset=utf-8` }
}

function read(file: string) {
  return readFileSync(new URL(`./assets/${file}`, import.meta.url), 'utf8')
}
