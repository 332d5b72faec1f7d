import { readFileSync } from 'node:fs'
import { codegen } from '@graphql-codegen/core'
import * as typescript from '@graphql-codegen/typescript'
import * as resolvers from '@graphql-codegen/typescript-resolvers'
import { buildSchema, parse, printSchema } from 'graphql'

/** Where the generated types live, from the top of the project. */
export const GRAPHQL_TYPES_FILE = 'src/platform/graphql-types.ts'

const sdlFile = new URL('../schema.graphql', import.meta.url)

/** The TypeScript of the GraphQL contract: its types, and what each resolver must be. */
export async function generateGraphqlTypes(): Promise<string> {
  const schemaAst = buildSchema(readFileSync(sdlFile, 'utf8'))
  const generated = await codegen({
    filename: GRAPHQL_TYPES_FILE,
    documents: [],
    schema: parse(printSchema(schemaAst)),
    schemaAst,
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers },
    config: {
      enumsAsTypes: true,
      useTypeImports: true,
      maybeValue: 'T | null | undefined',
      contextType: './resolve.ts#GraphqlContext',
      scalars: {
        ID: 'string',
        Date: 'string',
        DateTime: 'string',
        JSON: 'Record<string, unknown>',
        Cell: 'string | number',
      },
    },
  })
  return `/** Generated from schema.graphql by \`npm run generate\`; do not edit. */\n${generated.trim()}\n`
}
