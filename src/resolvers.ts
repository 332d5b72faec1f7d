/** All GraphQL resolvers, assembled; a field without a resolver or a row of the policy does not compile. */
import { type Action, authorize } from './access/policy.ts'
import { aggregateQueries } from './aggregates/resolvers.ts'
import { auditMutations, auditQueries } from './audit/resolvers.ts'
import { catalogueMutations, catalogueQueries } from './catalogues/resolvers.ts'
import { crossingQueries } from './crossings/resolvers.ts'
import { cutoffMutations, cutoffQueries } from './cutoffs/resolvers.ts'
import { grantMutations, grantQueries } from './grants/resolvers.ts'
import {
  inscriptionRequestFields,
  inscriptionRequestLoaders,
  inscriptionRequestMutations,
  inscriptionRequestQueries,
} from './inscription-requests/resolvers.ts'
import type { MutationResolvers, QueryResolvers } from './platform/graphql-types.ts'
import type { GraphqlContext } from './platform/resolve.ts'
import { reviewMutations } from './review/resolvers.ts'
import { reviewReportQueries } from './review-reports/resolvers.ts'
import { tokenRevocationMutations } from './token-revocations/resolvers.ts'

const Query: Required<QueryResolvers> = {
  ...inscriptionRequestQueries,
  ...aggregateQueries,
  ...reviewReportQueries,
  ...crossingQueries,
  ...cutoffQueries,
  ...catalogueQueries,
  ...auditQueries,
  ...grantQueries,
}

const Mutation: Required<MutationResolvers> = {
  ...inscriptionRequestMutations,
  ...reviewMutations,
  ...cutoffMutations,
  ...catalogueMutations,
  ...auditMutations,
  ...grantMutations,
  ...tokenRevocationMutations,
}

type Field = keyof QueryResolvers | keyof MutationResolvers

/**
 * The row of the policy table that the role must have before the arguments are judged, as each REST
 * route says it: the service asks again, with the rows.
 */
export const ACTIONS: Record<Field, Action> = {
  listInscriptionRequests: 'request:list',
  getInscriptionRequest: 'request:read',
  listMovements: 'request:movements',
  getEntityFigures: 'figure:read',
  getCountryFigures: 'figure:read',
  getCountryEntityFigures: 'figure:read',
  getReviewFigures: 'figure:read',
  getDailyFigures: 'figure:read',
  getReasonFigures: 'report:reasons',
  getFunnel: 'figure:read',
  getDurations: 'figure:read',
  listLastMovements: 'report:last-movements',
  getFigureDifference: 'figure:difference',
  getCrossing: 'figure:cross',
  listFigureCases: 'figure:cases',
  listCutoffs: 'cutoff:read',
  getCutoff: 'cutoff:read',
  getCutoffManifest: 'cutoff:read',
  listCutoffAnnexes: 'cutoff:read',
  getCutoffAnnex: 'cutoff:read',
  listTransitions: 'catalogue:read',
  listCatalogue: 'catalogue:read',
  listCatalogueVersions: 'catalogue:change',
  listAuditEntries: 'audit:read',
  getAuditHead: 'audit:prove',
  proveInclusion: 'audit:prove',
  proveConsistency: 'audit:prove',
  listConsultations: 'audit:consultations',
  listReadingPauses: 'audit:pauses',
  listGrants: 'access:approve',
  readGranted: 'access:use',
  requestGrant: 'access:request',
  approveGrant: 'access:approve',
  releaseReading: 'audit:pauses',
  createInscriptionRequest: 'request:submit',
  dryRunInscriptionRequest: 'request:dry-run',
  lookupInscriptionRequest: 'request:lookup',
  changeModality: 'request:change',
  changeContactData: 'request:change',
  withdrawInscriptionRequest: 'request:withdraw',
  checkInscriptionRequest: 'review:check',
  claimInscriptionRequest: 'review:claim',
  releaseInscriptionRequest: 'review:claim',
  decideInscriptionRequest: 'review:decide',
  askCorrection: 'correction:ask',
  answerCorrection: 'correction:answer',
  proposeCutoff: 'cutoff:seal',
  approveCutoff: 'cutoff:seal',
  addCutoffAnnex: 'cutoff:annex',
  proposeCatalogueVersion: 'catalogue:change',
  approveCatalogueVersion: 'catalogue:change',
  revokeTokens: 'token:revoke',
}

type Resolver = (root: unknown, args: unknown, ctx: GraphqlContext, info: unknown) => unknown

/** The same fields, each refused at once to a role that the policy table does not name. */
const authorized = (fields: object): Record<string, Resolver> =>
  Object.fromEntries(
    (Object.entries(fields) as [Field, Resolver][]).map(([field, resolve]) => [
      field,
      (root, args, ctx, info) => {
        authorize(ctx.actor, ACTIONS[field])
        return resolve(root, args, ctx, info)
      },
    ]),
  )

/** What answers each field of `schema.graphql`, behind the policy table. */
export const resolvers = {
  Query: authorized(Query),
  Mutation: authorized(Mutation),
  ...inscriptionRequestFields,
}

/** What answers fields of many records with one query. */
export const loaders = inscriptionRequestLoaders
