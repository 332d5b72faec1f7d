import { buildCurp, buildElectorKey } from '../../src/inscription-requests/identifiers.ts'
import type { EntityCode, Sex } from '../../src/vocabulary.ts'

const GIVEN_NAMES = ['Ficticia', 'Inventado', 'Supuesta', 'Imaginario'] as const
const FIRST_SURNAMES = ['Ejemplo', 'Muestra', 'Ensayo', 'Prueba', 'Borrador'] as const
const SECOND_SURNAMES = ['Simulado', 'Modelo', 'Maqueta'] as const

const DAY_MS = 86_400_000

let made = 0

/** Another number at each call. */
function next(): number {
  made += 1
  return made
}

/** A digest of 64 hexadecimals, another one at each call. */
const sha256 = (): string => next().toString(16).padStart(64, '0')

/** The three documents of a card issued in Mexico. */
export const allDocuments = () =>
  (['CARD_FRONT', 'CARD_BACK', 'PROOF_OF_ADDRESS'] as const).map((type) => ({
    type,
    sha256: sha256(),
    mime: 'image/jpeg',
    size: 204_800,
  }))

/**
 * The body of a submission that is accepted as it is: an invented person with an elector key that
 * nobody has had yet, keys and declared data in agreement. An override of `undefined` leaves the
 * field out.
 */
export function aSubmission(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  const number = next()
  // Ten people share each day of birth, told apart by the homonym digits of their keys.
  const born = new Date(Date.UTC(1950, 0, 1) + Math.floor(number / 10) * DAY_MS)
  const person = {
    givenNames: GIVEN_NAMES[number % GIVEN_NAMES.length],
    firstSurname: FIRST_SURNAMES[number % FIRST_SURNAMES.length],
    secondSurname: SECOND_SURNAMES[number % SECOND_SURNAMES.length],
    birthDate: born.toISOString().slice(0, 10),
    sex: number % 2 === 0 ? 'M' : 'H',
    entity: '09',
    ...overrides,
  } as { givenNames: string; firstSurname: string; secondSurname?: string } & {
    birthDate: string
    sex: Sex
    entity: EntityCode
  }
  const holder = {
    ...person,
    secondSurname: person.secondSurname ?? null,
    entityCode: person.entity,
    homonym: number % 10,
  }
  const isComplete = [person.givenNames, person.firstSurname, person.birthDate].every(
    (value) => typeof value === 'string',
  )
  return {
    ...(isComplete ? { electorKey: buildElectorKey(holder), curp: buildCurp(holder) } : {}),
    ...person,
    country: 'US',
    address: {
      lines: ['100 Example Street'],
      city: 'Chicago',
      region: 'IL',
      postalCode: '60601',
    },
    email: `persona${number}@example.com`,
    mobile: '+13125550123',
    credentialType: 'CPVE',
    modality: 'ELECTRONIC',
    ...(overrides.credentialType === 'CPV' ? { documents: allDocuments() } : {}),
    ...(overrides.modality === 'IN_PERSON' ? { venue: 'CHICAGO' } : {}),
    ...overrides,
  }
}

/** An idempotency key that was not used before. */
export const aKey = (): string => `test-key-${next()}-${process.pid}`
