import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { KINDS_WITH_CANCEL_LINK } from '../../src/domain/message.ts'
import { loadTemplates, renderMail, renderText, type Templates } from '../../src/render/message.ts'
import { SPOKEN_KINDS, type SpokenKind } from '../../src/render/speech/index.ts'
import { ownTemplates } from '../support/templates.ts'
import { EXAMPLES } from './examples.ts'
import { CANCEL } from './scenes.ts'

const FOLDER = fileURLToPath(new URL('../../templates', import.meta.url))

/** The parts of a kind's messages in which nobody could find the way out. */
function partsWithoutCancelLink(templates: Templates, kind: SpokenKind): string[] {
  const input = EXAMPLES[kind]()
  const { html, text } = renderMail(templates, input)
  const { body } = renderText(templates, input)
  const holds = {
    html: html?.includes(`href="${CANCEL}"`) ?? true,
    text: text.includes(CANCEL),
    sms: body.includes(CANCEL),
  }
  return Object.entries(holds).flatMap(([part, held]) => (held ? [] : [part]))
}

async function loadBroken(file: string, without: string, instead = ''): Promise<Templates> {
  const folder = await mkdtemp(join(tmpdir(), 'tidings-templates-'))
  try {
    await cp(FOLDER, folder, { recursive: true })
    const source = await readFile(join(folder, file), 'utf8')
    expect(source).toContain(without)
    await writeFile(join(folder, file), source.replace(without, instead))
    return await loadTemplates(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('the cancel link', () => {
  it.each(SPOKEN_KINDS.filter((kind) => KINDS_WITH_CANCEL_LINK.has(kind)))(
    'stands in every part of %s',
    async (kind) => {
      expect(partsWithoutCancelLink(await ownTemplates(), kind)).toEqual([])
    },
  )

  it.each(SPOKEN_KINDS.filter((kind) => !KINDS_WITH_CANCEL_LINK.has(kind)))(
    'is not in %s, where nothing can be cancelled',
    async (kind) => {
      const input = {
        ...EXAMPLES[kind](),
        links: { tracking: 'https://t.example/t/1', cancel: CANCEL },
      }
      const { html, text } = renderMail(await ownTemplates(), input)
      expect(`${html}${text}`).not.toContain(CANCEL)
    },
  )

  it.each([
    ['email/eta_slipped.mjml', '<mj-include path="../partials/actions.mjml" />', 'html'],
    ['email/eta_slipped.txt.hbs', '{{> text-links}}', 'text'],
    ['sms/eta_slipped.hbs', '{{> sms-links}}', 'sms'],
  ])('is missed by this test where %s lacks it', async (file, without, part) => {
    expect(partsWithoutCancelLink(await loadBroken(file, without), 'eta_slipped')).toEqual([part])
  })
})

describe('loadTemplates', () => {
  it('refuses a template that MJML does not understand', async () => {
    const broken = loadBroken('email/shipped.mjml', '<mj-section ', '<mj-sektion ')
    await expect(broken).rejects.toThrow()
  })
})
