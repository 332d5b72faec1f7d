/**
 * The life of a request, from its submission to a change of modality, through a client generated from
 * the contract and through GraphQL: after each step what is read of it, and at each step the refusal
 * of every role that the policy table does not name.
 */
import { readFileSync } from 'node:fs'
import createClient, { type Client } from 'openapi-fetch'
import t, { type Test } from 'tap'
import { generateOpenapiTypes, OPENAPI_TYPES_FILE } from '../scripts/generate-openapi-types.ts'
import type { TokenRequest } from '../src/access/development-tokens.ts'
import { type Action, POLICY_COLUMNS, type Reach, reachOf } from '../src/access/policy.ts'
import { newFolio } from '../src/inscription-requests/identifiers.ts'
import { REQUIREMENTS, type Role, type Status } from '../src/vocabulary.ts'
import { type Caller, type RunningApp, startApp } from './helpers/app.ts'
import { contentsOf, type TableContents } from './helpers/contents.ts'
import { notedFetch } from './helpers/contract.ts'
import type { components, paths } from './helpers/openapi-types.ts'
import { aKey, allDocuments, aSubmission } from './helpers/requests.ts'

type Schemas = components['schemas']
type Api = Client<paths>

/** Where the walk stands: what the next step is about. */
type State = {
  folio: string
  etag: string
  /** The correction that was asked for last. */
  correction: string
  electorKey: string
}

/** What a step answered, in the same words for both doors. */
type Outcome = {
  status: number
  /** The code of the refusal, if it is one. */
  code?: string
  /** All that the refusal says, without what differs between two equal ones. */
  refusal?: object
  request?: Pick<Schemas['InscriptionRequest'], 'folio' | 'corrections'>
  etag?: string
}

/** Something that a role asks of the service, through the client and through GraphQL. */
type Ask = {
  action: Action
  rest(api: Api, state: State): Promise<RestAnswer>
  graphql: {
    field: string
    /** Variables with their types, each given to the argument of its name. */
    types: Record<string, string>
    variables(state: State): Record<string, unknown>
    selection?: string
  }
}

type Step = Ask & {
  name: string
  by: TokenRequest
  /** HTTP status when it is done. */
  done: number
  leaves: { status: Status; modality: string; movements: string[] }
}

type RestAnswer = { response: Response; data?: unknown; error?: unknown }

const PORTAL: TokenRequest = { role: 'srve' }
const REVIEWER: TokenRequest = { role: 'derfe_reviewer', subject: 'ana' }
const purpose = { purpose: 'Prueba' }

const ITEM = {
  code: 'PROOF_EXPIRED',
  kind: 'OUTDATED',
  text: 'Envíe un comprobante de domicilio reciente.',
} as const
const DECISION: Schemas['DecisionInput'] = {
  to: 'COMPLIES',
  requirements: REQUIREMENTS.map((code) => ({ code, result: 'MET' })),
  reasons: [],
}
const CHANGE: Schemas['ModalityChange'] = { modality: 'IN_PERSON', venue: 'CHICAGO' }

const aTypedSubmission = (electorKey: string): Schemas['Submission'] =>
  ({ ...aSubmission(), electorKey }) as Schemas['Submission']

const pathOf = ({ folio }: State) => ({ folio })
const matchOf = ({ etag }: State) => ({ 'if-match': etag })

const ACT = { folio: 'String!', ifMatch: 'String' }
const actOf = ({ folio, etag }: State) => ({ folio, ifMatch: etag })

/** The walk, step by step. */
const STEPS: Step[] = [
  {
    name: 'the elector submits by the portal',
    action: 'request:submit',
    by: PORTAL,
    rest: (api, { electorKey }) =>
      api.POST('/v1/inscription-requests', {
        params: { header: { 'idempotency-key': aKey() } },
        body: aTypedSubmission(electorKey),
      }),
    graphql: {
      field: 'createInscriptionRequest',
      types: { submission: 'SubmissionInput!', idempotencyKey: 'String' },
      variables: ({ electorKey }) => ({
        submission: aTypedSubmission(electorKey),
        idempotencyKey: aKey(),
      }),
    },
    done: 201,
    leaves: { status: 'RECEIVED', modality: 'ELECTRONIC', movements: ['SUBMISSION RECEIVED'] },
  },
  {
    name: 'its registry status is checked',
    action: 'review:check',
    by: REVIEWER,
    rest: (api, state) =>
      api.POST('/v1/inscription-requests/{folio}/initial-check', {
        params: { path: pathOf(state), header: matchOf(state) },
        body: { to: 'IN_ANALYSIS' },
      }),
    graphql: { field: 'checkInscriptionRequest', types: ACT, variables: actOf },
    done: 200,
    leaves: {
      status: 'IN_ANALYSIS',
      modality: 'ELECTRONIC',
      movements: ['INITIAL_CHECK INITIAL_CHECK', 'INITIAL_CHECK IN_ANALYSIS'],
    },
  },
  {
    name: 'a reviewer claims it',
    action: 'review:claim',
    by: REVIEWER,
    rest: (api, state) =>
      api.POST('/v1/inscription-requests/{folio}/claim', { params: { path: pathOf(state) } }),
    graphql: {
      field: 'claimInscriptionRequest',
      types: { folio: 'String!' },
      variables: pathOf,
    },
    done: 200,
    leaves: { status: 'IN_ANALYSIS', modality: 'ELECTRONIC', movements: [] },
  },
  {
    name: 'a correction is asked for',
    action: 'correction:ask',
    by: REVIEWER,
    rest: (api, state) =>
      api.POST('/v1/inscription-requests/{folio}/corrections', {
        params: {
          path: pathOf(state),
          header: { ...matchOf(state), 'idempotency-key': aKey() },
        },
        body: { items: [ITEM] },
      }),
    graphql: {
      field: 'askCorrection',
      types: { ...ACT, items: '[CorrectionItemInput!]!', idempotencyKey: 'String' },
      variables: (state) => ({ ...actOf(state), items: [ITEM], idempotencyKey: aKey() }),
    },
    done: 201,
    leaves: {
      status: 'SUBSANE',
      modality: 'ELECTRONIC',
      movements: ['CORRECTION_REQUEST SUBSANE'],
    },
  },
  {
    name: 'the elector answers by the portal',
    action: 'correction:answer',
    by: PORTAL,
    rest: (api, state) =>
      api.POST('/v1/inscription-requests/{folio}/corrections/{id}/answer', {
        params: { path: { folio: state.folio, id: state.correction }, header: matchOf(state) },
        body: { documents: allDocuments().slice(2) as Schemas['DocumentDigest'][] },
      }),
    graphql: {
      field: 'answerCorrection',
      types: { ...ACT, id: 'ID!', documents: '[DocumentDigestInput!]' },
      variables: (state) => ({
        ...actOf(state),
        id: state.correction,
        documents: allDocuments().slice(2),
      }),
    },
    done: 200,
    leaves: {
      status: 'IN_ANALYSIS',
      modality: 'ELECTRONIC',
      movements: ['CORRECTION_ANSWER IN_ANALYSIS'],
    },
  },
  {
    name: 'the reviewer decides that it complies',
    action: 'review:decide',
    by: REVIEWER,
    rest: (api, state) =>
      api.POST('/v1/inscription-requests/{folio}/decision', {
        params: { path: pathOf(state), header: matchOf(state) },
        body: DECISION,
      }),
    graphql: {
      field: 'decideInscriptionRequest',
      types: { ...ACT, decision: 'DecisionInput!' },
      variables: (state) => ({ ...actOf(state), decision: DECISION }),
    },
    done: 200,
    leaves: { status: 'COMPLIES', modality: 'ELECTRONIC', movements: ['DECISION COMPLIES'] },
  },
  {
    name: 'the elector changes the modality by the portal',
    action: 'request:change',
    by: PORTAL,
    rest: (api, state) =>
      api.POST('/v1/inscription-requests/{folio}/modality', {
        params: { path: pathOf(state), header: matchOf(state) },
        body: CHANGE,
      }),
    graphql: {
      field: 'changeModality',
      types: { ...ACT, change: 'ModalityChangeInput!' },
      variables: (state) => ({ ...actOf(state), change: CHANGE }),
    },
    done: 200,
    leaves: { status: 'COMPLIES', modality: 'IN_PERSON', movements: ['MODALITY_CHANGE COMPLIES'] },
  },
]

/** What is read between the steps; refused to the same roles at every one of them. */
const READS: Ask[] = [
  {
    action: 'request:read',
    rest: (api, state) =>
      api.GET('/v1/inscription-requests/{folio}', {
        params: { path: pathOf(state), header: purpose },
      }),
    graphql: {
      field: 'getInscriptionRequest',
      types: { folio: 'String!', purpose: 'String' },
      variables: ({ folio }) => ({ folio, ...purpose }),
    },
  },
  {
    action: 'request:movements',
    rest: (api, state) =>
      api.GET('/v1/inscription-requests/{folio}/movements', { params: { path: pathOf(state) } }),
    graphql: {
      field: 'listMovements',
      types: { folio: 'String!' },
      variables: pathOf,
      selection: '{ number }',
    },
  },
  {
    action: 'request:list',
    rest: (api) => api.GET('/v1/inscription-requests', { params: { header: purpose } }),
    graphql: {
      field: 'listInscriptionRequests',
      types: { purpose: 'String' },
      variables: () => purpose,
      selection: '{ edges { cursor } }',
    },
  },
  {
    action: 'figure:read',
    rest: (api) => api.GET('/v1/aggregates/review'),
    graphql: {
      field: 'getReviewFigures',
      types: {},
      variables: () => ({}),
      selection: '{ asOf }',
    },
  },
]

const REQUEST_SELECTION = '{ folio etag corrections { id closedAt } }'

/** One of the two ways into the service. */
type Door = {
  name: string
  ask(caller: TokenRequest | undefined, what: Ask, state: State): Promise<Outcome>
  read(caller: TokenRequest, folio: string): Promise<Reading>
  figures(caller: TokenRequest): Promise<Figures>
}

type Reading = {
  status: string
  modality: string
  etag: string
  movements: { number: number; kind: string; from: string | null; to: string }[]
}
type Figures = { review: Record<string, unknown>; modality: Record<string, number> }

/** What two equal refusals have in common. */
const common = (refusal: object): object => {
  const { instance: _i, traceId: _t, ...rest } = refusal as Record<string, unknown>
  return rest
}

/** Figures as JSON; the contract has them as CSV as well. */
function asTable<Table>(data: Table | string | undefined): Table {
  if (data === undefined || typeof data === 'string') throw new Error('No figures in JSON')
  return data
}

/** What is made once for each caller. */
function oncePerCaller<Made>(make: (caller: TokenRequest | undefined) => Made) {
  const made = new Map<string, Made>()
  return (caller: TokenRequest | undefined): Made => {
    const key = JSON.stringify(caller ?? null)
    const known = made.get(key) ?? make(caller)
    made.set(key, known)
    return known
  }
}

/** REST through the generated client. */
function restDoor({ address, token }: RunningApp): Door {
  const apiOf = oncePerCaller(
    async (caller): Promise<Api> =>
      createClient<paths>({
        baseUrl: address,
        fetch: notedFetch,
        headers: caller ? { authorization: `Bearer ${await token(caller)}` } : {},
      }),
  )
  return {
    name: 'REST, by a client generated from the contract',
    async ask(caller, what, state) {
      const { response, data, error } = await what.rest(await apiOf(caller), state)
      const problem = error as Schemas['Problem'] | undefined
      return {
        status: response.status,
        code: problem?.code,
        refusal: problem && common(problem),
        request: data as Schemas['InscriptionRequest'] | undefined,
        etag: response.headers.get('etag') ?? undefined,
      }
    },
    async read(caller, folio) {
      const api = await apiOf(caller)
      const path = { folio }
      const { data, error, response } = await api.GET('/v1/inscription-requests/{folio}', {
        params: { path, header: purpose },
      })
      if (!data) throw new Error(error.code)
      const listed = await api.GET('/v1/inscription-requests/{folio}/movements', {
        params: { path },
      })
      return {
        status: data.status,
        modality: data.modality ?? '',
        etag: response.headers.get('etag') ?? '',
        movements: listed.data?.data ?? [],
      }
    },
    async figures(caller) {
      const api = await apiOf(caller)
      const params = { query: { entity: '09' as const } }
      const review = await api.GET('/v1/aggregates/review', { params })
      const entities = await api.GET('/v1/aggregates/entities', { params })
      return {
        review: asTable(review.data).total,
        modality: asTable(entities.data).total.modality,
      }
    },
  }
}

/** The same through GraphQL. */
function graphqlDoor(running: RunningApp): Door {
  const as = oncePerCaller((caller) => running.as(caller))
  const ask = async (caller: Caller, { graphql }: Ask, state: State): Promise<Outcome> => {
    const { field, types, variables, selection = REQUEST_SELECTION } = graphql
    const declared = Object.entries(types).map(([name, type]) => `$${name}: ${type}`)
    const given = Object.keys(types).map((name) => `${name}: $${name}`)
    const list = (items: string[]) => (items.length > 0 ? `(${items.join(', ')})` : '')
    const kind = /^(get|list)/.test(field) ? 'query' : 'mutation'
    const reply = await caller.query(
      `${kind} ${list(declared)} { act: ${field}${list(given)} ${selection} }`,
      variables(state),
    )
    const [error] = reply.body.errors ?? []
    if (error) {
      const { extensions, message, path } = error
      return {
        status: extensions.status,
        code: extensions.code,
        refusal: { message, path, data: reply.body.data ?? null, ...common(extensions) },
      }
    }
    const { act } = reply.body.data
    return { status: reply.status, request: act, etag: act.etag }
  }
  return {
    name: 'GraphQL',
    ask: (caller, what, state) => ask(as(caller), what, state),
    async read(caller, folio) {
      const { body } = await as(caller).query(
        `query ($folio: String!) {
          getInscriptionRequest(folio: $folio, purpose: "Prueba") {
            status modality etag movements { number kind from to }
          }
        }`,
        { folio },
      )
      return body.data.getInscriptionRequest
    },
    async figures(caller) {
      const { body } = await as(caller).query(`{
        getReviewFigures(entity: "09") {
          total { received initialCheck forAnalysis inAnalysis subsane complies inadmissible }
        }
        getEntityFigures(entity: "09") { total { modality { ELECTRONIC POSTAL IN_PERSON } } }
      }`)
      return {
        review: body.data.getReviewFigures.total,
        modality: body.data.getEntityFigures.total.modality,
      }
    },
  }
}

/** Where the figures count a request that is alone in its entity. */
function reviewOf(status: Status): Record<string, number> {
  const of = (...statuses: Status[]) => (statuses.includes(status) ? 1 : 0)
  const initialCheck = of('RECEIVED', 'INITIAL_CHECK')
  return {
    received: 1,
    initialCheck,
    forAnalysis: 1 - initialCheck,
    inAnalysis: of('IN_ANALYSIS'),
    subsane: of('SUBSANE'),
    complies: of('COMPLIES'),
    inadmissible: of('INADMISSIBLE'),
  }
}

/** A token of a role; an OPL of the walked request's entity. */
const tokenOf = (role: Role): TokenRequest => ({
  role,
  subject: `otra-${role}`,
  ...(role === 'opl' ? { entity: '09' } : {}),
  ...(role.startsWith('party') ? { party: 'PARTIDO_A' } : {}),
})

const ABSENT = newFolio(Buffer.alloc(12, 9))

for (const doorOf of [restDoor, graphqlDoor]) {
  t.test(`a request walks its life over ${doorOf === restDoor ? 'REST' : 'GraphQL'}`, async (t) => {
    const running = await startApp(t)
    const door = doorOf(running)
    const contents = (): Promise<Record<string, TableContents>> => contentsOf(running.database)

    /** A request by telephone, of another entity: out of the portal's reach, and of its OPL's. */
    const byPhone = await running
      .as({ role: 'inetel_agent', subject: 'de-turno' })
      .post('/v1/inscription-requests', aSubmission({ entity: '14' }), {
        'idempotency-key': aKey(),
      })
    t.equal(byPhone.status, 201)
    const foreign = {
      folio: byPhone.body.folio as string,
      etag: byPhone.headers.get('etag') ?? '',
    }

    /** Every role without a cell is refused, and so is nobody. */
    async function checkRefused(t: Test, what: Ask, state: State): Promise<void> {
      const refused = POLICY_COLUMNS.filter((role) => reachOf(role, what.action) === '-')
      for (const role of refused) {
        const { status, code } = await door.ask(tokenOf(role), what, state)
        t.same([status, code], [403, 'FORBIDDEN'], `${what.action} by ${role}`)
      }
      const { status, code } = await door.ask(undefined, what, state)
      t.same([status, code], [401, 'UNAUTHENTICATED'], `${what.action} by nobody`)
    }

    /** A record out of the reach that the cell gives answers as if there were none. */
    async function checkOutOfReach(t: Test, what: Ask, state: State): Promise<void> {
      if (!('folio' in what.graphql.types)) return
      /** Which record lies out of each reach, and who looks for it. */
      const beyond: Partial<Record<Reach, State>> = {
        portal: { ...state, ...foreign },
        attended: state,
        entity: { ...state, ...foreign },
      }
      for (const role of POLICY_COLUMNS) {
        const target = beyond[reachOf(role, what.action)]
        if (!target) continue
        const caller = tokenOf(role)
        const out = await door.ask(caller, what, target)
        const absent = await door.ask(caller, what, { ...target, folio: ABSENT })
        t.same([out.status, out.code], [404, 'NOT_FOUND'], `${what.action} by ${role}`)
        t.same(out.refusal, absent.refusal, `${what.action} by ${role}, as an absent one`)
      }
    }

    const state: State = {
      folio: foreign.folio,
      etag: foreign.etag,
      correction: '018f0000-0000-7000-8000-000000000000',
      electorKey: String(aSubmission().electorKey),
    }
    const walked: string[] = []
    for (const { name, by, done, leaves, ...what } of STEPS) {
      await t.test(name, async (t) => {
        const before = await contents()
        await checkRefused(t, what, state)
        for (const read of READS) {
          await checkRefused(t, read, state)
          // Before the first step there is no request of the portal's to compare with.
          if (walked.length > 0) await checkOutOfReach(t, read, state)
        }
        if (walked.length > 0) await checkOutOfReach(t, what, state)
        t.same(await contents(), before, 'what was refused changed nothing')

        const formerEtag = state.etag
        const outcome = await door.ask(by, what, state)
        t.equal(outcome.status, door.name === 'GraphQL' ? 200 : done, JSON.stringify(outcome))
        state.folio = outcome.request?.folio ?? ''
        state.etag = outcome.etag ?? ''
        state.correction = outcome.request?.corrections?.at(-1)?.id ?? state.correction
        walked.push(...leaves.movements)

        const reading = await door.read(REVIEWER, state.folio)
        t.match(reading, { status: leaves.status, modality: leaves.modality, etag: state.etag })
        t.same(
          reading.movements.map(({ kind, to }) => `${kind} ${to}`),
          walked,
        )
        t.equal(
          state.etag,
          `"${reading.movements.at(-1)?.number}"`,
          'the ETag is the last movement',
        )
        t.equal(
          state.etag === formerEtag,
          leaves.movements.length === 0,
          'and changes only with it',
        )
        t.same(
          reading.movements.map(({ from }) => from),
          [null, ...reading.movements.slice(0, -1).map(({ to }) => to)],
          'each movement starts where the former one ended',
        )
        t.equal((await door.read(PORTAL, state.folio)).etag, state.etag, 'the same for the portal')

        const figures = await door.figures(REVIEWER)
        t.same(figures.review, reviewOf(leaves.status))
        t.same(figures.modality, {
          ...{ ELECTRONIC: 0, POSTAL: 0, IN_PERSON: 0 },
          [leaves.modality]: 1,
        })
      })
    }

    t.test('and a step that was taken is not taken again with the former ETag', async (t) => {
      const before = await contents()
      for (const { name, by, done: _d, leaves: _l, ...what } of STEPS.slice(1)) {
        if (what.action === 'review:claim') continue
        const { status, code } = await door.ask(by, what, { ...state, etag: '"1"' })
        t.same([status, code], [412, 'PRECONDITION_FAILED'], name)
      }
      t.same(await contents(), before)
    })
  })
}

t.test('the client of the walk is generated from today’s openapi.yaml', async (t) => {
  const read = (path: string) => readFileSync(path, 'utf8')
  t.equal(read(OPENAPI_TYPES_FILE), await generateOpenapiTypes(read('openapi.yaml')))
})
