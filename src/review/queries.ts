import type { z } from 'zod'
import type { DocumentDigest } from '../inscription-requests/schemas.ts'
import { findRow, rowsOf, type Statement, type Transaction } from '../platform/database.ts'

const claimStatement: Statement<object> = {
  name: 'claim_request',
  text: 'update inscription_requests set claimed_by = $2, claimed_at = $3 where id = $1',
}

/** Gives a request to who reviews it, or to nobody. */
export const setClaim = (
  tx: Transaction,
  requestId: string,
  claimedBy: string | null,
  at: string | null,
): Promise<object[]> => rowsOf(tx, claimStatement, [requestId, claimedBy, at])

const insertDecisionStatement: Statement<object> = {
  name: 'insert_decision',
  text: `
insert into decisions (
  id, request_id, decided_at, to_status, requirements, reasons, note, decided_by)
values ($1, $2, $3, $4, $5, $6, $7, $8)`,
}

/** What a decision rested on. */
export type NewDecision = {
  id: string
  requestId: string
  decidedAt: string
  to: string
  requirements: unknown
  reasons: unknown
  note: string | null
  decidedBy: string
}

/** Stores a decision with what it rests on. */
export const insertDecision = (tx: Transaction, decision: NewDecision): Promise<object[]> =>
  rowsOf(tx, insertDecisionStatement, [
    decision.id,
    decision.requestId,
    decision.decidedAt,
    decision.to,
    JSON.stringify(decision.requirements),
    JSON.stringify(decision.reasons),
    decision.note,
    decision.decidedBy,
  ])

const openCorrectionStatement: Statement<object> = {
  name: 'open_correction',
  text: `
insert into corrections (id, request_id, items, opened_at, due_at) values ($1, $2, $3, $4, $5)`,
}

/** Opens a correction: what must be corrected, until when. */
export const openCorrection = (
  tx: Transaction,
  correction: { id: string; requestId: string; items: unknown; openedAt: string; dueAt: string },
): Promise<object[]> =>
  rowsOf(tx, openCorrectionStatement, [
    correction.id,
    correction.requestId,
    JSON.stringify(correction.items),
    correction.openedAt,
    correction.dueAt,
  ])

const findCorrectionStatement: Statement<{ closedAt: string | null }> = {
  name: 'find_correction',
  text: 'select closed_at as "closedAt" from corrections where id = $1 and request_id = $2',
}

/**
 * Whether a correction of a request was closed, and when; undefined where the request has none of
 * that id.
 */
export const findCorrection = (
  tx: Transaction,
  id: string,
  requestId: string,
): Promise<{ closedAt: string | null } | undefined> =>
  findRow(tx, findCorrectionStatement, [id, requestId])

const closeCorrectionStatement: Statement<object> = {
  name: 'close_correction',
  text: `
update corrections set closed_at = $2, answered = $3 where request_id = $1 and closed_at is null`,
}

/** Closes the open correction of a request, answered or overtaken by a decision. */
export const closeCorrection = (
  tx: Transaction,
  requestId: string,
  at: string,
  answered: boolean,
): Promise<object[]> => rowsOf(tx, closeCorrectionStatement, [requestId, at, answered])

const addDocumentsStatement: Statement<object> = {
  name: 'add_documents',
  text: `
insert into documents (id, request_id, correction_id, type, sha256, mime, size, recorded_at)
select d.id, $1, $2, d.type, d.sha256, d.mime, d.size, $3
  from jsonb_to_recordset($4::jsonb) as d(id uuid, type text, sha256 text, mime text, size integer)`,
}

/** Adds the documents of an answer, by digest. */
export const addDocuments = (
  tx: Transaction,
  requestId: string,
  correctionId: string,
  at: string,
  documents: ({ id: string } & z.infer<typeof DocumentDigest>)[],
): Promise<object[]> =>
  rowsOf(tx, addDocumentsStatement, [requestId, correctionId, at, JSON.stringify(documents)])
