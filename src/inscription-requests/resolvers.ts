import { z } from 'zod'
import { DomainError, type FieldProblem } from '../platform/errors.ts'
import type {
  CorrectionItemResolvers,
  InscriptionRequest as InscriptionRequestNode,
  InscriptionRequestResolvers,
  MutationResolvers,
  QueryResolvers,
  ReasonResolvers,
  RequirementOutcomeResolvers,
} from '../platform/graphql-types.ts'
import { answered, type GraphqlContext, given, judgeArguments } from '../platform/resolve.ts'
import { Folio, headers } from '../platform/wire.ts'
import {
  ContactDataChange,
  Lookup,
  ModalityChange,
  RequestsQuery,
  Submission,
  Withdrawal,
} from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ folio: Folio })

/** Relay's names for what REST calls limit and cursor. */
const RELAY_NAMES: Record<string, string> = {
  'query.limit': 'query.first',
  'query.cursor': 'query.after',
}

/** Tells a wrong page in the words of the one who asked for it. */
function inRelayNames(error: unknown): unknown {
  if (!(error instanceof DomainError) || !error.errors) return error
  const errors = error.errors.map(
    (problem): FieldProblem => ({
      ...problem,
      pointer: RELAY_NAMES[problem.pointer] ?? problem.pointer,
    }),
  )
  return new DomainError(error.code, { errors })
}

export const inscriptionRequestQueries = {
  listInscriptionRequests: async (_root, { first, after, purpose, ...filters }, ctx) => {
    service.requireVisibleFilters(ctx.actor, given(filters) as Record<string, unknown>)
    try {
      const { act, querystring } = judgeArguments(
        ctx,
        { querystring: RequestsQuery, headers: headers.purpose },
        { querystring: { ...filters, limit: first, cursor: after }, conditions: { purpose } },
      )
      const { rows, hasMore, cursorOf } = await service.pageOfRequests(act, querystring)
      const edges = rows.map((request) => ({ node: request, cursor: cursorOf(request) }))
      return {
        edges,
        pageInfo: {
          hasNextPage: hasMore,
          hasPreviousPage: querystring.cursor !== undefined,
          startCursor: edges[0]?.cursor,
          endCursor: edges.at(-1)?.cursor,
        },
      }
    } catch (error) {
      throw inRelayNames(error)
    }
  },

  getInscriptionRequest: (_root, { folio, purpose }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.purpose },
      { params: { folio }, conditions: { purpose } },
    )
    return service.getInscriptionRequest(judged.act, judged.params.folio)
  },

  listMovements: (_root, { folio }, ctx) => {
    const judged = judgeArguments(ctx, { params }, { params: { folio } })
    return service.listMovements(judged.act, judged.params.folio)
  },
} satisfies QueryResolvers

export const inscriptionRequestMutations = {
  createInscriptionRequest: async (_root, { submission, ...conditions }, ctx) => {
    const { act, body } = judgeArguments(
      ctx,
      { headers: headers.key, body: Submission },
      { body: submission, conditions },
      await service.submissionRules(ctx, given(submission)),
    )
    return answered(ctx, service.createInscriptionRequest(act, body))
  },

  dryRunInscriptionRequest: (_root, { submission }, ctx) =>
    service.dryRunInscriptionRequest(ctx, given(submission)),

  lookupInscriptionRequest: (_root, { purpose, ...lookup }, ctx) => {
    const { act, body } = judgeArguments(
      ctx,
      { headers: headers.purpose, body: Lookup },
      { body: lookup, conditions: { purpose } },
      service.lookupRules(ctx.actor, given(lookup)),
    )
    return service.lookupInscriptionRequest(act, body)
  },

  changeModality: async (_root, { folio, change, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.match, body: ModalityChange },
      { params: { folio }, body: change, conditions },
      await service.modalityRules(ctx, given(change)),
    )
    return answered(ctx, service.changeModality(judged.act, judged.params.folio, judged.body))
  },

  changeContactData: async (_root, { folio, change, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.match, body: ContactDataChange },
      { params: { folio }, body: change, conditions },
      await service.contactRules(ctx, given(change)),
    )
    return answered(ctx, service.changeContactData(judged.act, judged.params.folio, judged.body))
  },

  withdrawInscriptionRequest: (_root, { folio, electorKey, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.match, body: Withdrawal },
      { params: { folio }, body: { electorKey }, conditions },
    )
    return answered(
      ctx,
      service.withdrawInscriptionRequest(judged.act, judged.params.folio, judged.body),
    )
  },
} satisfies MutationResolvers

/** What a request says of itself besides its own fields; a hidden code has no label. */
export const inscriptionRequestFields = {
  InscriptionRequest: {
    etag: ({ lastMovement }) => `"${lastMovement}"`,
    entityLabel: ({ entity }, _args, { catalogues }) =>
      entity ? catalogues.label('entities', entity) : null,
    countryLabel: ({ country }, _args, { catalogues }) =>
      country ? catalogues.label('countries', country) : null,
    venueLabel: ({ venue }, _args, { catalogues }) =>
      venue ? catalogues.label('venues', venue) : null,
  } satisfies InscriptionRequestResolvers,
  CorrectionItem: {
    label: ({ code }, _args, { catalogues }) => catalogues.label('grounds', code),
  } satisfies CorrectionItemResolvers,
  Reason: {
    label: ({ code }, _args, { catalogues }) => catalogues.label('grounds', code),
  } satisfies ReasonResolvers,
  RequirementOutcome: {
    label: ({ code }, _args, { catalogues }) => catalogues.label('requirements', code),
  } satisfies RequirementOutcomeResolvers,
}

/** The movements of a whole page, by one query. */
export const inscriptionRequestLoaders = {
  InscriptionRequest: {
    movements: async (
      queries: readonly { obj: Pick<InscriptionRequestNode, 'folio'> }[],
      ctx: GraphqlContext,
    ) => {
      const folios = queries.map(({ obj }) => obj.folio)
      const lists = await service.movementsOf(ctx, folios)
      return lists.map((movements) =>
        movements.length > 0 ? movements : new DomainError('NOT_FOUND'),
      )
    },
  },
}
