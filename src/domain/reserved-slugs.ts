/** The first segments of the console's own paths: no merchant is called so. */
export const RESERVED_SLUGS: readonly string[] = ['assets', 'auth', 'sign-in', 'sign-out']
