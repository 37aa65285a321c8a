import type { Writer } from '../db/group-commit.ts'
import type { Db } from '../db/open.ts'
import { type Dictionary, dictionaryOf } from '../db/packed.ts'
import { insertDictionary } from '../db/template-dictionaries.ts'
import type { Sample } from './composed.ts'
import type { Services } from './services.ts'

/** What messages of a template are compressed against, as this process knows of it. */
export type KnownDictionary = {
  /** Null where none could be made. */
  readonly dictionary: Dictionary | null
  /** Whether a transaction that stored it is through: who took it says so. */
  isStored: boolean
}

/** Of a database, by a template's name. */
const all = new WeakMap<Writer, Map<string, KnownDictionary>>()
const KEPT_MAX = 1_000

/**
 * What a message is compressed against. Each stores it with itself until one of them is known to be
 * through: a dictionary whose transaction was taken back would leave those that relied on it
 * unreadable for good. While another transaction stores some it goes without.
 */
export async function takeDictionary(
  services: Services,
  db: Db,
  sample: Sample,
): Promise<KnownDictionary> {
  const known = knownOf(services, sample)
  if (!known.dictionary || known.isStored) return known
  const isStoring = await insertDictionary(db, known.dictionary, sample.templateVersion)
  return isStoring ? known : { dictionary: null, isStored: false }
}

function knownOf({ writer, log }: Services, { name, make }: Sample): KnownDictionary {
  const known = all.get(writer) ?? new Map<string, KnownDictionary>()
  all.set(writer, known)
  const one = known.get(name)
  if (one) return one
  if (known.size >= KEPT_MAX) known.clear()
  const made = { dictionary: makeOf(name, make, log), isStored: false }
  known.set(name, made)
  return made
}

/** A message goes also where nothing like it can be made up; it only takes more room. */
function makeOf(name: string, make: Sample['make'], log: Services['log']): Dictionary | null {
  try {
    return dictionaryOf(make())
  } catch (error) {
    log.warn({ template: name, error }, 'no dictionary for a template')
    return null
  }
}
