import { z } from 'zod'
import type { MutationResolvers, QueryResolvers } from '../platform/graphql-types.ts'
import { answered, given, judgeArguments } from '../platform/resolve.ts'
import { CivilDate, headers, Instant } from '../platform/wire.ts'
import { transitionRows } from '../review/transitions.ts'
import { CATALOGUE_NAMES, ProposeVersion } from './schemas.ts'
import * as service from './service.ts'

const params = z.strictObject({ name: z.enum(CATALOGUE_NAMES) })
const versionParams = z.strictObject({ name: z.enum(CATALOGUE_NAMES), id: z.uuid('WRONG_FORMAT') })
const querystring = z.strictObject({
  asOf: z.union([CivilDate, Instant], 'WRONG_FORMAT').optional(),
})

export const catalogueQueries = {
  listTransitions: () => transitionRows(),

  listCatalogue: (_root, { name, asOf }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, querystring },
      { params: { name }, querystring: { asOf } },
    )
    return service.listCatalogue(judged.act, judged.params.name, judged.querystring.asOf)
  },

  listCatalogueVersions: (_root, { name }, ctx) => {
    const judged = judgeArguments(ctx, { params }, { params: { name } })
    return service.listCatalogueVersions(judged.act, judged.params.name)
  },
} satisfies QueryResolvers

export const catalogueMutations = {
  proposeCatalogueVersion: (_root, { name, version, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params, headers: headers.optionalKey, body: ProposeVersion },
      { params: { name }, body: version, conditions },
      service.versionRules(name, given(version)),
    )
    return answered(
      ctx,
      service.proposeCatalogueVersion(judged.act, judged.params.name, judged.body),
    )
  },

  approveCatalogueVersion: (_root, { name, id, ...conditions }, ctx) => {
    const judged = judgeArguments(
      ctx,
      { params: versionParams, headers: headers.optionalKey },
      { params: { name, id }, conditions },
    )
    const { name: catalogue, id: version } = judged.params
    return answered(ctx, service.approveCatalogueVersion(judged.act, catalogue, version))
  },
} satisfies MutationResolvers
