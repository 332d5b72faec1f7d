/**
 * Break-glass: access beyond a role, to one record, with a reason, by a second person's leave, ended
 * by the clock. Row-level security looks at the grant itself (lne_granted).
 */
import { uuidv7 } from 'uuidv7'
import { authorize, GRANTED_VIEW } from '../access/policy.ts'
import { draftOf } from '../audit/entries.ts'
import { findRequest } from '../inscription-requests/queries.ts'
import type { InscriptionRequest } from '../inscription-requests/schemas.ts'
import { noteRead } from '../inscription-requests/service.ts'
import { type Answer, act } from '../platform/act.ts'
import type { Context } from '../platform/context.ts'
import { askAs, findRow, type Queryable, rowsOf, type Statement } from '../platform/database.ts'
import { DomainError } from '../platform/errors.ts'
import type { Grant, GrantRequest } from './schemas.ts'

type Row = Omit<Grant, 'approvedBy' | 'endsAt'> & {
  approvedBy: string | null
  endsAt: string | null
}

/** Grants live by the real clock, as tokens do. */
const COLUMNS = `
       id, role, subject, folio, reason, minutes, requested_at as "requestedAt",
       approved_by as "approvedBy", ends_at as "endsAt",
       case when ends_at is null then 'REQUESTED' when ends_at > now() then 'IN_FORCE' else 'ENDED' end as status`

const insertGrant: Statement<Row> = {
  name: 'insert_grant',
  text: `
insert into access_grants (id, role, subject, folio, reason, minutes, requested_at)
values ($1, $2, $3, $4, $5, $6, now()) returning ${COLUMNS}`,
}

const findGrant: Statement<Row> = {
  name: 'find_grant',
  text: `select ${COLUMNS} from access_grants where id = $1`,
}

const approveStatement: Statement<Row> = {
  name: 'approve_grant',
  text: `
update access_grants
   set approved_by = $2, approved_at = now(), ends_at = now() + minutes * interval '1 minute'
 where id = $1 and approved_by is null
returning ${COLUMNS}`,
}

const ownGrant: Statement<Row> = {
  name: 'own_grant',
  text: `select ${COLUMNS} from access_grants where id = $1 and subject = $2 and role = $3`,
}

const recentGrants: Statement<Row> = {
  name: 'recent_grants',
  text: `select ${COLUMNS} from access_grants order by requested_at desc limit 200`,
}

const told = ({ approvedBy, endsAt, ...grant }: Row): Grant => ({
  ...grant,
  approvedBy: approvedBy ?? undefined,
  endsAt: endsAt ?? undefined,
})

const one = async (db: Queryable, statement: Statement<Row>, values: unknown[]): Promise<Grant> => {
  const row = await findRow(db, statement, values)
  if (!row) throw new DomainError('NOT_FOUND')
  return told(row)
}

/** Who may read by a grant, as the audit log names them. */
const holderOf = ({ role, subject }: Grant): string => `${role}:${subject}`

/** Asks for access to one record. Whether there is such a record is not told. */
export async function requestGrant(ctx: Context, asked: GrantRequest): Promise<Answer<Grant>> {
  const scope = authorize(ctx.actor, 'access:request')
  const { role, sub } = ctx.actor
  // The reason stands where purposes do: readable, and only its digest in the leaf.
  const reasoned = { ...ctx, purpose: asked.reason }
  const operation = { name: 'requestGrant', input: asked, about: holderOf }
  return act(reasoned, scope, operation, async (tx) => {
    const values = [uuidv7(), role, sub, asked.folio, asked.reason, asked.minutes]
    return { status: 202, body: await one(tx, insertGrant, values) }
  })
}

/** The last grants, asked for, in force and ended, newest first. */
export async function listGrants(ctx: Context): Promise<Grant[]> {
  const scope = authorize(ctx.actor, 'access:approve')
  const grants = (await askAs(ctx.db, scope, (db) => rowsOf(db, recentGrants))).map(told)
  const folios = [...new Set(grants.map(({ folio }) => folio))]
  await ctx.audit.add(draftOf(ctx, { action: scope.action, outcome: 'OK', folios }))
  return grants
}

/**
 * Gives what another person has asked for, from now on.
 * @throws NOT_FOUND, SAME_PERSON, GRANT_ALREADY_APPROVED
 */
export async function approveGrant(ctx: Context, id: string): Promise<Answer<Grant>> {
  const scope = authorize(ctx.actor, 'access:approve')
  const operation = { name: 'approveGrant', input: id, about: holderOf }
  return act(ctx, scope, operation, async (tx) => {
    const grant = await one(tx, findGrant, [id])
    if (grant.subject === ctx.actor.sub) throw new DomainError('SAME_PERSON')
    const approved = await findRow(tx, approveStatement, [id, ctx.actor.sub])
    if (!approved) throw new DomainError('GRANT_ALREADY_APPROVED')
    return { status: 200, body: told(approved) }
  })
}

/**
 * The record of a grant in force, as its reviewers see it.
 * @throws NOT_FOUND, GRANT_NOT_IN_FORCE, PURPOSE_REQUIRED
 */
export async function readGranted(ctx: Context, id: string): Promise<InscriptionRequest> {
  const scope = authorize(ctx.actor, 'access:use')
  if (ctx.purpose === undefined) throw new DomainError('PURPOSE_REQUIRED')
  ctx.reading.refuse(ctx.actor)
  const { sub, role } = ctx.actor
  const grant = await askAs(ctx.db, scope, (db) => one(db, ownGrant, [id, sub, role]))
  if (grant.status !== 'IN_FORCE') throw new DomainError('GRANT_NOT_IN_FORCE')
  const request = await askAs(ctx.db, scope, (db) =>
    findRequest(db, ctx.keys, scope, GRANTED_VIEW, grant.folio),
  )
  if (!request) throw new DomainError('NOT_FOUND')
  await noteRead(ctx, scope, [grant.folio])
  return request
}
