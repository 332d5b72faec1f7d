/** The same as in test/privacy, with more than 1,000 values. */
process.env.LNE_TEST_PEOPLE = '80'
await import('../privacy/canary.test.ts')

export {}
