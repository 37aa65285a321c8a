/** What of it is used here; the package brings no types. */
declare module 'autocannon' {
  type Options = {
    url: string
    connections: number
    overallRate: number
    duration: number
    headers: Record<string, string>
  }
  type Result = {
    latency: { p50: number; p99: number }
    requests: { total: number }
    non2xx: number
    errors: number
  }
  export default function autocannon(options: Options): Promise<Result>
}
