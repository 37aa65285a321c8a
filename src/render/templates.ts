import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Handlebars from 'handlebars'
import { loadFrames, type OwnFrames } from './own/frames.ts'
import { SPOKEN_KINDS, type SpokenKind } from './speech/index.ts'
import type { View } from './view.ts'
import { type AllWords, flattenWords, type Words, type WordTree } from './words.ts'

export type Template = { render: (view: View) => string; version: string }

/** Everything that messages are made with, compiled once. */
export type Templates = {
  html: ReadonlyMap<SpokenKind, Template>
  text: ReadonlyMap<SpokenKind, Template>
  sms: ReadonlyMap<SpokenKind, Template>
  words: AllWords
  /** What merchants' own words stand in. */
  frames: OwnFrames
}

/** Kinds that are plain text only: four lines that a colleague could have typed. */
export const PLAIN_KINDS: ReadonlySet<SpokenKind> = new Set<SpokenKind>(['backorder_checkin'])

const FOLDER = fileURLToPath(new URL('../../templates/', import.meta.url))
const VERSION_LENGTH = 10

/** Reads and compiles `templates/`. It throws on a missing file or an MJML fault: at the start. */
export async function loadTemplates(folder = FOLDER): Promise<Templates> {
  const partials = await readFolder(join(folder, 'partials'))
  const handlebars = runtimeOf(partials)
  const [html, text, sms, words, frames] = await Promise.all([
    loadKinds(HTML_KINDS, (kind) => loadHtml(join(folder, 'email', `${kind}.mjml`), handlebars)),
    loadKinds(SPOKEN_KINDS, (kind) =>
      loadText(join(folder, 'email', `${kind}.txt.hbs`), handlebars),
    ),
    loadKinds(SPOKEN_KINDS, (kind) => loadText(join(folder, 'sms', `${kind}.hbs`), handlebars)),
    loadWords(join(folder, 'locales')),
    loadFrames({
      folder,
      newRuntime: () => runtimeOf(partials),
      toHtml: (source, path) => toHtml(source, path, join(folder, 'partials')),
      hash: (parts) => hashOf([...parts, ...partials.values()]),
    }),
  ])
  return { html, text, sms, words, frames }

  async function loadHtml(path: string, runtime: Runtime): Promise<Template> {
    const source = await readFile(path, 'utf8')
    const html = await toHtml(source, path, join(folder, 'partials'))
    return {
      render: runtime.compile(html, OURS),
      version: hashOf([basename(path), html, ...partials.values()]),
    }
  }

  async function loadText(path: string, runtime: Runtime): Promise<Template> {
    const source = await readFile(path, 'utf8')
    const render = runtime.compile<View>(source, { ...OURS, noEscape: true })
    return { render, version: hashOf([basename(path), source, ...partials.values()]) }
  }
}

type Runtime = typeof Handlebars
/** Told of the helpers, it looks for none of them in the view at each use. */
const OURS = { strict: true, knownHelpers: { say: true, t: true } }

const HTML_KINDS = SPOKEN_KINDS.filter((kind) => !PLAIN_KINDS.has(kind))

/** An environment of its own, so that nobody else's helper or partial can reach a mail. */
function runtimeOf(partials: ReadonlyMap<string, string>): Runtime {
  const handlebars = Handlebars.create()
  for (const [file, source] of partials)
    if (file.endsWith('.hbs')) handlebars.registerPartial(basename(file, '.hbs'), source)
  handlebars.registerHelper('say', (part: string, { data }: Handlebars.HelperOptions) =>
    (data.root as View).say(part),
  )
  handlebars.registerHelper('t', (key: string, { data, hash }: Handlebars.HelperOptions) =>
    (data.root as View).word(key, hash),
  )
  return handlebars
}

/** MJML to HTML with the Handlebars tags still in it. mjml takes 0.4 s to import: only here. */
async function toHtml(source: string, filePath: string, includePath: string): Promise<string> {
  const { default: mjml2html } = await import('mjml')
  const { html, errors } = await mjml2html(source, { filePath, includePath, ignoreIncludes: false })
  if (errors.length > 0)
    throw new Error(
      `${basename(filePath)}: ${errors.map((one) => one.formattedMessage).join('; ')}`,
    )
  return html.replace(/\n\s+/g, '\n')
}

async function loadKinds(
  kinds: readonly SpokenKind[],
  load: (kind: SpokenKind) => Promise<Template>,
) {
  const loaded = kinds.map(async (kind) => [kind, await load(kind)] as const)
  return new Map(await Promise.all(loaded))
}

async function loadWords(folder: string): Promise<Map<string, Words>> {
  const files = await readFolder(folder)
  const words = [...files].map(([file, source]): [string, Words] => {
    const language = basename(file, '.json')
    const phrases = flattenWords(JSON.parse(source) as WordTree)
    return [language, { language, phrases, version: hashOf([source]) }]
  })
  return new Map(words)
}

async function readFolder(folder: string): Promise<Map<string, string>> {
  const files = (await readdir(folder)).sort()
  const read = files.map(
    async (file) => [file, await readFile(join(folder, file), 'utf8')] as const,
  )
  return new Map(await Promise.all(read))
}

const hashOf = (parts: readonly string[]) =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, VERSION_LENGTH)
