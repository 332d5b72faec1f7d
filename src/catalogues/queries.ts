import {
  findRow,
  type Queryable,
  rowsOf,
  type Statement,
  type Transaction,
} from '../platform/database.ts'
import type { CatalogueVersion } from './schemas.ts'

const COLUMNS = `id, catalogue, code, value, valid_from as "validFrom", act,
       case when approved_by is null then 'PROPOSED' else 'APPROVED' end as status,
       proposed_by as "proposedBy", proposed_at as "proposedAt",
       approved_by as "approvedBy", approved_at as "approvedAt"`

const insertStatement: Statement<CatalogueVersion> = {
  name: 'propose_catalogue_version',
  text: `
insert into catalogue_versions (
  id, catalogue, code, value, valid_from, act, proposed_by, proposed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
returning ${COLUMNS}`,
}

/** Stores a proposed version. */
export const insertVersion = (
  tx: Transaction,
  version: {
    id: string
    catalogue: string
    code: string
    value: unknown
    validFrom: string
    act: string
    by: string
    at: string
  },
): Promise<CatalogueVersion | undefined> =>
  findRow(tx, insertStatement, [
    version.id,
    version.catalogue,
    version.code,
    JSON.stringify(version.value),
    version.validFrom,
    version.act,
    version.by,
    version.at,
  ])

const findStatement: Statement<CatalogueVersion> = {
  name: 'find_catalogue_version',
  text: `
select ${COLUMNS}
  from catalogue_versions
 where catalogue = $1 and id = $2
   for no key update`,
}

/** A version of a catalogue's entry, locked until the transaction ends. */
export const lockVersion = (
  tx: Transaction,
  catalogue: string,
  id: string,
): Promise<CatalogueVersion | undefined> => findRow(tx, findStatement, [catalogue, id])

const approveStatement: Statement<CatalogueVersion> = {
  name: 'approve_catalogue_version',
  text: `
update catalogue_versions set approved_by = $2, approved_at = $3
 where id = $1
returning ${COLUMNS}`,
}

/** Puts a version in force from its date, and tells every instance that the catalogues changed. */
export async function approveVersion(
  tx: Transaction,
  id: string,
  by: string,
  at: string,
): Promise<CatalogueVersion | undefined> {
  const version = await findRow(tx, approveStatement, [id, by, at])
  await rowsOf(tx, {
    name: 'count_catalogue_change',
    text: 'update service_state set catalogue_revision = catalogue_revision + 1 where id = 1',
  })
  if (version?.catalogue === 'processes') {
    await rowsOf(
      tx,
      {
        name: 'open_process',
        text: `
insert into movement_heads (process, number, last_effective_at, last_recorded_at)
values ($1, 0, '2000-01-01T00:00:00Z', '2000-01-01T00:00:00Z')
on conflict do nothing`,
      },
      [version.code],
    )
  }
  return version
}

const listStatement: Statement<CatalogueVersion> = {
  name: 'catalogue_versions_of',
  text: `
select ${COLUMNS}
  from catalogue_versions
 where catalogue = $1
 order by code, valid_from, proposed_at`,
}

/** Every version of a catalogue's entries, approved or not, by code and by when they begin. */
export const selectVersions = (db: Queryable, catalogue: string): Promise<CatalogueVersion[]> =>
  rowsOf(db, listStatement, [catalogue])
