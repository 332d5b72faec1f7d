import type { TokenRequest } from '../../src/access/development-tokens.ts'
import type { RunningApp } from './app.ts'

/** A page as a browser without scripts gets it. */
export type Page = { status: number; headers: Headers; text: string; location: string | null }

/** Someone who looks at the board with a browser, which keeps its cookies. */
export type Visitor = {
  cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<Page>
  send(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Page>
}

/** What a browser says of a navigation that a person began on the site itself. */
const NAVIGATION = { accept: 'text/html,application/xhtml+xml', 'sec-fetch-site': 'same-origin' }

export function visitorOf(address: string): Visitor {
  const cookies = new Map<string, string>()
  async function ask(path: string, init: RequestInit & { headers: Record<string, string> }) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(`${address}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { ...NAVIGATION, ...(cookie ? { cookie } : {}), ...init.headers },
    })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (/; Max-Age=0(;|$)/.test(set)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return {
      status: answer.status,
      headers: answer.headers,
      text: await answer.text(),
      location: answer.headers.get('location'),
    }
  }
  return {
    cookies,
    get: (path, headers = {}) => ask(path, { headers }),
    send: (path, form, headers = {}) =>
      ask(path, { method: 'POST', headers, body: new URLSearchParams(form) }),
  }
}

/** A visitor who has signed in with a token of the demonstration. */
export async function signedIn(running: RunningApp, request: TokenRequest): Promise<Visitor> {
  const visitor = visitorOf(running.address)
  const page = await visitor.send('/tablero/entrar', { token: await running.token(request) })
  if (page.status !== 303) throw new Error(`The board answered ${page.status} to a sign-in`)
  return visitor
}
