import t from 'tap'
import { demoPopulation, type LoadRequest, syntheticPopulation } from '../../src/demo/population.ts'
import { readRequests, readTable } from '../../src/demo/published-tables.ts'
import {
  checkCurp,
  checkElectorKey,
  curpFacts,
  electorKeyFacts,
} from '../../src/inscription-requests/identifiers.ts'
import { REQUIREMENTS, type Status } from '../../src/vocabulary.ts'

const CLOSE = '2023-12-01T06:00:00.000Z'
const CLOSE_OF_OCTOBER = '2023-11-01T06:00:00.000Z'
/** Ends of the fortnights in Mexico City, from 15 September to 30 November. */
const FORTNIGHT_ENDS = [
  '2023-09-16T06:00:00.000Z',
  '2023-10-01T06:00:00.000Z',
  '2023-10-16T06:00:00.000Z',
  CLOSE_OF_OCTOBER,
  '2023-11-16T06:00:00.000Z',
  CLOSE,
]

const population = [...demoPopulation()]

/** The state of a request as its movements before an instant tell it. */
function statusAt(request: LoadRequest, instant: string): Status | undefined {
  return request.movements.findLast(({ effectiveAt }) => effectiveAt < instant)?.to
}

function countBy(requests: LoadRequest[], key: (request: LoadRequest) => string | undefined) {
  const counts: Record<string, number> = {}
  for (const request of requests) {
    const name = key(request)
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

const complying = population.filter((request) => statusAt(request, CLOSE) === 'COMPLIES')

/** Columns of the published entity tables and the requests that each counts. */
const COLUMNS: Record<string, (request: LoadRequest) => boolean> = {
  total: () => true,
  inetel: ({ medium }) => medium === 'INETEL',
  srve: ({ medium }) => medium === 'SRVE',
  credential_abroad: ({ credentialType }) => credentialType === 'CPVE',
  credential_national: ({ credentialType }) => credentialType === 'CPV',
  electronic: ({ modality }) => modality === 'ELECTRONIC',
  postal: ({ modality }) => modality === 'POSTAL',
  in_person: ({ modality }) => modality === 'IN_PERSON',
  men: ({ sex }) => sex === 'H',
  women: ({ sex }) => sex === 'M',
}

/** Completed years on 30 November 2023. */
function ageOf({ birthDate }: LoadRequest): number {
  return 2023 - Number(birthDate.slice(0, 4)) - (birthDate.slice(5) > '11-30' ? 1 : 0)
}

t.test('every count of both entity tables', async (t) => {
  for (const [name, requests] of [
    ['received', population],
    ['complying', complying],
  ] as const) {
    const printed = [
      ...readTable(`requests_${name}_by_entity`),
      ...readTable('requests_printed_totals').filter(({ table }) => table === name),
    ]
    t.equal(printed.length, 33, `${name}: 32 entities and the total`)
    for (const row of printed) {
      const own = requests.filter(({ entity }) => !row.entity_code || entity === row.entity_code)
      const columns = Object.entries(COLUMNS)
      t.same(
        columns.map(([column, counts]) => [column, own.filter(counts).length]),
        columns.map(([column]) => [column, Number(row[column])]),
        `${name}, ${row.entity_name ?? 'TOTAL'}`,
      )
    }
  }
})

t.test('average ages: 62 of 64 by rounding half up, two by cutting off', async (t) => {
  const byCutting: string[] = []
  for (const [name, requests] of [
    ['received', population],
    ['complying', complying],
  ] as const) {
    for (const row of readTable(`requests_${name}_by_entity`)) {
      const ages = requests.filter(({ entity }) => entity === row.entity_code).map(ageOf)
      const years = ages.reduce((sum, age) => sum + age, 0)
      const printed = Math.round(Number(row.average_age) * 100)
      const rounded = Math.floor((200 * years + ages.length) / (2 * ages.length))
      if (rounded === printed) continue
      byCutting.push(`${name} ${row.entity_code}`)
      t.equal(Math.floor((100 * years) / ages.length), printed, `${name} ${row.entity_code}`)
    }
  }
  t.same(byCutting, ['complying 03', 'complying 04'])
})

t.test('states at the close are those published', async (t) => {
  const published = Object.fromEntries(
    readTable('request_status_totals').map(({ status = '', requests }) => [
      status,
      Number(requests),
    ]),
  )
  const {
    RECEIVED = 0,
    INITIAL_CHECK = 0,
    ...rest
  } = countBy(population, (request) => statusAt(request, CLOSE))
  t.same(rest, {
    IN_ANALYSIS: published.processing,
    SUBSANE: published.subsane,
    COMPLIES: published.complies,
  })
  t.equal(RECEIVED + INITIAL_CHECK, published.initial)
  t.ok(RECEIVED > 0 && INITIAL_CHECK > RECEIVED, 'most initial ones are being checked')
  t.equal(population.length, published.received)
})

t.test('31 October passes the figures of the press bulletin', async (t) => {
  const received = population.filter(({ receivedAt }) => receivedAt < CLOSE_OF_OCTOBER)
  const attribute: Record<string, (request: LoadRequest) => string> = {
    total: () => 'all',
    medium: ({ medium }) => medium,
    modality: ({ modality }) => modality.toLowerCase(),
    sex: ({ sex }) => sex,
    country: ({ country }) => country,
  }
  for (const { dimension = '', value = '', requests } of readTable('bulletin_415_cut')) {
    const of = attribute[dimension]
    const counted = received.filter((request) => of?.(request) === value).length
    t.equal(counted, Number(requests), `${dimension} ${value}`)
  }
  t.ok(
    received.every((request) => statusAt(request, CLOSE_OF_OCTOBER) !== undefined),
    'and each is in some state by then',
  )
})

t.test('every country and every certain cell of the matrix', async (t) => {
  const countries = countBy(population, ({ country }) => country)
  const cells = countBy(population, ({ country, entity }) => country + entity)
  let certain = 0
  for (const row of readTable('countries')) {
    if (countries[row.country_iso2 ?? ''] !== Number(row.requests_received)) {
      t.fail(`total of ${row.country_name}`)
    }
  }
  for (const row of readTable('country_entity_matrix')) {
    for (const [column, value] of Object.entries(row)) {
      const entity = /^e(\d\d)_/.exec(column)?.[1]
      if (entity === undefined || value === '') continue
      certain += 1
      if ((cells[`${row.country_iso2}${entity}`] ?? 0) !== Number(value)) {
        t.fail(`${row.country_name}, ${column}`)
      }
    }
  }
  t.equal(Object.keys(countries).length, 90, '89 countries printed and one code for the rest')
  t.equal(countries.ZZ, 12)
  t.equal(certain, 2848 - 971)
})

t.test('every fortnight closes with cases in analysis, to correct and complying', async (t) => {
  let complyingBefore = 0
  for (const end of FORTNIGHT_ENDS) {
    const counts = countBy(population, (request) => statusAt(request, end))
    const { IN_ANALYSIS = 0, SUBSANE = 0, COMPLIES = 0 } = counts
    t.ok(IN_ANALYSIS > 2000 && IN_ANALYSIS < 8000, `${end}: ${IN_ANALYSIS} in analysis`)
    t.ok(SUBSANE > 100 && SUBSANE < 1000, `${end}: ${SUBSANE} to correct`)
    t.ok(COMPLIES > complyingBefore + 4000, `${end}: ${COMPLIES} complying`)
    complyingBefore = COMPLIES
  }
  const corrected = complying.filter(({ corrections }) => corrections.length > 0)
  t.ok(corrected.length > 5000, `${corrected.length} complied after a correction`)
  const open = population.flatMap(({ corrections }) => corrections).filter((c) => !c.answeredAt)
  const overdue = open.filter(({ dueAt }) => dueAt < CLOSE)
  t.equal(open.length, 464)
  t.ok(overdue.length > 50 && overdue.length < 232, `${overdue.length} of them overdue`)
})

const ARROWS = new Set([
  'SUBMISSION null RECEIVED',
  'INITIAL_CHECK RECEIVED INITIAL_CHECK',
  'INITIAL_CHECK INITIAL_CHECK IN_ANALYSIS',
  'CORRECTION_REQUEST IN_ANALYSIS SUBSANE',
  'CORRECTION_ANSWER SUBSANE IN_ANALYSIS',
  'DECISION IN_ANALYSIS COMPLIES',
])

/** What is wrong with the history of a request, in words. */
function historyFaults(request: LoadRequest): string[] {
  const { movements, corrections, decisions } = request
  const faults: string[] = []
  const expect = (right: boolean, fault: string) => {
    if (!right) faults.push(fault)
  }
  let state: Status | null = null
  let previous = Number.NEGATIVE_INFINITY
  for (const { kind, from, to, effectiveAt, reasons } of movements) {
    expect(ARROWS.has(`${kind} ${from} ${to}`), `arrow ${kind} ${from} ${to}`)
    expect(from === state, `${kind} leaves ${from} out of ${state}`)
    expect(/^2023-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(effectiveAt), `instant ${effectiveAt}`)
    expect(Date.parse(effectiveAt) - previous >= 1000, `${kind} less than a second after the last`)
    expect(effectiveAt < CLOSE, `${kind} after the close`)
    expect(kind === 'CORRECTION_REQUEST' || reasons.length === 0, `reasons of ${kind}`)
    state = to
    previous = Date.parse(effectiveAt)
  }
  expect(movements[0]?.effectiveAt === request.receivedAt, 'submitted when received')
  const at = (kind: string) =>
    movements.filter((movement) => movement.kind === kind).map(({ effectiveAt }) => effectiveAt)
  expect(
    String(corrections.map(({ openedAt }) => openedAt)) === String(at('CORRECTION_REQUEST')),
    'corrections opened by their movements',
  )
  expect(
    String(corrections.flatMap(({ answeredAt }) => answeredAt ?? [])) ===
      String(at('CORRECTION_ANSWER')),
    'corrections answered by their movements',
  )
  expect(
    String(decisions.map(({ decidedAt }) => decidedAt)) === String(at('DECISION')),
    'decisions taken by their movements',
  )
  const reasons = movements.flatMap((movement) => movement.reasons)
  const codes = corrections.flatMap(({ items }) => items.map(({ code }) => code))
  expect(String(reasons) === String(codes), 'reasons are the items')
  for (const { openedAt, dueAt, items } of corrections) {
    expect(Date.parse(dueAt) - Date.parse(openedAt) === 259_200_000, 'three days to answer')
    expect(
      items.length > 0 && new Set(items.map(({ code }) => code)).size === items.length,
      'items',
    )
  }
  for (const { requirements } of decisions) {
    const results = new Map(requirements.map(({ code, result }) => [code, result]))
    const cpve = request.credentialType === 'CPVE'
    expect(String([...results.keys()]) === String(REQUIREMENTS), 'all requirements judged')
    expect(![...results.values()].includes('NOT_MET'), 'all met')
    expect(results.get('CPVE_CONFIRMED') === (cpve ? 'MET' : 'NOT_APPLICABLE'), 'confirmation')
    expect(results.get('CARD_IMAGES') === (cpve ? 'NOT_APPLICABLE' : 'MET'), 'images')
    expect(results.get('SIGNATURE') === (cpve ? 'NOT_APPLICABLE' : 'MET'), 'signature')
    const proof = request.documents.some(({ type }) => type === 'PROOF_OF_ADDRESS')
    expect(results.get('PROOF_OF_ADDRESS') === (proof ? 'MET' : 'NOT_APPLICABLE'), 'proof')
  }
  return faults
}

const VENUES = new Set(
  `ATLANTA CHICAGO DALLAS FRESNO HOUSTON LOS_ANGELES NEW_BRUNSWICK NEW_YORK OKLAHOMA_CITY ORLANDO
  PHOENIX RALEIGH SACRAMENTO SAN_BERNARDINO SAN_DIEGO SAN_FRANCISCO SAN_JOSE SANTA_ANA SEATTLE
  WASHINGTON MONTREAL MADRID PARIS`.split(/\s+/),
)

/** What is wrong with the person and the papers of a request, in words. */
function personFaults(request: LoadRequest): string[] {
  const { identity, contact, documents, birthDate, sex } = request
  const faults: string[] = []
  const expect = (right: boolean, fault: string) => {
    if (!right) faults.push(fault)
  }
  const facts = electorKeyFacts(identity.electorKey)
  const date = facts && facts.birthDate.year + facts.birthDate.month + facts.birthDate.day
  expect(checkElectorKey(identity.electorKey).length === 0, 'clave de elector')
  expect(date === birthDate.slice(2).replaceAll('-', ''), 'birth date in the clave de elector')
  expect(facts?.sex === sex, 'sex in the clave de elector')
  if (identity.curp !== null) {
    const curp = curpFacts(identity.curp)
    expect(checkCurp(identity.curp, '2023-12-01').length === 0, 'CURP')
    expect(curp?.birthDate === birthDate && curp.sex === sex, 'birth and sex in the CURP')
  }
  expect(/^\d{9}$/.test(identity.cic ?? ''), 'CIC')
  expect((identity.ocr === null) !== (identity.citizenIdentifier === null), 'one pair of codes')
  expect(/^\d{13}$|^\d{9}$/.test(identity.ocr ?? identity.citizenIdentifier ?? ''), 'pair of codes')
  expect(/^\d\d$/.test(identity.issueNumber ?? ''), 'issue number')
  expect(identity.section === null || /^\d{4}$/.test(identity.section), 'section')

  const { lines, city, postalCode } = contact.address
  expect(lines.length >= 1 && lines.length <= 4 && city !== '', 'address')
  expect(postalCode === null || /^[\dA-Z][\dA-Z -]*$/.test(postalCode), 'postal code')
  expect(
    contact.email === null || /^[a-z]+\.[a-z]+\.s?\d+@example\.(com|net|org)$/.test(contact.email),
    `e-mail ${contact.email}`,
  )
  expect(contact.mobile === null || /^\+[1-9]\d{6,14}$/.test(contact.mobile), 'mobile')
  if (request.modality === 'ELECTRONIC') {
    expect(contact.email !== null && contact.mobile !== null, 'electronic: e-mail and mobile')
  }
  expect(
    request.modality === 'IN_PERSON' ? VENUES.has(request.venue ?? '') : request.venue === null,
    'venue',
  )

  const types = String(documents.map(({ type }) => type))
  const allowed =
    request.credentialType === 'CPV'
      ? ['CARD_FRONT,CARD_BACK,PROOF_OF_ADDRESS']
      : ['', 'PROOF_OF_ADDRESS']
  expect(allowed.includes(types), 'documents')
  for (const { sha256, mime, size } of documents) {
    expect(/^[0-9a-f]{64}$/.test(sha256), 'sha256')
    expect(['image/jpeg', 'application/pdf'].includes(mime) && Number.isInteger(size), 'document')
  }
  return faults
}

t.test('histories follow the life cycle, and people are whole and consistent', async (t) => {
  const faults = population.flatMap((request, index) =>
    [...historyFaults(request), ...personFaults(request)].map((fault) => `${index + 1}: ${fault}`),
  )
  t.same(faults.slice(0, 20), [])
  const differing = (key: (request: LoadRequest) => string | null) => {
    const keys = population.map(key).filter((value) => value !== null)
    return keys.length - new Set(keys).size
  }
  t.equal(
    differing(({ identity }) => identity.electorKey),
    0,
    'every clave de elector is unique',
  )
  t.equal(
    differing(({ identity }) => identity.curp),
    0,
    'and every CURP',
  )
  t.equal(
    differing(({ contact }) => contact.email),
    0,
    'and every e-mail',
  )
  const withCurp = population.filter(({ identity }) => identity.curp !== null).length
  t.ok(withCurp > 45_000 && withCurp < 51_185, `${withCurp} give their CURP`)
})

t.test('reviews happen mostly in office hours', async (t) => {
  const reviews = population.flatMap(({ movements }) =>
    movements.filter(({ kind }) => kind === 'DECISION' || kind === 'CORRECTION_REQUEST'),
  )
  const inOffice = reviews.filter(({ effectiveAt }) => {
    const local = new Date(Date.parse(effectiveAt) - 6 * 3_600_000)
    const weekday = local.getUTCDay()
    return weekday > 0 && weekday < 6 && local.getUTCHours() >= 9 && local.getUTCHours() < 18
  })
  t.ok(inOffice.length > reviews.length * 0.85, `${inOffice.length} of ${reviews.length}`)
})

t.test('the rows keep their order, and every run gives the same people', async (t) => {
  const rows = [...readRequests()]
  t.same(
    population.map(({ receivedAt }) => receivedAt),
    rows.map((row) => new Date(row.received_at).toISOString()),
  )
  const again = demoPopulation()
  for (const request of population.slice(0, 500)) {
    if (JSON.stringify(again.next().value) !== JSON.stringify(request)) t.fail('differs')
  }
})

t.test('a synthetic population keeps the proportions and repeats nobody', async (t) => {
  const keys = new Set(population.map(({ identity }) => identity.electorKey))
  const statuses: Record<string, number> = {}
  const faults: string[] = []
  let count = 0
  let movements = 0
  let previous = ''
  for (const request of syntheticPopulation(50_000)) {
    count += 1
    movements += request.movements.length
    keys.add(request.identity.electorKey)
    const status = statusAt(request, CLOSE) ?? 'none'
    statuses[status] = (statuses[status] ?? 0) + 1
    if (request.receivedAt < previous) faults.push(`${count}: out of order`)
    previous = request.receivedAt
    if (count % 40 === 0) faults.push(...historyFaults(request), ...personFaults(request))
  }
  t.equal(count, 50_000)
  t.same(faults.slice(0, 20), [])
  t.equal(keys.size, 51_185 + 50_000, 'nobody twice, nor in the demo')
  t.ok(movements / count > 3.8 && movements / count < 4.6, `${movements / count} movements each`)
  for (const [status, share] of Object.entries(countBy(population, (r) => statusAt(r, CLOSE)))) {
    const difference = Math.abs((statuses[status] ?? 0) / 50_000 - share / 51_185)
    t.ok(difference < 0.005, `share of ${status}`)
  }
  t.equal([...syntheticPopulation(7)].length, 7, 'fewer than the published rows')
  t.equal([...syntheticPopulation(0)].length, 0, 'none')
})

t.test('tables are read as they are written', async (t) => {
  t.match(
    Object.values(readTable('agreements')[0] ?? {}),
    ['INE/CG532/2023', '2023-09-08', String, String, /^el 8 de septiembre de 2023 .*, mediante/],
    'a value with commas inside stays whole',
  )
  t.equal(readTable('countries').length, 89)
  t.throws(() => readTable('no-such-table'), { code: 'ENOENT' })
})
