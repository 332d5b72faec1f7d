import { findRow, type Queryable, rowsOf, type Statement } from '../platform/database.ts'
import { CATALOGUE_NAMES, type CatalogueName, type CatalogueValue } from './schemas.ts'

type Version = { code: string; value: unknown; validFrom: string; act: string }

/** An entry in force, with its code. */
export type Entry<Name extends CatalogueName> = {
  code: string
  value: CatalogueValue<Name>
  validFrom: string
  act: string
}

export type Process = { code: string } & CatalogueValue<'processes'>

const selectState: Statement<{ revision: number; clockOffsetMs: number }> = {
  name: 'service_state',
  text: `
select catalogue_revision as revision, clock_offset_ms as "clockOffsetMs"
  from service_state where id = 1`,
}

const selectApproved: Statement<Version & { catalogue: CatalogueName }> = {
  name: 'approved_catalogue_versions',
  text: `
select catalogue, code, value, valid_from as "validFrom", act
  from catalogue_versions
 where approved_by is not null
 order by catalogue, code, valid_from desc`,
}

/** Readers see a change of catalogue within this time; writes see it at once. */
const STALE_AFTER_MS = 2_000

/**
 * The catalogues in memory, each entry with its dated versions. A write refreshes them when the
 * revision that it read has moved; reads look at the revision every two seconds.
 */
export class CatalogueReader {
  #versions = new Map<CatalogueName, Map<string, Version[]>>()
  #revision = -1
  #lookedAt = 0
  #clockOffsetMs = 0
  readonly #db: Queryable

  constructor(db: Queryable) {
    this.#db = db
  }

  /** The revision in memory: what is made of the same one has the same labels. */
  get revision(): number {
    return this.#revision
  }

  /** Loads again if `revision` is not the one in memory. */
  async refresh(db: Queryable, revision: number): Promise<void> {
    if (revision === this.#revision) return
    const versions = new Map(CATALOGUE_NAMES.map((name) => [name, new Map<string, Version[]>()]))
    for (const { catalogue, ...version } of await rowsOf(db, selectApproved)) {
      const entries = versions.get(catalogue)
      const known = entries?.get(version.code)
      if (known) known.push(version)
      else entries?.set(version.code, [version])
    }
    this.#versions = versions
    this.#revision = revision
  }

  /** Makes sure that what is in memory is at most two seconds old. */
  async fresh(): Promise<this> {
    const now = performance.now()
    if (this.#revision < 0 || now - this.#lookedAt > STALE_AFTER_MS) {
      const state = await findRow(this.#db, selectState)
      this.#clockOffsetMs = state?.clockOffsetMs ?? 0
      await this.refresh(this.#db, state?.revision ?? 0)
      this.#lookedAt = now
    }
    return this
  }

  /** The business clock as of now, for what is judged outside a transaction. */
  now(): string {
    return new Date(Date.now() + this.#clockOffsetMs).toISOString()
  }

  /** The entry with that code as in force at `instant`, if there is one. */
  find<Name extends CatalogueName>(
    name: Name,
    code: string,
    instant: string,
  ): Entry<Name> | undefined {
    const at = Date.parse(instant)
    const versions = this.#versions.get(name)?.get(code)
    return versions?.find((version) => Date.parse(version.validFrom) <= at) as
      | Entry<Name>
      | undefined
  }

  /** Every entry in force at `instant`, in the order of the codes. */
  entries<Name extends CatalogueName>(name: Name, instant: string): Entry<Name>[] {
    const codes = [...(this.#versions.get(name)?.keys() ?? [])]
    return codes.flatMap((code) => this.find(name, code, instant) ?? [])
  }

  /** The label of an entry at `instant`, or its first one before that; its code when it has none. */
  label(name: CatalogueName, code: string, instant = this.now()): string {
    const version = this.find(name, code, instant) ?? this.#versions.get(name)?.get(code)?.at(-1)
    return (version?.value as { label?: string } | undefined)?.label ?? code
  }

  /** The process with that code, or the one in force: the last whose registration has opened. */
  process(instant: string, code?: string): Process | undefined {
    const processes = this.entries('processes', instant).map((entry) => ({
      code: entry.code,
      ...entry.value,
    }))
    if (code !== undefined) return processes.find((process) => process.code === code)
    const at = Date.parse(instant)
    return (
      processes
        .filter((process) => Date.parse(process.registration.opensAt) <= at)
        .sort((a, b) => a.registration.opensAt.localeCompare(b.registration.opensAt))
        .at(-1) ?? processes[0]
    )
  }
}
