import { z } from 'zod'
import type {
  InscriptionRequest as InscriptionRequestNode,
  MutationResolvers,
  QueryResolvers,
} from '../platform/graphql-types.ts'
import { answered, judgeArguments } from '../platform/resolve.ts'
import { headers } from '../platform/wire.ts'
import { GrantRequest } from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ id: z.uuid('WRONG_FORMAT') })

export const grantQueries = {
  listGrants: (_root, _args, ctx) => service.listGrants(ctx),

  readGranted: (_root, { id, purpose }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.purpose },
      { params: { id }, conditions: { purpose } },
    )
    const request = service.readGranted(judged.act, judged.params.id)
    return request as Promise<unknown> as Promise<InscriptionRequestNode>
  },
} satisfies QueryResolvers

export const grantMutations = {
  requestGrant: (_root, { grant, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { headers: headers.key, body: GrantRequest },
      { body: grant, conditions },
    )
    return answered(ctx, service.requestGrant(judged.act, judged.body))
  },

  approveGrant: (_root, { id, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.optionalKey },
      { params: { id }, conditions },
    )
    return answered(ctx, service.approveGrant(judged.act, judged.params.id))
  },
} satisfies MutationResolvers
