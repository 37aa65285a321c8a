import type { PolicyView } from '../operations/policy-console-types.ts'
import { Moment } from './parts.tsx'
import { policyPath, withQuery } from './paths.ts'
import { type Place, readingOf } from './place.ts'
import { policyChanges } from './policy-words.ts'

/** Of a version that changed everything, the first are enough to know it by. */
const CHANGES_SHOWN = 6

/** Every policy that held: when it began, who set it, what it changed. */
export const PolicyVersions = ({ place, view }: { place: Place; view: PolicyView }) => {
  const { versions, next } = view
  if (versions.length === 0) return null
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <div class="scroll">
        <table class="versions">
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Since</th>
              <th scope="col">By</th>
              <th scope="col">What changed</th>
            </tr>
          </thead>
          <tbody>
            {versions.map(({ version, at, actor, policy }, row) => (
              <tr>
                <th scope="row">
                  {version}
                  {version === view.version && (
                    <>
                      {' '}
                      <span class="badge">holds</span>
                    </>
                  )}
                </th>
                <td class="since">
                  <Moment at={at} reading={readingOf(place.merchant)} />
                </td>
                <td class="asked">{actor === 'api' ? 'the API' : actor}</td>
                <td class="asked">
                  <Changes changes={policyChanges(versions[row + 1]?.policy ?? null, policy)} />
                  {row === versions.length - 1 && <First isFirst={next === null} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <nav class="paging" aria-label="Versions">
        {next !== null && (
          <a
            href={`${withQuery(policyPath(place.merchant.slug), { before: String(next) })}#versions`}
          >
            Older
          </a>
        )}
      </nav>
    </section>
  )
}

const First = ({ isFirst }: { isFirst: boolean }) => (
  <span class="hint">{isFirst ? 'the first' : 'what it changed stands on the next page'}</span>
)

const Changes = ({ changes }: { changes: readonly string[] }) => {
  const shown = changes.slice(0, CHANGES_SHOWN)
  const rest = changes.length - shown.length
  return (
    <>
      {shown.map((change) => (
        <div>{change}</div>
      ))}
      {rest > 0 && <div class="hint">and {rest} more</div>}
    </>
  )
}
