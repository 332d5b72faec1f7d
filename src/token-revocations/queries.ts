import type { Scope } from '../access/policy.ts'
import { CLOCK_TOLERANCE_MS, TOKEN_LIFETIME_MAX_SECONDS } from '../access/revocations.ts'
import { findRow, type Queryable, type Statement } from '../platform/database.ts'

/** A revocation as it is stored. */
export type StoredRevocation = {
  id: string
  jti: string | null
  subject: string | null
  issuedBefore: string | null
  reason: string
  revokedBy: string
  revokedAt: string
  until: string
}

/**
 * By the real clock, as tokens are. What was issued so far may bear a time a little ahead of ours, and
 * lasts no longer than any token may.
 */
const insertStatement: Statement<StoredRevocation> = {
  name: 'revoke_tokens',
  text: `
insert into revoked_tokens (id, jti, subject, issued_before, reason, revoked_by, revoked_at, until)
select $1, $2, $3, case when $3::text is not null then clock + $6 * interval '1 ms' end, $4, $5,
       clock, clock + $7 * interval '1 ms'
  from clock_timestamp() as clock
returning id, jti, subject, issued_before as "issuedBefore", reason, revoked_by as "revokedBy",
          revoked_at as "revokedAt", until`,
}

/** Enters a token, or all of a subject's issued before now, in the deny-list. */
export const insertRevocation = (
  db: Queryable,
  _scope: Scope<'token:revoke'>,
  revocation: { id: string; jti?: string; subject?: string; reason: string; by: string },
): Promise<StoredRevocation | undefined> =>
  findRow(db, insertStatement, [
    revocation.id,
    revocation.jti ?? null,
    revocation.subject ?? null,
    revocation.reason,
    revocation.by,
    CLOCK_TOLERANCE_MS,
    TOKEN_LIFETIME_MAX_SECONDS * 1000 + 2 * CLOCK_TOLERANCE_MS,
  ])

/** Once, however often somebody signs out; remembered for as long as the token would be good. */
const insertOwnStatement: Statement<object> = {
  name: 'revoke_own_token',
  text: `
insert into revoked_tokens (id, jti, reason, revoked_by, revoked_at, until)
select $1, $2, $3, $4, clock, to_timestamp($5::float8) + $6 * interval '1 ms'
  from clock_timestamp() as clock
 where not exists (select from revoked_tokens r where r.jti = $2)`,
}

/** Revokes the token that somebody came with. */
export const insertOwnRevocation = (
  db: Queryable,
  _scope: Scope<'token:sign-out'>,
  revocation: { id: string; jti: string; expiresAt: number; reason: string; by: string },
): Promise<object | undefined> =>
  findRow(db, insertOwnStatement, [
    revocation.id,
    revocation.jti,
    revocation.reason,
    revocation.by,
    revocation.expiresAt,
    2 * CLOCK_TOLERANCE_MS,
  ])
