import { Document } from './layout.tsx'
import { SIGN_IN } from './paths.ts'

type SignInPageProps = {
  email: string
  password: string
  next: string
  fault: string | null
  /** Said above a form that the demo has filled in. */
  isDemo: boolean
}

export const SignInPage = ({ email, password, next, fault, isDemo }: SignInPageProps) => (
  <Document title="Sign in · Tidings">
    <main class="door">
      <h1>Sign in</h1>
      {isDemo && (
        <p class="notice">
          This is the demo shop: address and password are filled in. Press Sign in.
        </p>
      )}
      {fault && (
        <p class="notice bad" role="alert">
          {fault}
        </p>
      )}
      <form class="form" method="post" action={SIGN_IN}>
        <input type="hidden" name="next" value={next} />
        <label for="email">E-mail</label>
        <input
          id="email"
          name="email"
          type="email"
          value={email}
          required
          maxlength={254}
          autocomplete="username"
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          value={password}
          required
          maxlength={128}
          autocomplete="current-password"
        />
        <p class="buttons">
          <button type="submit" class="main">
            Sign in
          </button>
        </p>
      </form>
      <p class="hint">
        No account? Whoever runs this installation makes one: <code>tidings user add</code>
      </p>
    </main>
  </Document>
)
