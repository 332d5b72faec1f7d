import { defineConfig } from 'drizzle-kit'

/** Where the tables are described and where their migrations go. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './src/tables.ts',
  out: './migrations',
  breakpoints: true,
})
