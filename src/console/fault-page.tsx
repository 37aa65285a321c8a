import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { DomainError } from '../domain/error.ts'
import { Document } from './layout.tsx'

const STATUS = {
  invalid: 422,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
} as const

/** What went wrong, for a person; what went wrong inside us is only said to have happened. */
export function showFault(onUnexpected: (error: unknown) => void) {
  return (error: Error, c: Context) => {
    if (error instanceof DomainError) {
      return c.html(<FaultPage title={error.message} />, STATUS[error.code])
    }
    if (error instanceof HTTPException && error.status < 500) {
      return c.html(<FaultPage title={error.message || 'This cannot be read'} />, error.status)
    }
    onUnexpected(error)
    return c.html(<FaultPage title="Something failed on our side. It is logged." />, 500)
  }
}

const FaultPage = ({ title }: { title: string }) => (
  <Document title={`${title} · Tidings`}>
    <main class="door">
      <h1>{title}</h1>
      <p>
        <a href="/console">To the console</a>
      </p>
    </main>
  </Document>
)
