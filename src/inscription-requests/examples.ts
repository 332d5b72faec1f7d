import { fieldsOf, POLICY_COLUMNS } from '../access/policy.ts'
import type { Role } from '../vocabulary.ts'
import type { InscriptionRequest } from './schemas.ts'

/** An invented person's request, whole. */
const WHOLE: Required<Omit<InscriptionRequest, 'receipt'>> = {
  folio: '4Z8N-7QKM-2WXT-0',
  process: '2023-2024',
  status: 'SUBSANE',
  statusSince: '2023-11-28T17:05:00Z',
  receivedAt: '2023-11-20T15:30:00Z',
  lastMovementAt: '2023-11-28T17:05:00Z',
  lastMovement: 204713,
  entity: '14',
  country: 'US',
  modality: 'ELECTRONIC',
  medium: 'SRVE',
  credentialType: 'CPVE',
  sex: 'M',
  venue: null,
  simulationOptIn: true,
  birthDate: '1984-02-29',
  givenNames: 'Ficticia',
  firstSurname: 'Ejemplo',
  secondSurname: 'Prueba',
  electorKey: 'EJPRFC84022914M300',
  curp: 'EEPF840229MJCJRC08',
  cic: '123456789',
  ocr: null,
  citizenIdentifier: '987654321',
  issueNumber: null,
  section: null,
  address: { lines: ['100 Example Street'], city: 'Chicago', region: 'IL', postalCode: '60601' },
  email: 'ficticia@example.com',
  mobile: '+13125550123',
  claimedBy: 'rafael',
  claimedAt: '2023-11-28T16:40:00Z',
  corrections: [
    {
      id: '018bf5a0-0000-7000-8000-000000000001',
      items: [
        {
          code: 'PROOF_EXPIRED',
          kind: 'OUTDATED',
          text: 'Envíe un comprobante de domicilio de los últimos tres meses.',
        },
      ],
      openedAt: '2023-11-28T17:05:00.000Z',
      dueAt: '2023-12-01T17:05:00.000Z',
      closedAt: null,
      answered: false,
    },
  ],
  documents: [
    { type: 'PROOF_OF_ADDRESS', sha256: 'a'.repeat(64), mime: 'image/jpeg', size: 204800 },
  ],
  decisions: [],
}

const COLLECTIONS = ['corrections', 'documents', 'decisions']

/** The request as a role sees it; in lists without what hangs from it. */
function seenBy(role: Role, listed: boolean): Partial<InscriptionRequest> {
  const visible: readonly string[] = fieldsOf(role)
  return Object.fromEntries(
    Object.entries(WHOLE).filter(
      ([field]) => visible.includes(field) && !(listed && COLLECTIONS.includes(field)),
    ),
  )
}

const readers = POLICY_COLUMNS.filter((role) => fieldsOf(role).length > 0)

/** One example per role that reads requests, made from the policy table, so that it cannot lie. */
export const requestExamples = Object.fromEntries(
  readers.map((role) => [role, { summary: `Como la ve ${role}`, value: seenBy(role, false) }]),
)

/** The same for a page of requests. */
export const requestPageExamples = Object.fromEntries(
  readers
    .filter((role) => role !== 'inetel_agent')
    .map((role) => [
      role,
      {
        summary: `Como la ve ${role}`,
        value: { data: [seenBy(role, true)], page: { hasMore: false } },
      },
    ]),
)
