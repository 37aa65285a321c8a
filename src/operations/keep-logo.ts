import { findMerchant, setBrand } from '../db/merchants.ts'
import type { Brand } from '../domain/brand.ts'
import { DomainError } from '../domain/error.ts'
import type { Services } from './services.ts'

const DATA_URL = /^data:[^,]*;base64,/

/**
 * The brand with its logo as it is kept: drawn anew by us, to the size in which it is shown. What a
 * merchant sends may be a vector drawing with script in it, or name the camera that took it; what was
 * drawn is neither, and every mail program shows it. One that stands already is not drawn again.
 */
export async function withDrawnLogo(
  services: Services,
  brand: Brand,
  { stored, pointer }: { stored: string | null; pointer: string },
): Promise<Brand> {
  const { logo } = brand
  if (!logo || logo === stored) return brand
  const bytes = Buffer.from(logo.replace(DATA_URL, ''), 'base64')
  return { ...brand, logo: await drawLogo(services, bytes, pointer) }
}

/** A file as the merchant's logo, or none; the rest of the brand stays as it is. */
export async function keepLogo(
  services: Services,
  merchantId: string,
  bytes: Uint8Array | null,
): Promise<Brand> {
  const logo = bytes && (await drawLogo(services, bytes, ''))
  return services.writer.write(async (db) => {
    const merchant = await findMerchant(db, merchantId)
    if (!merchant) throw new DomainError('not_found', 'There is no such merchant')
    const { logo: _, ...rest } = merchant.brand
    const brand = logo ? { ...rest, logo } : rest
    await setBrand(db, merchantId, brand)
    return brand
  })
}

async function drawLogo({ channels }: Services, bytes: Uint8Array, pointer: string) {
  const answer = await channels.pictures.drawLogo(bytes)
  if (answer.status === 'drawn')
    return `data:image/png;base64,${Buffer.from(answer.png).toString('base64')}`
  const { why } = answer
  throw new DomainError('invalid', `The logo ${why}`, [{ pointer, message: why }])
}
