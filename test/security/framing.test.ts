/**
 * Messages made to be read in two ways: none is obeyed, none is answered twice, and every refusal is a
 * problem. All carry a good token and ask for something that exists, so that obeying one would show.
 */
import t from 'tap'
import { startApp } from '../helpers/app.ts'
import { contentsOf } from '../helpers/contents.ts'
import { answersIn, sendRaw } from '../helpers/raw.ts'

/** How a message may end: with a problem of one of these statuses, or with no answer at all. */
type Framed = { name: string; bytes: string; statuses: number[]; silent?: true }

t.test('a message that can be read in two ways is refused, once', async (t) => {
  const { address, token, database, as } = await startApp(t)
  const authorization = `authorization: Bearer ${await token({ role: 'derfe_admin' })}\r\n`
  const host = `host: x\r\n`
  const fields = `${authorization}${host}`
  const get = `GET /v1/cutoffs HTTP/1.1\r\n`
  const post = `POST /v1/cutoffs HTTP/1.1\r\n`
  const json = 'content-type: application/json\r\n'
  const write = `${post}${fields}${json}idempotency-key: smuggled-key-1\r\n`
  const chunked = 'transfer-encoding: chunked\r\n'
  const body = '{"date":"2023-11-30"}'
  const whole = `content-length: ${body.length}\r\n`
  const smuggled = `${get}${fields}\r\n`
  const inChunks = (sizes: string) => `${write}${chunked}\r\n${sizes}`

  const MESSAGES: Framed[] = [
    {
      name: 'a length, then chunks',
      bytes: `${write}content-length: 5\r\n${chunked}\r\n0\r\n\r\n${smuggled}`,
      statuses: [400],
    },
    {
      name: 'chunks, then a length',
      bytes: `${write}${chunked}content-length: 5\r\n\r\n0\r\n\r\n${smuggled}`,
      statuses: [400],
    },
    {
      name: 'two lengths that differ',
      bytes: `${write}content-length: 0\r\n${whole}\r\n${body}${smuggled}`,
      statuses: [400],
    },
    {
      name: 'two lengths alike',
      bytes: `${write}${whole}${whole}\r\n${body}`,
      statuses: [400],
    },
    {
      name: 'a list of lengths',
      bytes: `${write}content-length: 0, ${body.length}\r\n\r\n${body}`,
      statuses: [400],
    },
    {
      name: 'a negative length',
      bytes: `${write}content-length: -1\r\n\r\n${body}`,
      statuses: [400],
    },
    {
      name: 'a length with a sign',
      bytes: `${write}content-length: +${body.length}\r\n\r\n${body}`,
      statuses: [400],
    },
    {
      name: 'a length in hexadecimals',
      bytes: `${write}content-length: 0x15\r\n\r\n${body}`,
      statuses: [400],
    },
    {
      name: 'a length beyond any number',
      bytes: `${write}content-length: 99999999999999999999999\r\n\r\n${body}`,
      statuses: [400],
    },
    {
      name: 'a blank before the colon',
      bytes: `${post}${fields}${json}content-length : ${body.length}\r\n\r\n${body}`,
      statuses: [400],
    },
    {
      name: 'a field that goes on in the next line',
      bytes: `${get}${fields}x-folded: one\r\n two\r\n\r\n`,
      statuses: [400],
    },
    {
      name: 'a first field that begins with a blank',
      bytes: `${get} x: y\r\n${fields}\r\n`,
      statuses: [400],
    },
    { name: 'line feeds alone', bytes: smuggled.replaceAll('\r\n', '\n'), statuses: [400] },
    {
      name: 'a carriage return alone',
      bytes: `${get}${authorization}x: y\rhost: x\r\n\r\n`,
      statuses: [400],
    },
    { name: 'a chunk of no size', bytes: inChunks('zz\r\n{}\r\n0\r\n\r\n'), statuses: [400] },
    { name: 'a chunk of negative size', bytes: inChunks('-2\r\n{}\r\n0\r\n\r\n'), statuses: [400] },
    {
      name: 'a chunk beyond any size',
      bytes: inChunks('fffffffffffffffff\r\n{}\r\n0\r\n\r\n'),
      statuses: [400],
    },
    {
      name: 'a chunk longer than its size',
      bytes: inChunks(`1\r\n${body}\r\n0\r\n\r\n`),
      statuses: [400],
    },
    {
      name: 'a chunk size with 0x',
      bytes: inChunks(`0x15\r\n${body}\r\n0\r\n\r\n`),
      statuses: [400],
    },
    {
      name: 'a chunk with endless extensions',
      bytes: inChunks(`15;a=${'b'.repeat(17_000)}\r\n${body}\r\n0\r\n\r\n`),
      statuses: [413],
    },
    {
      name: 'chunks by another name',
      bytes: `${write}transfer-encoding: xchunked\r\n\r\n15\r\n${body}\r\n0\r\n\r\n`,
      statuses: [400],
    },
    {
      name: 'chunks that are not the last encoding',
      bytes: `${write}transfer-encoding: chunked, identity\r\n\r\n15\r\n${body}\r\n0\r\n\r\n`,
      statuses: [400],
    },
    {
      name: 'chunks twice',
      bytes: `${write}${chunked}transfer-encoding: identity\r\n\r\n15\r\n${body}\r\n0\r\n\r\n`,
      statuses: [400],
    },
    {
      name: 'chunks in HTTP/1.0',
      bytes: `${write.replace('HTTP/1.1', 'HTTP/1.0')}${chunked}${whole}\r\n0\r\n\r\n${smuggled}`,
      statuses: [400],
    },
    {
      name: 'a vertical tab before chunked',
      bytes: `${write}transfer-encoding: \x0bchunked\r\n\r\n15\r\n${body}\r\n0\r\n\r\n`,
      statuses: [400],
    },
    {
      name: 'a body that a GET hides',
      bytes: `${get}${fields}content-length: ${smuggled.length}\r\n\r\n${smuggled}`,
      statuses: [400],
    },
    {
      name: 'a name of a field with a blank',
      bytes: `${get}${fields}x y: z\r\n\r\n`,
      statuses: [400],
    },
    { name: 'a field of no name', bytes: `${get}${fields}: z\r\n\r\n`, statuses: [400] },
    { name: 'a field of no colon', bytes: `${get}${fields}nonsense\r\n\r\n`, statuses: [400] },
    { name: 'NUL in a field', bytes: `${get}${fields}x-a: a\0b\r\n\r\n`, statuses: [400] },
    {
      name: 'a field beyond any size',
      bytes: `${get}${fields}x-a: ${'a'.repeat(20_000)}\r\n\r\n`,
      statuses: [431],
    },
    {
      name: 'fields beyond any number',
      bytes: `${get}${fields}${'x-a: abcdefgh\r\n'.repeat(2_500)}\r\n`,
      statuses: [431],
    },
    {
      name: 'an address beyond any size',
      bytes: `GET /v1/cutoffs?a=${'a'.repeat(20_000)} HTTP/1.1\r\n${fields}\r\n`,
      statuses: [431],
    },
    {
      name: "another host's address",
      bytes: `GET http://example.com/v1/cutoffs HTTP/1.1\r\n${fields}\r\n`,
      statuses: [400],
    },
    {
      name: 'an address of no slash',
      bytes: `GET v1/cutoffs HTTP/1.1\r\n${fields}\r\n`,
      statuses: [400],
    },
    { name: 'an asterisk', bytes: `OPTIONS * HTTP/1.1\r\n${fields}\r\n`, statuses: [400] },
    {
      name: 'an address with a blank',
      bytes: `GET /v1/cut offs HTTP/1.1\r\n${fields}\r\n`,
      statuses: [400],
    },
    {
      name: 'an address with a line break',
      bytes: `GET /v1/cutoffs\r\nx: y HTTP/1.1\r\n${fields}\r\n`,
      statuses: [400],
    },
    {
      name: 'a tunnel',
      bytes: `CONNECT 127.0.0.1:22 HTTP/1.1\r\n${fields}\r\n`,
      statuses: [400, 405],
      silent: true,
    },
    { name: 'HTTP/0.9', bytes: `GET /v1/cutoffs\r\n${fields}\r\n`, statuses: [400] },
    {
      name: 'HTTP/2 without asking',
      bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
      statuses: [400],
    },
    {
      name: 'an unknown version',
      bytes: `GET /v1/cutoffs HTTP/1.9\r\n${fields}\r\n`,
      statuses: [400],
    },
    {
      name: 'an unknown method',
      bytes: `FETCH /v1/cutoffs HTTP/1.1\r\n${fields}\r\n`,
      statuses: [400],
    },
    {
      name: 'a method in small letters',
      bytes: `get /v1/cutoffs HTTP/1.1\r\n${fields}\r\n`,
      statuses: [400],
    },
    { name: 'no host', bytes: `${get}${authorization}\r\n`, statuses: [400] },
    { name: 'two hosts', bytes: `${get}${fields}host: y\r\n\r\n`, statuses: [400] },
    {
      name: 'an unknown expectation',
      bytes: `${write}expect: miracles\r\n${whole}\r\n${body}`,
      statuses: [417],
    },
    { name: 'TLS', bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', statuses: [400] },
  ]
  t.ok(MESSAGES.length >= 22, `${MESSAGES.length} messages`)
  const before = await contentsOf(database)

  for (const { name, bytes, statuses, silent } of MESSAGES) {
    await t.test(name, async (t) => {
      const answers = answersIn(await sendRaw(address, Buffer.from(bytes, 'latin1')))
      t.ok(answers.length <= 1, `${answers.length} answers`)
      t.ok(answers.length === 1 || silent, 'an answer')
      for (const { status, headers, text } of answers) {
        t.ok(statuses.includes(status), `status ${status}`)
        t.match(headers['content-type'], /^application\/problem\+json/)
        t.match(JSON.parse(text), { status, code: /^[A-Z_]+$/, traceId: /^[0-9a-f]{32}$/ })
      }
    })
  }

  await t.test('what follows a refused message on its connection is not read', async (t) => {
    const after = answersIn(
      await sendRaw(address, `${get}${authorization}x y: z\r\n\r\n${smuggled}`),
    )
    t.same(
      after.map(({ status }) => status),
      [400],
    )
    // Two good messages in a row are two: the count above can tell.
    const two = answersIn(await sendRaw(address, `${smuggled}${smuggled}`))
    t.same(
      two.map(({ status }) => status),
      [200, 200],
    )
  })

  t.same(await contentsOf(database), before, 'nothing was written')
  t.equal((await as({ role: 'derfe_admin' }).get('/v1/cutoffs')).status, 200, 'and it goes on')
})
