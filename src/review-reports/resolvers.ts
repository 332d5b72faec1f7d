import type { QueryResolvers } from '../platform/graphql-types.ts'
import { judgeArguments } from '../platform/resolve.ts'
import { DurationsQuery, FunnelQuery, LastMovementsQuery, ReasonsQuery } from './schemas.ts'
import * as service from './service.ts'

export const reviewReportQueries = {
  getReasonFigures: (_root, args, ctx) => {
    const judged = judgeArguments(ctx, { querystring: ReasonsQuery }, { querystring: args })
    return service.getReasonFigures(judged.act, judged.querystring)
  },

  getFunnel: (_root, args, ctx) => {
    const judged = judgeArguments(ctx, { querystring: FunnelQuery }, { querystring: args })
    return service.getFunnel(judged.act, judged.querystring)
  },

  getDurations: (_root, args, ctx) => {
    const judged = judgeArguments(ctx, { querystring: DurationsQuery }, { querystring: args })
    return service.getDurations(judged.act, judged.querystring)
  },

  listLastMovements: async (_root, args, ctx) => {
    const judged = judgeArguments(ctx, { querystring: LastMovementsQuery }, { querystring: args })
    const { data, page } = await service.listLastMovements(judged.act, judged.querystring)
    return { data, ...page }
  },
} satisfies QueryResolvers
