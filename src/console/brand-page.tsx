import { type Brand, CORNERS, HERO_STATES, SOCIAL_NAMES } from '../domain/brand.ts'
import { FONT_NAMES } from '../domain/brand-fonts.ts'
import { type DomainView, SAMPLE_STATES } from '../operations/brand-console-types.ts'
import { BrandDomain } from './brand-domain.tsx'
import { type BrandFault, linksText } from './brand-form.ts'
import { BrandLogo } from './brand-logo.tsx'
import { Head, Notice, Page } from './layout.tsx'
import { brandPath, brandPreviewPath } from './paths.ts'
import type { Place } from './place.ts'

type Props = {
  place: Place
  brand: Brand
  domain: DomainView | null
  /** What was typed as the domain, where it was refused. */
  named?: string | null
  faults: BrandFault[]
  notice: string | null
}

/** How the shop's pages look, beside a page that looks so: tried on before it is kept. */
export const BrandPage = ({ place, brand, domain, named = null, faults, notice }: Props) => {
  const { slug } = place.merchant
  return (
    <Page place={place} under="brand" title="Brand">
      <Head title="Brand" />
      <Notice>{notice}</Notice>
      {faults.length > 0 && (
        <div class="notice bad" role="alert">
          <p>Nothing was kept:</p>
          <ul>
            {faults.map(({ field, message }) => (
              <li>
                <code>{field}</code> {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <div class="brand">
        <div>
          <BrandLogo slug={slug} name={place.merchant.name} brand={brand} />
          <form class="form" method="post" action={brandPath(slug)} data-preview>
            {/* First, so that Enter in a field tries on, and keeps nothing. */}
            <p>
              <label for="state">Preview an order that is</label>
              <select id="state" name="state">
                {SAMPLE_STATES.map((state) => (
                  <option value={state}>{said(state)}</option>
                ))}
              </select>
            </p>
            <p>
              <label for="look">As</label>
              <select id="look" name="look">
                <option value="page">its page</option>
                <option value="mail">the mail about it</option>
              </select>
            </p>
            <p>
              <button type="submit" formaction={brandPreviewPath(slug)} formtarget="preview">
                Preview
              </button>
            </p>
            <Colors brand={brand} />
            <Shape brand={brand} />
            <Words brand={brand} />
            <Elsewhere brand={brand} />
            <p class="buttons">
              <button type="submit" class="main">
                Save
              </button>
            </p>
          </form>
          <BrandDomain merchant={place.merchant} domain={domain} named={named} />
        </div>
        <iframe
          class="mail"
          name="preview"
          title="A made-up order, in this brand"
          src={brandPreviewPath(slug)}
          sandbox=""
        />
      </div>
    </Page>
  )
}

const Colors = ({ brand }: { brand: Brand }) => (
  <fieldset>
    <legend>Colour</legend>
    <Text name="color" label="The brand’s colour, like #1f6feb" value={brand.color} />
    <Text name="color_dark" label="The same on a dark screen" value={brand.color_dark} />
    <Text name="color_text" label="Words on it (left out: what reads)" value={brand.color_text} />
    <Choice
      name="contrast"
      label="A colour that cannot be read"
      value={brand.contrast ?? 'adjust'}
      options={[
        ['adjust', 'is moved to the nearest that can'],
        ['refuse', 'is refused, with its ratio'],
      ]}
    />
  </fieldset>
)

const Shape = ({ brand }: { brand: Brand }) => {
  const fonts = FONT_NAMES.map((name) => [name, said(name)] as const)
  const own = brand.font && !FONT_NAMES.includes(brand.font as 'serif') ? [brand.font] : []
  return (
    <fieldset>
      <legend>Shape</legend>
      <Choice
        name="font"
        label="Font"
        value={brand.font ?? ''}
        options={[
          ['', 'As the reader’s device has it'],
          ...own.map((one) => [one, one] as const),
          ...fonts,
        ]}
      />
      <Choice
        name="corners"
        label="Corners"
        value={brand.corners ?? 'soft'}
        options={CORNERS.map((one) => [one, one] as const)}
      />
    </fieldset>
  )
}

const Words = ({ brand }: { brand: Brand }) => (
  <fieldset>
    <legend>Words</legend>
    <Area
      name="links"
      label="Links in the header: name | URL, one a line"
      value={linksText(brand)}
    />
    <label class="choice">
      <input
        type="checkbox"
        name="links_in_mail"
        value="yes"
        checked={brand.links_in_mail === true}
      />
      In the header of mails as well
    </label>
    {HERO_STATES.map((state) => (
      <Area
        name={`hero.${state}`}
        label={`Where an order is ${said(state)}`}
        value={brand.hero?.[state]}
      />
    ))}
    <Text name="shop_url" label="The shop" value={brand.shop_url} />
    <Text name="support_email" label="E-mail for questions" value={brand.support_email} />
    <Text name="support_phone" label="Phone" value={brand.support_phone} />
    <Text name="support_url" label="Page of help" value={brand.support_url} />
    <Area name="footer" label="Footer: who you are, and where" value={brand.footer} />
  </fieldset>
)

/** Folded until there is one: eleven empty fields say nothing. */
const Elsewhere = ({ brand: { social } }: { brand: Brand }) => (
  <details open={Object.values(social ?? {}).some(Boolean)}>
    <summary>Elsewhere: Instagram, WhatsApp and others</summary>
    <fieldset>
      <legend>Elsewhere</legend>
      {Object.entries(SOCIAL_NAMES).map(([name, label]) => (
        <Text name={`social.${name}`} label={label} value={social?.[name as 'x']} />
      ))}
    </fieldset>
  </details>
)

type FieldProps = { name: string; label: string; value: string | null | undefined }

const Text = ({ name, label, value }: FieldProps) => (
  <p>
    <label for={name}>{label}</label>
    <input id={name} name={name} value={value ?? ''} maxlength={2048} autocomplete="off" />
  </p>
)

const Area = ({ name, label, value }: FieldProps) => (
  <p>
    <label for={name}>{label}</label>
    <textarea id={name} name={name} rows={2} maxlength={2500}>
      {value ?? ''}
    </textarea>
  </p>
)

type ChoiceProps = FieldProps & { options: readonly (readonly [string, string])[] }

const Choice = ({ name, label, value, options }: ChoiceProps) => (
  <p>
    <label for={name}>{label}</label>
    <select id={name} name={name}>
      {options.map(([one, words]) => (
        <option value={one} selected={one === value}>
          {words}
        </option>
      ))}
    </select>
  </p>
)

const said = (name: string) => name.replaceAll('_', ' ')
