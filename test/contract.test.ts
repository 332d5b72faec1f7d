/** That the comparison with openapi.yaml, which the whole suite is put to, finds what is not in it. */
import t from 'tap'
import { startApp } from './helpers/app.ts'
import { type Answer, judgeOf, type Note, readContract, summaryOf } from './helpers/contract.ts'

t.test('an answer that the contract does not tell is found', async (t) => {
  const judge = judgeOf(readContract())
  const { as } = await startApp(t)
  const path = '/v1/cutoffs?process=2023-2024'
  const reply = await as({ role: 'ine_viewer' }).get(path)
  const good: Answer = {
    ...{ method: 'GET', path, status: reply.status, text: reply.text },
    contentType: reply.headers.get('content-type'),
  }
  t.same(judge(good), { operation: 'listCutoffs', status: 200, verdict: 'valid' })
  const verdictOf = (difference: Partial<Answer>) => judge({ ...good, ...difference })?.verdict
  t.equal(verdictOf({ status: 418 }), 'undocumented status')
  t.equal(verdictOf({ status: 201 }), 'undocumented status')
  const problem = {
    ...{ type: '/docs/errors#FORBIDDEN', title: 'No.', status: 403, detail: 'No.', instance: '/' },
    ...{ code: 'FORBIDDEN', traceId: 'a'.repeat(32) },
  }
  const refused = (change: object): Partial<Answer> => ({
    ...{ status: 403, contentType: 'application/problem+json; charset=utf-8' },
    text: JSON.stringify({ ...problem, ...change }),
  })
  t.equal(verdictOf(refused({})), 'valid')
  for (const [name, difference] of Object.entries<Partial<Answer>>({
    'another list': { text: '{"data":{}}' },
    'a member of another type': { text: reply.text.replace('"process":"', '"process":1,"x":"') },
    'a member that nobody named': { text: reply.text.replace('"process":', '"x":1,"process":') },
    'no list': { text: '{}' },
    'no object': { text: 'null' },
    'no body': { text: '' },
    'another type': { contentType: 'text/html' },
    'no type': { contentType: null },
    'a problem without its code': refused({ code: undefined }),
    'a problem told as JSON': { ...refused({}), contentType: 'application/json' },
  })) {
    t.equal(verdictOf(difference), 'outside its schema', name)
  }
  const operationOf = (method: string, path: string) => judge({ ...good, method, path })?.operation
  t.equal(operationOf('POST', '/v1/inscription-requests/dry-run'), 'dryRunInscriptionRequest')
  t.equal(operationOf('GET', '/v1/inscription-requests/x'), 'getInscriptionRequest')
  for (const path of ['/v1/nowhere', '/v1/cutoffs/', '/graphql']) {
    t.equal(operationOf('GET', path), undefined, path)
  }
  t.equal(operationOf('DELETE', '/v1/cutoffs'), undefined)
})

t.test('every schema of every answer can be judged by', async (t) => {
  const contract = readContract()
  const judge = judgeOf(contract)
  let judged = 0
  for (const [template, operations] of Object.entries(contract.paths)) {
    const path = template.replaceAll(/\{\w+\}/g, 'x')
    for (const [method, { operationId, responses }] of Object.entries(operations)) {
      for (const [status, { content }] of Object.entries(responses ?? {})) {
        for (const contentType of Object.keys(content ?? {})) {
          const note = judge({ method, path, status: Number(status), contentType, text: '[]' })
          const verdict = /json/.test(contentType) ? 'outside its schema' : 'valid'
          if (note?.operation !== operationId || note?.verdict !== verdict) {
            t.fail(`${operationId} ${status} ${contentType}: ${note?.verdict}`)
          }
          judged += 1
        }
      }
    }
  }
  t.ok(judged > 400, `${judged} of them`)
})

t.test('the end of a run names what is wrong', async (t) => {
  const operations = Array.from({ length: 20 }, (_, n) => `operation${n}`)
  const valid = operations.map((operation): Note => ({ operation, status: 200, verdict: 'valid' }))
  t.same(summaryOf(operations, [...valid, ...valid]), {
    line: 'Contract: 20 of 20 operations answered 2xx, 0 undocumented statuses, 0 answers outside their schema',
    passed: 40,
    failures: [],
  })
  const [, ...most] = valid
  t.same(summaryOf(operations, most).failures, [], '95 of 100 are enough')
  const refused: Note = { operation: 'operation0', status: 404, verdict: 'valid' }
  t.same(summaryOf(operations, [...most.slice(1), refused]).failures, [
    'operation0: never answered 2xx',
    'operation1: never answered 2xx',
  ])
  const { line, failures } = summaryOf(operations, [
    ...valid,
    { operation: 'operation3', status: 418, verdict: 'undocumented status', detail: 'GET /x: tea' },
    { operation: 'operation3', status: 418, verdict: 'undocumented status', detail: 'GET /y: tea' },
    { operation: 'operation4', status: 200, verdict: 'outside its schema', detail: '/a is null' },
  ])
  t.match(line, '1 undocumented statuses, 1 answers outside their schema')
  t.same(failures, [
    'operation3 418: undocumented status: GET /y: tea',
    'operation4 200: outside its schema: /a is null',
  ])
})
