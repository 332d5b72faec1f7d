import type { QueryResolvers } from '../platform/graphql-types.ts'
import { type GraphqlContext, judgeArguments } from '../platform/resolve.ts'
import { DifferenceQuery, FiguresQuery } from './schemas.ts'
import { type FiguresOf, type FigureTable, getFigureDifference, getFigures } from './service.ts'

/** The form of a table is REST's: here the fields asked for are the form. */
const Arguments = FiguresQuery.omit({ format: true })

const figuresOf =
  <Table extends FigureTable>(table: Table) =>
  (_root: unknown, args: object, ctx: GraphqlContext): Promise<FiguresOf<Table>> => {
    const judged = judgeArguments(ctx, { querystring: Arguments }, { querystring: args })
    return getFigures(judged.act, table, judged.querystring)
  }

const DifferenceArguments = DifferenceQuery.omit({ format: true })

export const aggregateQueries = {
  getEntityFigures: figuresOf('entities'),
  getCountryFigures: figuresOf('countries'),
  getCountryEntityFigures: figuresOf('country-entity'),
  getReviewFigures: figuresOf('review'),
  getDailyFigures: figuresOf('daily'),
  getFigureDifference: (_root, args, ctx: GraphqlContext) => {
    const schemas = { querystring: DifferenceArguments }
    const judged = judgeArguments(ctx, schemas, { querystring: args })
    return getFigureDifference(judged.act, judged.querystring)
  },
} satisfies QueryResolvers
