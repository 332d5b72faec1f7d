import i18nCountries from 'i18n-iso-countries'
import spanish from 'i18n-iso-countries/langs/es.json' with { type: 'json' }
import pg from 'pg'
import { uuidv7 } from 'uuidv7'
import { initialEntries } from './initial.ts'

i18nCountries.registerLocale(spanish)

/**
 * Loads the initial catalogues as the owner of the schema; entries that are there already stay.
 * Harmless when repeated.
 */
export async function seedCatalogues(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('begin')
    const entries = initialEntries().map((entry) => ({ id: uuidv7(), ...entry }))
    const { rowCount } = await client.query(
      `
insert into catalogue_versions (
  id, catalogue, code, value, valid_from, act, proposed_by, proposed_at, approved_by, approved_at)
select e.id, e.catalogue, e.code, e.value, e."validFrom", e.act,
       'initial load', business_now(), 'initial act', business_now()
  from jsonb_to_recordset($1::jsonb) as e(
         id uuid, catalogue text, code text, value jsonb, "validFrom" timestamptz, act text)
on conflict do nothing`,
      [JSON.stringify(entries)],
    )
    await client.query(`
insert into movement_heads (process, number, last_effective_at, last_recorded_at)
select code, 0, '2000-01-01T00:00:00Z', '2000-01-01T00:00:00Z'
  from catalogue_versions where catalogue = 'processes'
on conflict do nothing`)
    if (rowCount) {
      await client.query('update service_state set catalogue_revision = catalogue_revision + 1')
    }
    await client.query('commit')
  } finally {
    await client.end()
  }
}
