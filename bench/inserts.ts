/** The rows of a new request written in one statement, with nothing kept beside them. */

const REQUEST = [
  'id',
  'process',
  'folio',
  'entity',
  'country',
  'medium',
  'credential_type',
  'modality',
  'venue',
  'sex',
  'birth_date',
  'received_at',
  'simulation_opt_in',
  'status',
  'status_since',
  'last_movement_at',
] as const
const IDENTITY = [
  'elector_hash',
  'elector_key',
  'curp',
  'given_names',
  'first_surname',
  'second_surname',
] as const
const CONTACT = ['address', 'email', 'mobile'] as const

/** The columns that a statement binds, in the order of its parameters. */
export const INSERT_COLUMNS = [...REQUEST, ...IDENTITY, ...CONTACT] as const
type Column = (typeof INSERT_COLUMNS)[number]

/** Live request, facts, identity and contact data; `valueIn` writes each value, a parameter unless told. */
export function insertStatement(
  valueIn: (column: Column) => string = (column) => `$${INSERT_COLUMNS.indexOf(column) + 1}`,
  from = '',
): string {
  const into = (table: string, columns: readonly Column[], names: readonly string[] = columns) =>
    `insert into ${table} (${names.join(', ')}) select ${columns.map(valueIn).join(', ')} ${from && 'from made'}`
  return `
with ${from && `made as materialized (${from}),`}
live as (${into('live_requests', ['process', 'elector_hash', 'id'], ['process', 'elector_hash', 'request_id'])}),
facts as (${into('inscription_requests', REQUEST)}),
people as (${into('identities', ['id', ...IDENTITY], ['request_id', ...IDENTITY])})
${into('contact_data', ['id', ...CONTACT], ['request_id', ...CONTACT])}`
}

/** For pgbench, which has no parameters but numbers: an invented row made by PostgreSQL itself. */
export function selfMadeInsert(): string {
  const made: Partial<Record<Column, string>> = {
    id: 'made.id',
    process: `'pgbench'`,
    folio: 'made.folio',
    entity: `'09'`,
    country: `'US'`,
    medium: `'SRVE'`,
    credential_type: `'CPVE'`,
    modality: `'ELECTRONIC'`,
    sex: `'M'`,
    birth_date: `date '1984-02-29'`,
    received_at: 'clock_timestamp()',
    simulation_opt_in: 'false',
    status: `'RECEIVED'`,
    status_since: 'clock_timestamp()',
    last_movement_at: 'clock_timestamp()',
    elector_hash: 'made.hash',
    elector_key: `'EJPRFC84022909M300'::bytea`,
    curp: `'EEPF840229MDFJRC08'::bytea`,
    given_names: `'Ficticia'::bytea`,
    first_surname: `'Ejemplo'::bytea`,
    second_surname: `'Prueba'::bytea`,
    address: `'{"city": "Chicago", "lines": ["100 Example Street"], "region": "IL", "postalCode": "60601"}'::bytea`,
    email: `'ficticia@example.com'::bytea`,
    mobile: `'+13125550123'::bytea`,
  }
  // Ids in the order of time, as the service's are.
  const time = `lpad(to_hex(floor(extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0')`
  return insertStatement(
    (column) => made[column] ?? 'null',
    `select (${time} || '7' || substr(md5(random()::text), 1, 19))::uuid as id,
            'P' || substr(md5(random()::text || clock_timestamp()), 1, 15) as folio,
            sha256(convert_to(random()::text || clock_timestamp(), 'UTF8')) as hash`,
  )
}
