import type { MutationResolvers } from '../platform/graphql-types.ts'
import { answered, judgeArguments } from '../platform/resolve.ts'
import { headers } from '../platform/wire.ts'
import { TokenRevocationInput } from './schemas.ts'
import * as service from './service.ts'

export const tokenRevocationMutations = {
  revokeTokens: (_root, { revocation, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { headers: headers.optionalKey, body: TokenRevocationInput },
      { body: revocation, conditions },
    )
    return answered(ctx, service.revokeTokens(judged.act, judged.body))
  },
} satisfies MutationResolvers
