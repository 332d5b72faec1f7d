import { z } from 'zod'
import type { MutationResolvers } from '../platform/graphql-types.ts'
import { answered, given, judgeArguments } from '../platform/resolve.ts'
import { Folio, headers } from '../platform/wire.ts'
import { CorrectionAnswer, CorrectionRequest, DecisionInput, InitialCheck } from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ folio: Folio })
const correctionParams = z.strictObject({ folio: Folio, id: z.uuid('WRONG_FORMAT') })

export const reviewMutations = {
  checkInscriptionRequest: (_root, { folio, to, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.match, body: InitialCheck },
      { params: { folio }, body: { to }, conditions },
    )
    return answered(
      ctx,
      service.checkInscriptionRequest(judged.act, judged.params.folio, judged.body),
    )
  },

  claimInscriptionRequest: (_root, { folio, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.act },
      { params: { folio }, conditions },
    )
    return answered(ctx, service.claimInscriptionRequest(judged.act, judged.params.folio))
  },

  releaseInscriptionRequest: (_root, { folio, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.act },
      { params: { folio }, conditions },
    )
    return answered(ctx, service.releaseInscriptionRequest(judged.act, judged.params.folio))
  },

  decideInscriptionRequest: async (_root, { folio, decision, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.match, body: DecisionInput },
      { params: { folio }, body: decision, conditions },
      await service.decisionRules(ctx, ctx.actor, given(decision)),
    )
    return answered(
      ctx,
      service.decideInscriptionRequest(judged.act, judged.params.folio, judged.body),
    )
  },

  askCorrection: async (_root, { folio, items, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.matchAndKey, body: CorrectionRequest },
      { params: { folio }, body: { items }, conditions },
      await service.correctionRules(ctx, { items }),
    )
    return answered(ctx, service.askCorrection(judged.act, judged.params.folio, judged.body))
  },

  answerCorrection: (_root, { folio, id, documents, electorKey, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params: correctionParams, headers: headers.match, body: CorrectionAnswer },
      { params: { folio, id }, body: { documents, electorKey }, conditions },
    )
    return answered(
      ctx,
      service.answerCorrection(judged.act, judged.params.folio, judged.params.id, judged.body),
    )
  },
} satisfies MutationResolvers
