import { PROBLEMS } from '../problem.ts'

const EXAMPLE = `HTTP/1.1 422 Unprocessable Content
Content-Type: application/problem+json

{
  "type": "/problems/invalid",
  "title": "Readable, but not valid",
  "status": 422,
  "detail": "The event is not valid",
  "errors": [
    {"pointer": "/data/lines/0/quantity", "message": "Too small: expected number to be >=1"}
  ]
}`

/** Every failure there is, and what it means. */
export function ProblemSection() {
  return (
    <section id="problems">
      <h2>Problems</h2>
      <p>
        Every error is <code>application/problem+json</code> (RFC 9457). Where the input is at
        fault, <code>errors</code> lists all of its faults, each with a JSON pointer (RFC 6901).
      </p>
      <pre tabindex={0}>
        <code>{EXAMPLE}</code>
      </pre>
      <table>
        <caption>Types</caption>
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">Status</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(PROBLEMS).map(([code, { status, title }]) => (
            <tr id={`problem-${code}`}>
              <th scope="row">
                <code>{code}</code>
              </th>
              <td class="type">{status}</td>
              <td>{title}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
