import type { Brand } from '../domain/brand.ts'
import { brandLogoPath } from './paths.ts'

type Props = { slug: string; name: string; brand: Brand }

/** A form of its own: a file goes as a multipart form, and is kept at once. */
export const BrandLogo = ({ slug, name, brand: { logo } }: Props) => (
  <section class="form" aria-labelledby="logo-title">
    <h2 id="logo-title">Logo</h2>
    {logo ? (
      <p class="logos">
        <img src={logo} alt={name} height="32" />
      </p>
    ) : (
      <p class="hint">None: pages and mails say {name}.</p>
    )}
    <form method="post" action={brandLogoPath(slug)} enctype="multipart/form-data">
      <p>
        <label for="logo">PNG, JPEG, WebP, GIF, AVIF or SVG, at most 1 MB</label>
        <input
          id="logo"
          name="logo"
          type="file"
          accept="image/png,image/jpeg,image/webp,image/gif,image/avif,image/svg+xml"
          required
        />
      </p>
      <p class="hint">
        It is drawn once into a PNG of at most 600 × 96 pixels, which mail programs show too, and
        stands on white where the screen is dark. Letters in an SVG have to be outlines.
      </p>
      <p>
        <button type="submit">Keep this logo</button>
      </p>
    </form>
    {logo && (
      <form method="post" action={brandLogoPath(slug)} enctype="multipart/form-data">
        <p>
          <button type="submit" name="remove" value="1">
            Take the logo away
          </button>
        </p>
      </form>
    )}
  </section>
)
