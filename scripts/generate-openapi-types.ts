import openapiTypescript, { astToString } from 'openapi-typescript'
import { parse } from 'yaml'

/** Where the types of the REST contract live, from the top of the project. */
export const OPENAPI_TYPES_FILE = 'test/helpers/openapi-types.ts'

/** The TypeScript of the REST contract, as a client of the service generates it for itself. */
export async function generateOpenapiTypes(openapiYaml: string): Promise<string> {
  const syntax = await openapiTypescript(parse(openapiYaml))
  return `/** Generated from openapi.yaml by \`npm run generate\`; do not edit. */\n${astToString(syntax)}`
}
