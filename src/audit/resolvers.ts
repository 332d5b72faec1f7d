import { z } from 'zod'
import type { MutationResolvers, QueryResolvers } from '../platform/graphql-types.ts'
import { answered, judgeArguments } from '../platform/resolve.ts'
import { Folio, headers } from '../platform/wire.ts'
import {
  AuditEntriesQuery,
  ConsistencyQuery,
  ConsultationsQuery,
  InclusionQuery,
  ReadingRelease,
} from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ folio: Folio })

export const auditQueries = {
  listAuditEntries: async (_root, args, ctx) => {
    const judged = judgeArguments(ctx, { querystring: AuditEntriesQuery }, { querystring: args })
    const { data, page } = await service.listAuditEntries(judged.act, judged.querystring)
    return { data, ...page }
  },

  getAuditHead: (_root, _args, ctx) => service.getAuditHead(ctx),

  proveInclusion: (_root, args, ctx) => {
    const judged = judgeArguments(ctx, { querystring: InclusionQuery }, { querystring: args })
    return service.proveInclusion(judged.act, judged.querystring)
  },

  proveConsistency: (_root, args, ctx) => {
    const judged = judgeArguments(ctx, { querystring: ConsistencyQuery }, { querystring: args })
    return service.proveConsistency(judged.act, judged.querystring)
  },

  listConsultations: async (_root, args, ctx) => {
    const { folio, ...querystring } = args
    const schemas = { params, querystring: ConsultationsQuery }
    const judged = judgeArguments(ctx, schemas, { params: { folio }, querystring })
    return (await service.listConsultations(judged.act, judged.params.folio, judged.querystring))
      .data
  },

  listReadingPauses: (_root, _args, ctx) => service.listReadingPauses(ctx),
} satisfies QueryResolvers

export const auditMutations = {
  releaseReading: (_root, { id, reason, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      {
        params: z.strictObject({ id: z.uuid('WRONG_FORMAT') }),
        headers: headers.optionalKey,
        body: ReadingRelease,
      },
      { params: { id }, body: { reason }, conditions },
    )
    return answered(ctx, service.releaseReading(judged.act, judged.params.id, judged.body))
  },
} satisfies MutationResolvers
