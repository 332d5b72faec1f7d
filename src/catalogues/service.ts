/** Catalogues: what is in force at an instant, and how two persons change it with the legal act. */
import { uuidv7 } from 'uuidv7'
import type { z } from 'zod'
import { authorize } from '../access/policy.ts'
import { type Answer, act } from '../platform/act.ts'
import { endOfDay } from '../platform/calendar.ts'
import type { Context } from '../platform/context.ts'
import { brokenConstraint } from '../platform/database.ts'
import { DomainError, type FieldProblem, invalidRequest } from '../platform/errors.ts'
import { problemsOf } from '../platform/judge.ts'
import { approveVersion, insertVersion, lockVersion, selectVersions } from './queries.ts'
import {
  CATALOGUE_CODES,
  CATALOGUE_NAMES,
  type CatalogueEntry,
  type CatalogueName,
  CatalogueValues,
  type CatalogueVersion,
  type ProposeVersion,
} from './schemas.ts'

/** The entries of a catalogue in force at an instant or at the end of a date; now by default. */
export async function listCatalogue(
  ctx: Context,
  name: CatalogueName,
  asOf?: string,
): Promise<CatalogueEntry[]> {
  authorize(ctx.actor, 'catalogue:read')
  const catalogues = await ctx.catalogues.fresh()
  const instant = asOf === undefined ? catalogues.now() : asOf.length === 10 ? endOfDay(asOf) : asOf
  const entries = catalogues.entries(name, instant)
  if (name === 'entities') {
    const position = (entry: CatalogueEntry) => Number(entry.value.position)
    return entries.sort((a, b) => position(a) - position(b))
  }
  return entries
}

/** Every version of a catalogue, proposed ones included. */
export async function listCatalogueVersions(
  ctx: Context,
  name: CatalogueName,
): Promise<CatalogueVersion[]> {
  authorize(ctx.actor, 'catalogue:change')
  return (await selectVersions(ctx.db, name)).map(withoutNulls)
}

const withoutNulls = ({
  approvedBy,
  approvedAt,
  ...version
}: CatalogueVersion): CatalogueVersion =>
  approvedBy === null ? version : { ...version, approvedBy, approvedAt }

const isCatalogue = (name: string): name is CatalogueName =>
  (CATALOGUE_NAMES as readonly string[]).includes(name)

/** What of a proposed version does not fit its catalogue; what has not even the shape is told beside it. */
export function versionRules(name: string, sent: unknown): FieldProblem[] {
  if (!isCatalogue(name) || typeof sent !== 'object' || sent === null) return []
  const { code, value } = sent as { code?: unknown; value?: unknown }
  const isCode = typeof code === 'string' && code !== ''
  const isValue = typeof value === 'object' && value !== null && !Array.isArray(value)
  const judged = isValue ? CatalogueValues[name].safeParse(value) : undefined
  return [
    ...(isCode && !CATALOGUE_CODES[name].safeParse(code).success
      ? [{ pointer: '/code', code: 'UNKNOWN_VALUE' as const }]
      : []),
    ...(judged?.error ? problemsOf('body', judged.error, value) : []).map((problem) => ({
      ...problem,
      pointer: `/value${problem.pointer}`,
    })),
  ]
}

/**
 * Proposes a version of an entry, in force from its date once another person approves it.
 * @throws INVALID_REQUEST
 */
export async function proposeCatalogueVersion(
  ctx: Context,
  name: CatalogueName,
  proposal: z.infer<typeof ProposeVersion>,
): Promise<Answer<CatalogueVersion>> {
  const scope = authorize(ctx.actor, 'catalogue:change')
  const problems = versionRules(name, proposal)
  if (problems.length > 0) throw invalidRequest(problems)
  const operation = {
    name: 'proposeCatalogueVersion',
    input: [name, proposal],
    about: () => `${name}:${proposal.code}`,
  }
  return act(ctx, scope, operation, async (tx, now) => {
    const version = await insertVersion(tx, {
      ...proposal,
      id: uuidv7(),
      catalogue: name,
      by: ctx.actor.sub,
      at: now,
    })
    return { status: 202, body: withoutNulls(version as CatalogueVersion) }
  })
}

/**
 * Approves a proposed version.
 * @throws NOT_FOUND, VERSION_ALREADY_APPROVED, SAME_PERSON, VERSION_DATE_TAKEN
 */
export async function approveCatalogueVersion(
  ctx: Context,
  name: CatalogueName,
  id: string,
): Promise<Answer<CatalogueVersion>> {
  const scope = authorize(ctx.actor, 'catalogue:change')
  const operation = {
    name: 'approveCatalogueVersion',
    input: [name, id],
    about: ({ code }: CatalogueVersion) => `${name}:${code}`,
  }
  return act(ctx, scope, operation, async (tx, now) => {
    const version = await lockVersion(tx, name, id)
    if (!version) throw new DomainError('NOT_FOUND')
    if (version.status === 'APPROVED') throw new DomainError('VERSION_ALREADY_APPROVED')
    if (version.proposedBy === ctx.actor.sub) throw new DomainError('SAME_PERSON')
    const approved = await approveVersion(tx, id, ctx.actor.sub, now).catch((error) => {
      if (brokenConstraint(error) === 'catalogue_versions_one_approved_at_a_time') {
        throw new DomainError('VERSION_DATE_TAKEN')
      }
      throw error
    })
    return { status: 200, body: withoutNulls(approved as CatalogueVersion) }
  })
}
