import type { QueryResolvers } from '../platform/graphql-types.ts'
import { judgeArguments } from '../platform/resolve.ts'
import { CasesQuery, CrossingQuery } from './schemas.ts'
import { getCrossing, listFigureCases } from './service.ts'

const CrossingArguments = CrossingQuery.omit({ format: true })

export const crossingQueries = {
  getCrossing: (_root, args, ctx) => {
    const judged = judgeArguments(ctx, { querystring: CrossingArguments }, { querystring: args })
    return getCrossing(judged.act, judged.querystring)
  },

  listFigureCases: async (_root, args, ctx) => {
    const judged = judgeArguments(ctx, { querystring: CasesQuery }, { querystring: args })
    const { data, page } = await listFigureCases(judged.act, judged.querystring)
    return { data, ...page }
  },
} satisfies QueryResolvers
