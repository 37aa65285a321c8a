import type { ConsoleUser } from './console-env.ts'
import { Document } from './layout.tsx'
import { Empty } from './parts.tsx'
import { SIGN_OUT } from './paths.ts'

export const NoMerchantPage = ({ user }: { user: ConsoleUser }) => (
  <Document title="No shop yet · Tidings">
    <main class="door">
      <h1>No shop yet</h1>
      <Empty title={`${user.email} is a member of no shop.`}>
        Whoever runs this installation adds you: <code>tidings user add</code>
      </Empty>
      <form method="post" action={SIGN_OUT}>
        <button type="submit">Sign out</button>
      </form>
    </main>
  </Document>
)
