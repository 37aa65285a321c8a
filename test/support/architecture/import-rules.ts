import { type Import, importsOf, type Objection, type SourceFile } from './source-file.ts'

/** A layer with a star may be known by its types only: the thing itself is handed in. */
const MAY_IMPORT: Record<string, string[]> = {
  main: ['app', 'cli', 'config', 'domain', 'lib'],
  app: [
    'cli',
    'config',
    'http',
    'http/auth',
    'console',
    'worker',
    'operations',
    'db',
    'channels',
    'connectors',
    'render',
    'domain',
    'lib',
  ],
  // Its entry, which any Node can read, loads main after the version check.
  cli: ['main', 'operations', 'domain', 'lib'],
  http: ['http/auth', 'console', 'operations', 'domain', 'lib', 'tracking-page'],
  // The sign-in library brings its own tables and adapter: the one exception.
  'http/auth': ['http', 'operations', 'db', 'domain', 'lib'],
  console: ['operations', 'domain', 'lib'],
  worker: ['operations', 'domain', 'lib'],
  operations: ['db', 'render', 'domain', 'lib', 'channels*', 'connectors*'],
  db: ['migrations', 'domain', 'lib'],
  migrations: [],
  channels: ['domain', 'lib'],
  connectors: ['domain', 'lib'],
  render: ['domain', 'lib'],
  'tracking-page': ['render', 'domain'],
  config: ['lib'],
  lib: [],
  domain: [],
}

/** Pure packages: they compute, and reach for nothing outside. */
const DOMAIN_PACKAGES = /^(zod|luxon|date-holidays|libphonenumber-js)(\/|$)/

/** The layer of a file is its folder; the files of the root are layers of their own. */
export function layerOf(path: string): string {
  if (path.startsWith('src/http/auth/')) return 'http/auth'
  if (path.startsWith('src/config')) return 'config'

  const [root = '', inside = ''] = path.split('/')
  return root === 'src' ? inside.replace(/\.tsx?$/, '') : root
}

/** Imports follow the direction, and Kysely stays in the layers that hold SQL. */
export function importRule(file: SourceFile): Objection[] {
  const layer = layerOf(file.path)
  const allowed = MAY_IMPORT[layer]
  if (!allowed) return [{ where: file.path, what: `lies in no known layer (${layer})` }]

  return importsOf(file).flatMap((one) => {
    const what = one.ours ? objectToOurs(layer, allowed, one) : objectToPackage(layer, one)
    return what ? [{ where: `${file.path}:${one.line}`, what }] : []
  })
}

function objectToOurs(layer: string, allowed: string[], { target, typeOnly }: Import) {
  const other = layerOf(target)
  if (target.endsWith('.json') || target.startsWith('templates/')) return null
  if (other === layer || allowed.includes(other)) return null
  if (allowed.includes(`${other}*`)) {
    return typeOnly ? null : `${layer} may know ${other} by its types only`
  }
  return `${layer} must not import ${other}`
}

const MAY_KNOW_KYSELY = ['db', 'migrations', 'http/auth']

function objectToPackage(layer: string, { target }: Import) {
  if (/^kysely(\/|$)/.test(target) && !MAY_KNOW_KYSELY.includes(layer)) {
    return `${layer} must not know Kysely`
  }
  if (layer === 'domain' && !DOMAIN_PACKAGES.test(target)) return `domain must not import ${target}`
  return null
}
