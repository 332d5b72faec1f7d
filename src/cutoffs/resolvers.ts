import { z } from 'zod'
import type { MutationResolvers, QueryResolvers } from '../platform/graphql-types.ts'
import { answered, judgeArguments } from '../platform/resolve.ts'
import { CivilDate, headers } from '../platform/wire.ts'
import { CutoffProposal, CutoffQuery } from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ date: CivilDate })
const querystring = CutoffQuery.pick({ process: true })

export const cutoffQueries = {
  listCutoffs: (_root, { process }, ctx) => {
    const judged = judgeArguments(ctx, { querystring }, { querystring: { process } })
    return service.listCutoffs(judged.act, judged.querystring.process)
  },

  getCutoff: (_root, { date, process }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, querystring },
      { params: { date }, querystring: { process } },
    )
    return service.getCutoff(judged.act, judged.params.date, judged.querystring.process)
  },
} satisfies QueryResolvers

export const cutoffMutations = {
  proposeCutoff: (_root, { date, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { headers: headers.key, body: CutoffProposal },
      { body: { date }, conditions },
    )
    return answered(ctx, service.proposeCutoff(judged.act, judged.body))
  },

  approveCutoff: (_root, { date }, ctx) => {
    const judged = judgeArguments(ctx, { params }, { params: { date } })
    return answered(ctx, service.approveCutoff(judged.act, judged.params.date))
  },
} satisfies MutationResolvers
