import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Hono } from 'hono'

const ONE_YEAR = 'public, max-age=31536000, immutable'

const style = load('console.css', 'text/css; charset=utf-8')
const script = load('console.js', 'text/javascript; charset=utf-8')

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

function load(file: string, type: string) {
  const body = readFileSync(new URL(`./assets/${file}`, import.meta.url), 'utf8')
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return { name: file.replace('.', `.${hash}.`), body, type }
}
