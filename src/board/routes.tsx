/** The board at /tablero: pages for people, with a session in a cookie; only sign-in and out are POST. */
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import { z } from 'zod'
import { enterExport } from '../audit/exports.ts'
import { enterRefusals } from '../audit/refusals.ts'
import { ReportQuery } from '../cutoffs/schemas.ts'
import {
  getCutoff,
  getCutoffManifest,
  getCutoffReport,
  listCutoffAnnexes,
  listCutoffs,
} from '../cutoffs/service.ts'
import { contextOf } from '../platform/context.ts'
import { DomainError, type Language } from '../platform/errors.ts'
import { judge } from '../platform/judge.ts'
import { fieldErrorsOf, recordRefusal, sendProblem, toDomainError } from '../platform/problem.ts'
import { sendFile } from '../platform/rest.ts'
import { CivilDate } from '../platform/wire.ts'
import { printOut } from '../reports/maker.ts'
import { csvOf, digestOf, svgOf } from './drawings.tsx'
import { enterAttempt, enterSignIn } from './entries.ts'
import {
  BOARD_FIGURES,
  comparisonFigure,
  type Figure,
  reasonsFigure,
  waitingFigure,
} from './figures.tsx'
import {
  ComparisonPage,
  CutoffPage,
  CutoffsPage,
  type Frame,
  linkTo,
  NoCutoffs,
  NoFigures,
  Overview,
  ProblemPage,
  ReviewPage,
  renderPage,
  SignInPage,
} from './pages.tsx'
import { type ProviderSettings, providerOf } from './provider.ts'
import { BoardQuery, ComparisonQuery, LanguageQuery, ReturnPath } from './schemas.ts'
import { SCRIPT } from './script.ts'
import { compareCutoffs, reachOfBoard, readBoard, readReview } from './service.ts'
import {
  bearerOf,
  closeSession,
  cookieOf,
  endSession,
  hasSession,
  openSession,
  originOf,
  requireOwnForm,
  requireOwnLink,
  sessionOf,
  setCookie,
  TOKEN_LENGTH_MAX,
} from './session.ts'
import { ICON, STYLE } from './style.ts'
import { captionOf, fileNameOf, type Subject, subjectOf } from './subject.ts'
import { type Words, wordsOf } from './words.ts'

/** Its own files and nothing else, and nothing written inside a page. */
const CONTENT_SECURITY = [
  `default-src 'none'`,
  `style-src 'self'`,
  `script-src 'self'`,
  `img-src 'self'`,
  `connect-src 'self'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `object-src 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

/** A drawing by itself carries its style. */
const DRAWING_SECURITY = [
  `default-src 'none'`,
  `style-src 'unsafe-inline'`,
  `base-uri 'none'`,
  `object-src 'none'`,
  `frame-ancestors 'none'`,
].join('; ')

const ASSETS = {
  style: `/tablero/estilo.css?v=${digestOf(STYLE)}`,
  script: `/tablero/tablero.js?v=${digestOf(SCRIPT)}`,
}

const languageOf = ({ query }: FastifyRequest): Language =>
  (query as { lang?: unknown }).lang === 'en' ? 'en' : 'es'

const pathOf = ({ url }: FastifyRequest): string => url.split('?')[0] ?? ''

/** What a browser sends; other callers take problems as everywhere. */
const wantsPage = ({ headers }: FastifyRequest): boolean => /text\/html/.test(headers.accept ?? '')

/** @throws INVALID_REQUEST */
const queryOf = <Shape extends z.ZodType>(request: FastifyRequest, shape: Shape): z.infer<Shape> =>
  judge({ querystring: shape }, { params: {}, querystring: request.query, headers: {}, body: {} })
    .querystring as z.infer<Shape>

/** What bounds the role of whoever looks, by its name. */
function boundOf({ actor, server }: FastifyRequest): string | undefined {
  if (actor?.role === 'opl') return server.services.catalogues.label('entities', actor.entity)
  return actor && 'party' in actor ? actor.party : undefined
}

/** The door, which leads back to where somebody was. */
function doorFrom(request: FastifyRequest, hasEnded: boolean): string {
  const here = ReturnPath.safeParse(request.url)
  return linkTo('/tablero/entrar', {
    volver: here.success && here.data !== '/tablero' ? here.data : undefined,
    sesion: hasEnded ? 'terminada' : undefined,
    lang: languageOf(request) === 'en' ? 'en' : undefined,
  })
}

function sendPage(
  request: FastifyRequest,
  reply: FastifyReply,
  title: (words: Words) => string,
  content: (words: Words) => ComponentChildren,
): FastifyReply {
  const words = wordsOf(languageOf(request))
  const { actor, method } = request
  if (actor && method === 'GET') {
    // What somebody was shown goes when its session ends, also from a page that was left open.
    const seconds = Math.max(Math.ceil(actor.exp - Date.now() / 1000), 0) + 1
    reply.header('refresh', `${seconds}; url=${doorFrom(request, true)}`)
  }
  const frame: Frame = {
    actor,
    bound: boundOf(request),
    words,
    title: title(words),
    path: pathOf(request),
    query: request.query as Record<string, string | undefined>,
    assets: ASSETS,
  }
  return (
    reply
      .type('text/html; charset=utf-8')
      .header('content-language', words.language === 'es' ? 'es-MX' : 'en')
      .header('content-security-policy', CONTENT_SECURITY)
      // Forms tell where they come from.
      .header('referrer-policy', 'same-origin')
      .header('cache-control', 'no-store')
      .send(renderPage(frame, content(words)))
  )
}

/**
 * Opens an address once more, now from here: what comes by a link of another site arrives without the
 * cookie of the session.
 */
function sendOn(reply: FastifyReply, address: string): FastifyReply {
  const url = address.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', CONTENT_SECURITY)
    .header('cache-control', 'no-store')
    .send(
      `<!doctype html><html lang="es-MX"><meta charset="utf-8"><title>LNE-Extranjero</title><meta http-equiv="refresh" content="0; url=${url}"><p><a href="${url}">Continuar</a>`,
    )
}

/** Refusals as pages; whoever has no session is led to the door. */
function sendRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (!wantsPage(request)) {
    sendProblem(error, request, reply)
    return
  }
  const problem = toDomainError(error, request.routeOptions?.bodyLimit)
  if (problem.code === 'UNAUTHENTICATED' && request.method !== 'POST') {
    if (!hasSession(request) && request.headers['sec-fetch-site'] === 'cross-site') {
      sendOn(reply.code(200), linkTo(pathOf(request), request.query as never))
      return
    }
    const ended = hasSession(request)
    if (ended) closeSession(reply)
    reply.redirect(doorFrom(request, ended), 303)
    return
  }
  recordRefusal(error, problem, request.log)
  const language = languageOf(request)
  reply.code(problem.statusCode).headers(problem.headers)
  sendPage(
    request,
    reply,
    () => problem.textIn(language),
    (words) => (
      <ProblemPage
        words={words}
        title={problem.textIn(language)}
        code={problem.code}
        errors={fieldErrorsOf(problem, language).errors ?? []}
        traceId={request.id}
      />
    ),
  )
}

const FORMS = {
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  csv: 'text/csv; charset=utf-8; header=present',
} as const
const FigureFile = z.object({ file: z.string().regex(/^[a-z-]{1,30}\.(svg|png|csv)$/) })

/**
 * One figure, and what it is of.
 * @throws NOT_FOUND when there is none, or nothing to show
 */
async function figureOf(
  request: FastifyRequest,
  name: string,
  words: Words,
): Promise<{ figure: Figure; subject: Subject }> {
  const ctx = contextOf(request)
  if (name === 'comparacion') {
    const comparison = await compareCutoffs(ctx, queryOf(request, ComparisonQuery))
    if (!comparison) throw new DomainError('NOT_FOUND')
    return {
      figure: comparisonFigure(comparison, words),
      subject: { of: [comparison.from, comparison.to], compared: comparison.figure },
    }
  }
  if (name === 'causas' || name === 'espera') {
    queryOf(request, LanguageQuery)
    const { reasons, reasonsOf, durations, ownEntity: entity } = await readReview(ctx)
    const report = name === 'causas' ? reasons : durations
    const figure =
      name === 'causas'
        ? reasons && reasonsFigure(reasons, words, reasonsOf)
        : durations && waitingFigure(durations, words)
    if (!figure || !report) throw new DomainError('NOT_FOUND')
    return { figure, subject: { of: report, entity } }
  }
  if (!Object.hasOwn(BOARD_FIGURES, name)) throw new DomainError('NOT_FOUND')
  const board = await readBoard(ctx, queryOf(request, BoardQuery))
  const figure = board && BOARD_FIGURES[name as keyof typeof BOARD_FIGURES](board, words)
  if (!figure) throw new DomainError('NOT_FOUND')
  const subject = subjectOf(board)
  // Progress is of every state, whichever is chosen.
  return { figure, subject: name === 'avance' ? { ...subject, status: undefined } : subject }
}

/**
 * Counts whoever comes to the door by its address, whatever token a header carries beside.
 * @throws TOO_MANY_REQUESTS
 */
function countAtDoor(request: FastifyRequest): void {
  request.headers.authorization = undefined
  request.server.limiter?.chargeAddress(request)
}

/**
 * Takes what the board itself sent; what another site did is entered in the audit log.
 * @throws CROSS_SITE, TOO_MANY_REQUESTS
 */
async function takeOwn(
  request: FastifyRequest,
  action: 'signIn' | 'signOut',
  requireOwn: (request: FastifyRequest) => void = requireOwnForm,
): Promise<void> {
  try {
    requireOwn(request)
  } catch (error) {
    if (action === 'signOut') countAtDoor(request)
    await enterAttempt(request, action, 'CROSS_SITE')
    throw error
  }
}

/** What a page or a figure costs whoever asks for it: several tables are read, and drawn. */
const PAGE_UNITS = 5

/** What a picture costs beyond that: as much as a printed report. */
const PICTURE_UNITS = 15

/** The board, under /tablero. */
export async function boardRoutes(
  app: FastifyInstance,
  options: { provider: ProviderSettings | undefined },
): Promise<void> {
  const provider = options.provider && providerOf(options.provider)
  const page = { config: { session: true, units: PAGE_UNITS }, schema: { hide: true } }
  const sealed = {
    config: { session: true, units: PAGE_UNITS, action: 'cutoff:read' as const },
    schema: { hide: true },
  }
  const stored = {
    config: { session: true, action: 'cutoff:read' as const },
    schema: { hide: true },
  }
  const open = { config: { public: true }, schema: { hide: true } }

  app.setErrorHandler(sendRefusal)
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(new DomainError('UNKNOWN_ADDRESS'), request, reply),
  )
  app.addHook('onError', async (request, _reply, error) => {
    if (!request.actor) return
    const action = request.routeOptions.config.action ?? 'figure:read'
    await enterRefusals(request, [{ action, problem: toDomainError(error) }])
  })
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )

  app.get('/', page, async (request, reply) => {
    const ctx = contextOf(request)
    const { role } = request.actor
    const query = queryOf(request, BoardQuery)
    const title = ({ say }: Words) => say('Tablero', 'Board')
    const reach = reachOfBoard(role)
    if (reach === 'none') {
      return sendPage(request, reply, title, (words) => (
        <NoFigures actor={ctx.actor} words={words} />
      ))
    }
    const board = await readBoard(ctx, query)
    return sendPage(request, reply, title, (words) =>
      board ? (
        <Overview board={board} query={query} isSealed={reach === 'sealed'} words={words} />
      ) : (
        <NoCutoffs words={words} />
      ),
    )
  })

  app.get('/comparar', sealed, async (request, reply) => {
    const comparison = await compareCutoffs(contextOf(request), queryOf(request, ComparisonQuery))
    return sendPage(
      request,
      reply,
      ({ say }) => say('Comparar cortes', 'Compare cut-offs'),
      (words) => <ComparisonPage comparison={comparison} words={words} />,
    )
  })

  app.get('/revision', page, async (request, reply) => {
    queryOf(request, LanguageQuery)
    const report = await readReview(contextOf(request))
    return sendPage(
      request,
      reply,
      ({ say }) => say('Revisión', 'Review'),
      (words) => <ReviewPage report={report} words={words} />,
    )
  })

  app.get('/cortes', sealed, async (request, reply) => {
    queryOf(request, LanguageQuery)
    const cutoffs = await listCutoffs(contextOf(request))
    return sendPage(
      request,
      reply,
      ({ say }) => say('Cortes', 'Cut-offs'),
      (words) => <CutoffsPage cutoffs={cutoffs} words={words} />,
    )
  })

  app.get('/cortes/:date', sealed, async (request, reply) => {
    queryOf(request, LanguageQuery)
    const { date } = request.params as { date: string }
    if (!CivilDate.safeParse(date).success) throw new DomainError('NOT_FOUND')
    const ctx = contextOf(request)
    const { tables, ...cutoff } = await getCutoff(ctx, date)
    if (!tables) throw new DomainError('CUTOFF_NOT_SEALED')
    const signed = await getCutoffManifest(ctx, date).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'CUTOFF_NOT_SIGNED') return undefined
      throw error
    })
    const annexes = signed ? await listCutoffAnnexes(ctx, date) : []
    return sendPage(
      request,
      reply,
      ({ say }) => say(`Corte ${date}`, `Cut-off ${date}`),
      (words) => <CutoffPage cutoff={cutoff} signed={signed} annexes={annexes} words={words} />,
    )
  })

  app.get('/cortes/:date/descarga', stored, async (request, reply) => {
    const { date } = request.params as { date: string }
    const query = queryOf(request, ReportQuery)
    if (!CivilDate.safeParse(date).success) throw new DomainError('NOT_FOUND')
    const file = await getCutoffReport(contextOf(request), date, query.format ?? 'json', query)
    return sendFile(request, reply, file)
  })

  app.get('/cortes/:date/anexos.json', stored, async (request, reply) => {
    queryOf(request, LanguageQuery)
    const { date } = request.params as { date: string }
    if (!CivilDate.safeParse(date).success) throw new DomainError('NOT_FOUND')
    const data = await listCutoffAnnexes(contextOf(request), date)
    const file = `anexos_${date}.json`
    await enterExport(request, file)
    return reply
      .header('content-disposition', `attachment; filename="${file}"`)
      .header('cache-control', 'no-store')
      .send({ data })
  })

  app.get('/g/:file', page, async (request, reply) => {
    const parsed = FigureFile.safeParse(request.params)
    if (!parsed.success) throw new DomainError('NOT_FOUND')
    const [name = '', form = 'svg'] = parsed.data.file.split('.') as [string, keyof typeof FORMS]
    const words = wordsOf(languageOf(request))
    const { figure, subject } = await figureOf(request, name, words)
    const file = fileNameOf(name, subject, form)
    if (form === 'csv') await enterExport(request, file, 'figure:read')
    const drawn = () =>
      svgOf(
        figure,
        `LNE-Extranjero · ${captionOf(subject, words)} · ${words.say('Cifras preliminares e informativas', 'Preliminary figures, for information')}`,
      )
    const charge = () => app.limiter?.chargeClient(reply, PICTURE_UNITS)
    const contentIn = {
      csv: () => csvOf(figure),
      svg: drawn,
      png: () => printOut({ svg: drawn() }, charge),
    }
    const content = await contentIn[form]()
    if (form === 'svg') reply.header('content-security-policy', DRAWING_SECURITY)
    return reply
      .type(FORMS[form])
      .header('cache-control', 'no-store')
      .header(
        'content-disposition',
        `${form === 'csv' ? 'attachment' : 'inline'}; filename="${file}"`,
      )
      .send(content)
  })

  const assets = [
    ['/estilo.css', 'text/css', STYLE],
    ['/tablero.js', 'text/javascript', SCRIPT],
    ['/icono.svg', 'image/svg+xml', ICON],
  ] as const
  for (const [path, type, content] of assets) {
    app.get(path, open, async (_request, reply) =>
      reply
        .type(`${type}; charset=utf-8`)
        .header('cache-control', 'public, max-age=86400')
        .send(content),
    )
  }

  // As files to keep, never as pages: what they run must not run here.
  for (const name of ['cutoff.html', 'cutoff.mjs']) {
    const verifier = readFileSync(new URL(`../../verifiers/${name}`, import.meta.url))
    app.get(`/verificador/${name}`, open, async (_request, reply) =>
      reply
        .type('application/octet-stream')
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(verifier),
    )
  }

  const DoorQuery = z.strictObject({
    volver: ReturnPath,
    sesion: z.literal('terminada').optional(),
    lang: LanguageQuery.shape.lang,
  })
  const isDevelopment = app.authentication.isDevelopment
  const door = (
    request: FastifyRequest,
    reply: FastifyReply,
    back: string,
    problem?: (words: Words) => string,
  ) =>
    sendPage(
      request,
      reply,
      ({ say }) => say('Entrar', 'Sign in'),
      (words) => (
        <SignInPage
          words={words}
          way={isDevelopment ? 'token' : provider ? 'provider' : 'none'}
          back={back}
          problem={problem?.(words)}
        />
      ),
    )

  app.get('/entrar', open, async (request, reply) => {
    const { volver = '/tablero', sesion } = queryOf(request, DoorQuery)
    return door(
      request,
      reply,
      volver,
      sesion && (({ say }) => say('Su sesión terminó.', 'Your session has ended.')),
    )
  })

  const SignIn = z.strictObject({
    token: z.string().trim(),
    volver: ReturnPath,
    lang: LanguageQuery.shape.lang,
  })

  if (isDevelopment) {
    // Before the body, which may be long in coming.
    const onRequest = async (request: FastifyRequest) => {
      countAtDoor(request)
      await takeOwn(request, 'signIn')
    }
    app.post('/entrar', { ...open, onRequest }, async (request, reply) => {
      const form = SignIn.safeParse(request.body)
      const { token = '', volver = '/tablero' } = form.data ?? {}
      const actor = token.length > TOKEN_LENGTH_MAX ? undefined : await bearerOf(request, token)
      if (!actor) {
        await enterAttempt(request, 'signIn', 'UNAUTHENTICATED')
        return door(request, reply.code(401), volver, ({ say }) =>
          say(
            'Ese token no es válido, ya venció, o su sesión se cerró.',
            'That token is not valid, has expired, or its session was signed out.',
          ),
        )
      }
      if (sessionOf(request) !== token) await endSession(request, reply)
      await enterSignIn(request, actor)
      openSession(reply, token, actor.exp)
      return reply.redirect(
        linkTo(volver, { lang: form.data?.lang === 'en' ? 'en' : undefined }),
        303,
      )
    })
  }

  if (provider) {
    const BEGUN = 'lne-tablero-entrada'
    const cookie = { maxAge: 600, sameSite: 'lax', path: '/tablero/entrar' } as const
    const addressOf = (request: FastifyRequest, path: string): URL =>
      new URL(path, originOf(request))
    const callback = '/tablero/entrar/regreso'

    app.get('/entrar/proveedor', open, async (request, reply) => {
      countAtDoor(request)
      const { volver = '/tablero' } = queryOf(request, DoorQuery)
      await takeOwn(request, 'signIn', requireOwnLink)
      const { url, state, verifier } = await provider.begin(addressOf(request, callback).href)
      if (hasSession(request)) {
        // The browser comes back without the cookie of the session that it has now.
        await endSession(request, reply)
        closeSession(reply)
      }
      // Lax: the browser comes back by a link of the provider.
      setCookie(reply, BEGUN, `${state}.${verifier}.${volver}`, cookie)
      return reply.header('cache-control', 'no-store').redirect(url, 303)
    })

    app.get('/entrar/regreso', open, async (request, reply) => {
      countAtDoor(request)
      const begun = /^([\w-]+)\.([\w-]+)\.(.+)$/.exec(cookieOf(request, BEGUN) ?? '')
      const [, state = '', verifier = '', path = ''] = begun ?? []
      setCookie(reply, BEGUN, undefined, cookie)
      const back = ReturnPath.safeParse(path).data ?? '/tablero'
      try {
        if (state === '') throw new DomainError('UNAUTHENTICATED')
        const token = await provider.finish(addressOf(request, request.url), { state, verifier })
        if (token.length > TOKEN_LENGTH_MAX) throw new DomainError('UNAUTHENTICATED')
        const actor = await app.authentication.identify(request, token)
        await enterSignIn(request, actor)
        openSession(reply, token, actor.exp)
        return sendOn(reply, back)
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'UNAUTHENTICATED')) throw error
        await enterAttempt(request, 'signIn', error.code)
        return door(request, reply.code(401), back, ({ say }) =>
          say(
            'No fue posible entrar: la cuenta no tiene un rol en este servicio, no entró como éste lo pide, o la entrada no se completó.',
            'It was not possible to sign in: the account has no role in this service, did not sign in as it demands, or the sign-in was not completed.',
          ),
        )
      }
    })
  }

  const signOut = async (request: FastifyRequest, reply: FastifyReply) => {
    await takeOwn(request, 'signOut')
    // Whatever happens then, this browser has no session any more.
    closeSession(reply)
    // What it keeps beside the cookie; `"cookies"` would be those of the whole domain.
    reply.header('clear-site-data', '"cache", "storage"')
    try {
      const wasGood = await endSession(request, reply)
      if (wasGood === false) await enterAttempt(request, 'signOut', 'UNAUTHENTICATED')
      return reply.redirect('/tablero/entrar', 303)
    } catch (error) {
      const problem = toDomainError(error)
      recordRefusal(error, problem, request.log)
      reply.code(problem.statusCode).headers(problem.headers)
      return door(request, reply, '/tablero', ({ say }) =>
        say(
          'Su sesión se cerró en este navegador, pero no se pudo revocar: quien tuviera una copia podría usarla hasta que venza. Si lo teme, avise a la administración.',
          'Your session ended in this browser, but could not be revoked: whoever had a copy could use it until it expires. If you fear so, tell the administration.',
        ),
      )
    }
  }
  // Nobody waits for its body, which says nothing.
  app.post('/salir', { ...open, onRequest: signOut, handler: () => {} })
}
