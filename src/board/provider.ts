/**
 * Sign-in by the OpenID provider that issues the tokens: authorization code with PKCE and state. The
 * access token that comes back is judged as every other one; the identity token is not used.
 * Sources: OpenID Connect Core 1.0, 3.1; RFC 7636; RFC 8707; RFC 9207.
 */
import * as client from 'openid-client'
import type { Demands } from '../access/demands.ts'
import { DomainError } from '../platform/errors.ts'

/** What the service is to its provider. */
export type ProviderSettings = {
  /** The issuer of the tokens, which describes itself under /.well-known/openid-configuration. */
  issuer: string
  clientId: string
  clientSecret?: string
  /** What the token is for, where the provider wants it named. */
  resource?: string
  /** How people must sign in: asked of the provider, and judged in the token. */
  demands?: Demands
}

/** A sign-in that has begun: kept by the browser until it comes back. */
export type Begun = { url: string; state: string; verifier: string }

const TIMEOUT_SECONDS = 5

export type Provider = {
  begin(redirectUri: string): Promise<Begun>
  /** @throws UNAUTHENTICATED when the provider or the person refused, UNAVAILABLE */
  finish(url: URL, begun: Omit<Begun, 'url'>): Promise<string>
}

/** The provider, which is asked about itself at the first sign-in, and again if it was away. */
export function providerOf({
  issuer,
  clientId,
  clientSecret,
  resource,
  demands: { acrValues, maxAgeSeconds } = {},
}: ProviderSettings): Provider {
  let known: Promise<client.Configuration> | undefined
  const discover = (): Promise<client.Configuration> => {
    const url = new URL(issuer)
    // The settings admit plain HTTP on the same machine only.
    const execute = url.protocol === 'http:' ? [client.allowInsecureRequests] : []
    const authentication = clientSecret ? client.ClientSecretBasic(clientSecret) : client.None()
    const options = { execute, timeout: TIMEOUT_SECONDS }
    return client.discovery(url, clientId, clientSecret, authentication, options)
  }
  const configuration = async (): Promise<client.Configuration> => {
    known ??= discover()
    return known.catch(() => {
      known = undefined
      throw new DomainError('UNAVAILABLE', { headers: { 'retry-after': '5' } })
    })
  }
  const named: Record<string, string> = resource === undefined ? {} : { resource }
  const demanded: Record<string, string> = {
    ...(acrValues && { acr_values: acrValues.join(' ') }),
    ...(maxAgeSeconds !== undefined && { max_age: String(maxAgeSeconds) }),
  }
  return {
    begin: async (redirectUri) => {
      const verifier = client.randomPKCECodeVerifier()
      const state = client.randomState()
      const url = client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid',
        state,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        ...named,
        ...demanded,
      })
      return { url: url.href, state, verifier }
    },
    finish: async (url, { state, verifier }) => {
      const checks = { expectedState: state, pkceCodeVerifier: verifier }
      const tokens = await client
        .authorizationCodeGrant(await configuration(), url, checks, named)
        .catch((error: unknown) => {
          const isAway = error instanceof TypeError || (error as Error).name === 'TimeoutError'
          throw new DomainError(isAway ? 'UNAVAILABLE' : 'UNAUTHENTICATED')
        })
      return tokens.access_token
    },
  }
}
