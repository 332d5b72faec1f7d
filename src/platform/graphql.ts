import fp from 'fastify-plugin'
/** Placeholder replaced by the GraphQL feature. */
export const graphql = fp<{ introspection: boolean }>(async () => {}, { name: 'graphql' })
