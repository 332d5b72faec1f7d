import { z } from 'zod'
import type { MutationResolvers, QueryResolvers } from '../platform/graphql-types.ts'
import { answered, judgeArguments } from '../platform/resolve.ts'
import { CivilDate, headers } from '../platform/wire.ts'
import { AnnexProposal, CutoffProposal, CutoffQuery } from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ date: CivilDate })
const annexParams = z.strictObject({ date: CivilDate, id: z.uuid('WRONG_FORMAT') })
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

  getCutoffManifest: (_root, { date, process }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, querystring },
      { params: { date }, querystring: { process } },
    )
    return service.getCutoffManifest(judged.act, judged.params.date, judged.querystring.process)
  },

  listCutoffAnnexes: (_root, { date, process }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, querystring },
      { params: { date }, querystring: { process } },
    )
    return service.listCutoffAnnexes(judged.act, judged.params.date, judged.querystring.process)
  },

  getCutoffAnnex: (_root, { date, id, process }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params: annexParams, querystring },
      { params: { date, id }, querystring: { process } },
    )
    const { params: annex, querystring: query } = judged
    return service.getCutoffAnnex(judged.act, annex.date, annex.id, query.process)
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

  addCutoffAnnex: (_root, { date, annex, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.key, body: AnnexProposal },
      { params: { date }, body: annex, conditions },
    )
    return answered(ctx, service.addCutoffAnnex(judged.act, judged.params.date, judged.body))
  },
} satisfies MutationResolvers
