/**
 * The SQL of the service, as it sends it: asked of its own query functions, so that the servers it
 * is compared with always run the same statements.
 */

import type { Actor } from '../src/access/actor.ts'
import { authorize } from '../src/access/policy.ts'
import { type GroupedBy, selectCounts } from '../src/aggregates/queries.ts'
import { findRequest, selectRequests } from '../src/inscription-requests/queries.ts'
import { lastEndedDay } from '../src/platform/calendar.ts'
import type { Queryable } from '../src/platform/database.ts'
import type { Keys } from '../src/platform/keys.ts'
import { PROCESS } from './cluster.ts'

/** A statement with its values. */
export type Asked = { name: string; text: string; values: unknown[] }

/** The two readers that are measured: one sees everything, one its entity's names. */
export type Reader = 'derfe_reviewer' | 'opl'
export const READERS: readonly Reader[] = ['derfe_reviewer', 'opl']

/** The entity of the local body that reads. */
export const ENTITY = '09'

/** The figures that are measured, with what they are counted by. */
export const FIGURES = {
  entities: 'entity',
  'country-entity': 'country-entity',
  review: 'entity-status',
} as const satisfies Record<string, GroupedBy>
export type Figure = keyof typeof FIGURES

const actorOf = (reader: Reader): Actor => {
  const common = { sub: 'bench', exp: 0 }
  return reader === 'opl'
    ? { ...common, role: 'opl', entity: ENTITY }
    : { ...common, role: 'derfe_reviewer' }
}

/** Nothing is read here, so nothing is decrypted. */
const keys = undefined as unknown as Keys

async function asked(ask: (db: Queryable) => Promise<unknown>): Promise<Asked> {
  const all: Asked[] = []
  const listener = {
    query: async (statement: Asked) => {
      all.push(statement)
      return { rows: [] }
    },
  }
  await ask(listener as unknown as Queryable)
  const [only] = all
  if (!only || all.length > 1)
    throw new Error('The service asks this with other than one statement')
  return only
}

/** One request by folio, with what the role sees. */
export function byIdQuestion(reader: Reader, folio: string): Promise<Asked> {
  const actor = actorOf(reader)
  return asked((db) => findRequest(db, keys, authorize(actor, 'request:read'), actor.role, folio))
}

/** The first page of 50, newest first: one row more tells whether there are more. */
export function pageQuestion(reader: Reader): Promise<Asked> {
  const actor = actorOf(reader)
  const scope = authorize(actor, 'request:list')
  return asked((db) => selectRequests(db, keys, scope, actor.role, PROCESS, {}, undefined, 51))
}

/** The counts behind a table of live figures at `now`. */
export function figureQuestion(figure: Figure, now: string): Promise<Asked> {
  const scope = authorize(actorOf('derfe_reviewer'), 'figure:read')
  const live = { instant: now, number: 0 }
  const basis = { ...live, basis: 0 }
  return asked((db) =>
    selectCounts(db, scope, PROCESS, FIGURES[figure], {}, basis, live, lastEndedDay(now)),
  )
}
