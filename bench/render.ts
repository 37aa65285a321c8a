import { performance } from 'node:perf_hooks'
import { SMS_KINDS } from '../src/domain/message.ts'
import { loadTemplates, renderMail, renderText } from '../src/render/message.ts'
import { EXAMPLES } from '../test/render/examples.ts'
import { answerQuestions } from './child.ts'

export type Rendering = { what: string; perSecond: number }
export type RenderRun = { seconds: number }

const CHUNK = 20
const templates = await loadTemplates()
const inputs = Object.values(EXAMPLES).map((make) => make())
const jobs = [
  ...inputs.map((input) => ({
    what: `mail ${input.kind}`,
    render: () => renderMail(templates, input),
  })),
  ...inputs
    .filter(({ kind }) => SMS_KINDS.has(kind))
    .map((input) => ({ what: `sms ${input.kind}`, render: () => renderText(templates, input) })),
]

/** Each kind for its share of the time, after a first chunk that only warms it up. */
answerQuestions(
  async ({ seconds }: RenderRun): Promise<Rendering[]> =>
    jobs.map(({ what, render }) => {
      for (let warm = 0; warm < CHUNK; warm += 1) render()
      const begun = performance.now()
      const until = begun + (seconds * 1_000) / jobs.length
      let rendered = 0
      for (; performance.now() < until; rendered += CHUNK) {
        for (let one = 0; one < CHUNK; one += 1) render()
      }
      return { what, perSecond: rendered / ((performance.now() - begun) / 1_000) }
    }),
)
