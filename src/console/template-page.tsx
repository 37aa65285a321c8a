import type { Fault } from '../domain/error.ts'
import type { OwnTemplate } from '../domain/own-template.ts'
import type { TemplateView } from '../operations/template-console-types.ts'
import { Head, Notice, Page } from './layout.tsx'
import { Moment } from './parts.tsx'
import { templatePath, templatesPath } from './paths.ts'
import { type Place, readingOf } from './place.ts'
import { CHANNEL_WORDS, sayKind } from './words.ts'

type Props = {
  place: Place
  template: TemplateView
  /** What was typed, where it was refused. */
  typed: OwnTemplate | null
  faults: Fault[]
  notice: string | null
}

/** What one kind of message says, beside how it looks: tried on before it is kept. */
export const TemplatePage = ({ place, template, typed, faults, notice }: Props) => {
  const { slug } = place.merchant
  const { kind, channel, locale } = template
  const title = `${sayKind(kind)}, ${CHANNEL_WORDS[channel].toLowerCase()}, ${locale}`
  const path = templatePath(slug, template)
  return (
    <Page place={place} under="templates" title={title}>
      <Head title={title} up={{ href: templatesPath(slug), name: 'Templates' }} />
      <Notice>{notice}</Notice>
      {faults.length > 0 && <Faults faults={faults} />}
      <Whose place={place} template={template} />
      <div class="brand template">
        <div>
          <Form path={path} template={template} words={typed ?? template} />
          <Names template={template} />
        </div>
        <iframe
          class="mail"
          name="preview"
          title="The message about a made-up order, in these words"
          src={`${path}/preview`}
          sandbox=""
        />
      </div>
    </Page>
  )
}

const Faults = ({ faults }: { faults: Fault[] }) => (
  <div class="notice bad" role="alert">
    <p>Nothing was kept:</p>
    <ul>
      {faults.map(({ pointer, message }) => (
        <li>
          <code>{pointer.slice(1)}</code> {message}
        </li>
      ))}
    </ul>
  </div>
)

const Whose = ({ place, template }: { place: Place; template: TemplateView }) => {
  const { source, version, madeAt, madeBy } = template
  if (source === 'ours')
    return <p class="hint">It is said in our words: change them as you like.</p>
  return (
    <form method="post" action={`${templatePath(place.merchant.slug, template)}/reset`}>
      <p>
        In your own words, by {madeBy},{' '}
        {madeAt && <Moment at={madeAt} reading={readingOf(place.merchant)} />}{' '}
        <span class="id">{version}</span> <button type="submit">Back to our words</button>
      </p>
    </form>
  )
}

type FormProps = { path: string; template: TemplateView; words: OwnTemplate }

const Form = ({ path, template: { channel, locale }, words }: FormProps) => (
  <form class="form" method="post" action={path} data-preview>
    {channel === 'email' && (
      <>
        <p>
          <label for="subject">Subject</label>
          <input
            id="subject"
            name="subject"
            value={words.subject ?? ''}
            lang={locale}
            maxlength={200}
          />
        </p>
        <p>
          <label for="preheader">Beside the subject, in lists of mails</label>
          <input
            id="preheader"
            name="preheader"
            value={words.preheader ?? ''}
            lang={locale}
            maxlength={200}
          />
        </p>
      </>
    )}
    <p>
      <label for="body">{channel === 'email' ? 'Words' : 'The text'}</label>
      <textarea
        id="body"
        name="body"
        rows={channel === 'email' ? 18 : 5}
        maxlength={channel === 'email' ? 8_000 : 600}
        lang={locale}
        spellcheck
      >
        {words.body}
      </textarea>
    </p>
    <p class="buttons">
      <button type="submit" formaction={`${path}/preview`} formtarget="preview">
        Preview
      </button>
      <button type="submit" class="main">
        Save
      </button>
    </p>
  </form>
)

/** What may stand in it. The list is our own, so it is never longer than what works. */
const Names = ({
  template: { placeholders, optional, blocks, owed, channel },
}: {
  template: TemplateView
}) => (
  <section aria-labelledby="names">
    <h2 id="names">What may stand in it</h2>
    <dl class="names">
      <Named
        name="Filled in"
        values={placeholders.filter((one) => !optional.includes(one)).map((one) => `{{${one}}}`)}
      />
      <Named
        name="Where it is known"
        values={optional.map((one) => `{{#if ${one}}}{{${one}}}{{/if}}`)}
      />
      <Named name="Always there" values={owed.map((one) => `{{> ${one}}}`)} />
      <Named
        name="Parts of ours"
        values={blocks.filter((one) => !owed.includes(one)).map((one) => `{{> ${one}}}`)}
      />
    </dl>
    {channel === 'email' && (
      <p class="hint">
        An empty line ends a paragraph; “# ” begins a heading. HTML is not read: the look is the
        brand’s.
      </p>
    )}
  </section>
)

const Named = ({ name, values }: { name: string; values: string[] }) =>
  values.length === 0 ? null : (
    <div>
      <dt>{name}</dt>
      <dd>
        {values.map((one) => (
          <>
            <code>{one}</code>{' '}
          </>
        ))}
      </dd>
    </div>
  )
