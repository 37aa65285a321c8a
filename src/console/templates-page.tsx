import type { TemplateSlot } from '../domain/own-template.ts'
import type { TemplateInUse } from '../operations/template-console-types.ts'
import { Head, Page } from './layout.tsx'
import { templatePath } from './paths.ts'
import type { Place } from './place.ts'
import { CHANNEL_WORDS, sayKind } from './words.ts'

type Props = {
  place: Place
  inUse: TemplateInUse[]
  kinds: TemplateSlot['kind'][]
  languages: string[]
}

const CHANNELS = ['email', 'sms'] as const

/** Every kind of message, on each channel and in each language: whose words it says. */
export const TemplatesPage = ({ place, inUse, kinds, languages }: Props) => {
  const { slug } = place.merchant
  return (
    <Page place={place} under="templates" title="Templates">
      <Head title="Templates" />
      <p class="hint lead">
        What each message says, by channel and language. A filled mark is in your own words, an
        empty one in ours. Open one to see what it says.
      </p>
      <table class="templates">
        <thead>
          <tr>
            <th scope="col">Message</th>
            {CHANNELS.map((channel) => (
              <th scope="col">{CHANNEL_WORDS[channel]}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr>
              <th scope="row">{sayKind(kind)}</th>
              {CHANNELS.map((channel) => (
                <td data-name={CHANNEL_WORDS[channel]}>
                  <Slots {...{ slug, kind, channel, inUse, languages }} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  )
}

type SlotsProps = Pick<TemplateSlot, 'kind' | 'channel'> & {
  slug: string
  inUse: TemplateInUse[]
  languages: string[]
}

/** The languages that there are, and the regions that have words of their own. */
const Slots = ({ slug, kind, channel, inUse, languages }: SlotsProps) => {
  const own = inUse
    .filter((one) => one.kind === kind && one.channel === channel)
    .map(({ locale }) => locale)
  const all = [...new Set([...languages, ...own])].sort()
  return (
    <>
      {all.map((locale) => {
        const isOwn = own.includes(locale)
        return (
          <a class="slot" href={templatePath(slug, { kind, channel, locale })}>
            <span aria-hidden="true">{isOwn ? '●' : '○'}</span> {locale}
            <span class="unseen">
              {`: ${sayKind(kind)}, ${CHANNEL_WORDS[channel].toLowerCase()}${isOwn ? ', your own words' : ''}`}
            </span>
          </a>
        )
      })}
    </>
  )
}
