/** Every operation of the contract, for every role and for nobody, against the policy table. */
import { SignJWT } from 'jose'
import type { Test } from 'tap'
import { POLICY, reachOf } from '../../src/access/policy.ts'
import { ROLES } from '../../src/vocabulary.ts'
import { type Caller, callerOf, type Reply, type RunningApp } from './app.ts'
import { type Contract, claimsOf, SAMPLES } from './every-door.ts'
import { aKey } from './requests.ts'

/** What the walk needs of a service, wherever it runs. */
export type Walked = Pick<RunningApp, 'as' | 'address' | 'keys'>

/** Who calls without a token that is good. */
export async function nobodiesOf({ as, address, keys }: Walked): Promise<Record<string, Caller>> {
  const expired = await new SignJWT({ role: 'derfe_admin', client_id: 'x' })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: keys.token?.id ?? '' })
    .setIssuer('lne-extranjero-development')
    .setAudience('lne-extranjero')
    .setSubject('ayer')
    .setJti('ayer')
    .setIssuedAt(Math.floor(Date.now() / 1000) - 7200)
    .setExpirationTime(Math.floor(Date.now() / 1000) - 3600)
    .sign(keys.token?.privateKey as never)
  return {
    'no token': as(),
    'an expired token': callerOf(address, Promise.resolve(expired)),
  }
}

/**
 * Asks for each operation as each role, and as nobody: refused where the table says so, and nowhere
 * else. An operation without a row fails.
 */
export async function walkOperations(t: Test, running: Walked, contract: Contract): Promise<void> {
  const nobodies = await nobodiesOf(running)
  const callers = new Map(ROLES.map((role) => [role, running.as(claimsOf(role))]))

  let cells = 0
  const operations: string[] = []
  for (const [path, methods] of Object.entries(contract.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const action = operation['x-action'] as keyof typeof POLICY
      const name = operation.operationId ?? `${method} ${path}`
      operations.push(name)
      if (!Object.hasOwn(POLICY, action ?? '')) {
        t.fail(`${name} has no row of the policy table`)
        continue
      }
      const url = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => SAMPLES[key] ?? 'none')
      const ask = (caller: Caller): Promise<Reply> =>
        method === 'post'
          ? caller.post(url, {}, { 'idempotency-key': aKey() })
          : caller.get(url, { purpose: 'Prueba' })
      for (const [who, caller] of Object.entries(nobodies)) {
        const { status, headers } = await ask(caller)
        if (status !== 401 || !headers.get('www-authenticate')) t.fail(`${name}, ${who}: ${status}`)
        cells += 1
      }
      for (const role of ROLES) {
        const { status, body, text } = await ask(callers.get(role) as Caller)
        const isRefused = status === 403 && body.code === 'FORBIDDEN'
        if (isRefused !== (reachOf(role, action) === '-')) t.fail(`${name}, ${role}: ${text}`)
        if (status === 401 || status >= 500) t.fail(`${name}, ${role}: ${text}`)
        cells += 1
      }
    }
  }
  t.ok(operations.length >= 35, `${operations.length} operations, ${cells} cells`)
  t.equal(new Set(operations).size, operations.length)
}
