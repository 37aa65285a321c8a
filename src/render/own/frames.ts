import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type Handlebars from 'handlebars'
import { SPOKEN_KINDS, type SpokenKind } from '../speech/index.ts'
import type { View } from '../view.ts'
import { oursAsOwn } from './ours.ts'
import { partialOf } from './say.ts'

type Render = (view: View) => string
type Runtime = typeof Handlebars

/** What stands around a merchant's own words, and its blocks: ours, so that nothing owed is lost. */
export type OwnFrames = {
  html: Render
  text: Render
  /** For the kinds that are plain text only. */
  plain: Render
  smsLinks: Render
  /** Changes with them, whatever the words are. */
  version: string
  /** Our own templates, as a merchant's would be written. */
  ours: { email: ReadonlyMap<SpokenKind, string>; sms: ReadonlyMap<SpokenKind, string> }
}

type Loading = {
  folder: string
  /** One runtime of our partials for each call. */
  newRuntime: () => Runtime
  toHtml: (source: string, path: string) => Promise<string>
  hash: (parts: readonly string[]) => string
}

/** Reads `templates/own/`, once, at the start. */
export async function loadFrames({
  folder,
  newRuntime,
  toHtml,
  hash,
}: Loading): Promise<OwnFrames> {
  const own = join(folder, 'own')
  const [htmlBlocks, textBlocks] = await Promise.all([
    readBlocks(join(own, 'html')),
    readBlocks(join(own, 'text')),
  ])
  const path = join(own, 'mail.mjml')
  const html = await toHtml(await readFile(path, 'utf8'), path)
  const text = await readFile(join(own, 'mail.txt.hbs'), 'utf8')
  const plain = await readFile(join(own, 'plain.txt.hbs'), 'utf8')
  const [htmlRuntime, textRuntime] = [newRuntime(), newRuntime()]
  for (const [name, source] of htmlBlocks) htmlRuntime.registerPartial(partialOf(name), source)
  for (const [name, source] of textBlocks) textRuntime.registerPartial(partialOf(name), source)
  const compileText = (source: string): Render =>
    textRuntime.compile<View>(source, { strict: true, noEscape: true })
  return {
    html: htmlRuntime.compile<View>(html, { strict: true }),
    text: compileText(text),
    plain: compileText(plain),
    smsLinks: compileText('{{> sms-links}}'),
    version: hash([html, text, plain, ...htmlBlocks.values(), ...textBlocks.values()]),
    ours: {
      email: await readOurs((kind) => join(folder, 'email', `${kind}.txt.hbs`)),
      sms: await readOurs((kind) => join(folder, 'sms', `${kind}.hbs`)),
    },
  }
}

async function readBlocks(folder: string): Promise<Map<string, string>> {
  const files = (await readdir(folder)).sort()
  const read = files.map(
    async (file) => [basename(file, '.hbs'), await readFile(join(folder, file), 'utf8')] as const,
  )
  return new Map(await Promise.all(read))
}

async function readOurs(pathOf: (kind: SpokenKind) => string) {
  const read = SPOKEN_KINDS.map(
    async (kind) => [kind, oursAsOwn(await readFile(pathOf(kind), 'utf8'))] as const,
  )
  return new Map(await Promise.all(read))
}
