export function heedStop(): void
export function stopAsked(): Promise<void>
