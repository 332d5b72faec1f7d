/**
 * Which cells of a finer crossing may leave DERFE and audit (docs/small-cells.md). A crossing is a
 * table of two parts of the panorama for the whole country and for each entity. Its margins are
 * published; so a cell that must not be told takes others with it (secondary suppression), in its
 * entity and among the entities, until no margin less what is told leaves a small group.
 */

/** People by row and column. */
export type Table = readonly (readonly number[])[]

/** One crossing at one cut-off: each entity's table, all of one shape. */
export type Cube = ReadonlyMap<string, Table>

/** True where a cell is not told. */
export type Hidden = readonly (readonly boolean[])[]

export type Suppression = { nation: Hidden; entities: ReadonlyMap<string, Hidden> }

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const indexes = (length: number): number[] => Array.from({ length }, (_, index) => index)
/** Every choice of two or more: with three lines at most, four of them. */
const subsetsOf = (all: readonly number[]): number[][] =>
  Array.from({ length: 2 ** all.length }, (_, bits) =>
    all.filter((_one, index) => bits & (2 ** index)),
  ).filter((set) => set.length > 1)

/**
 * Whether a group may be told: nobody, or enough; and so for what its size has changed by since each
 * former cut-off, since that is told as well by telling both.
 *
 * @param sizes at the former cut-offs, and last at this one
 */
export function isSafe(sizes: readonly number[], smallest: number): boolean {
  const now = sizes.at(-1) ?? 0
  const isEnough = (size: number): boolean => size === 0 || Math.abs(size) >= smallest
  return isEnough(now) && sizes.slice(0, -1).every((before) => isEnough(now - before))
}

const drawn = (table: Table, rows: readonly number[], columns: readonly number[]): Hidden =>
  table.map((row, r) => row.map((_, c) => rows.includes(r) && columns.includes(c)))

/** The rows and columns that are not published as nobody; of one line alone, a table is its margin. */
function openLines(table: Table): { rows: number[]; columns: number[] } {
  const rows = indexes(table.length).filter((r) => sum(table[r] ?? []) !== 0)
  const columns = indexes(table[0]?.length ?? 0).filter(
    (c) => sum(table.map((row) => row[c] ?? 0)) !== 0,
  )
  return rows.length > 1 && columns.length > 1 ? { rows, columns } : { rows: [], columns: [] }
}

/**
 * The smallest rectangle that holds every unsafe cell and whose own margins are safe or published.
 * Of two rows and two columns or more, none of them nobody, margins alone determine no cell.
 */
function hide(
  history: readonly Table[],
  smallest: number,
  mustHide: (row: number, column: number) => boolean = () => false,
): Hidden {
  const now = history.at(-1) as Table
  const sizes = (rows: readonly number[], columns: readonly number[]): number[] =>
    history.map((table) => sum(rows.flatMap((r) => columns.map((c) => table[r]?.[c] ?? 0))))
  const { rows, columns } = openLines(now)
  const unsafe = rows.flatMap((r) =>
    columns
      .filter((c) => mustHide(r, c) || !isSafe(sizes([r], [c]), smallest))
      .map((c) => [r, c] as const),
  )
  if (unsafe.length === 0) return drawn(now, [], [])
  const isMargin = (part: readonly number[], isPublished: boolean): boolean =>
    part.at(-1) !== 0 && (isPublished || isSafe(part, smallest))
  const candidates = subsetsOf(rows)
    .flatMap((r) => subsetsOf(columns).map((c) => ({ rows: r, columns: c })))
    .filter(
      (one) =>
        unsafe.every(([r, c]) => one.rows.includes(r) && one.columns.includes(c)) &&
        one.rows.every((r) =>
          isMargin(sizes([r], one.columns), one.columns.length === columns.length),
        ) &&
        one.columns.every((c) => isMargin(sizes(one.rows, [c]), one.rows.length === rows.length)),
    )
  const [least = { rows, columns }] = candidates.sort(
    (a, b) =>
      a.rows.length * a.columns.length - b.rows.length * b.columns.length ||
      sum(sizes(a.rows, a.columns).slice(-1)) - sum(sizes(b.rows, b.columns).slice(-1)),
  )
  return drawn(now, least.rows, least.columns)
}

const added = (cube: Cube): Table => {
  const [first = [], ...others] = cube.values()
  return first.map((row, r) =>
    row.map((size, c) => size + sum(others.map((table) => table[r]?.[c] ?? 0))),
  )
}

/** Of the elimination: small enough for products of two to be exact. */
const PRIME = 65_521

/**
 * Whether rectangles of several entities, each safe by itself, can be solved together with the cells
 * of the country: by elimination over every margin and every cell that is told.
 */
function tellsTooMuch(
  { nation, entities }: Suppression,
  history: readonly Cube[],
  smallest: number,
): boolean {
  const unknown = [...entities].flatMap(([code, hidden]) =>
    hidden.flatMap((line, r) => line.flatMap((isHidden, c) => (isHidden ? [{ code, r, c }] : []))),
  )
  const sums = new Map<string, number[]>()
  for (const [index, { code, r, c }] of unknown.entries()) {
    const names = [`${code} row ${r}`, `${code} column ${c}`]
    if (!nation[r]?.[c]) names.push(`country ${r},${c}`)
    for (const name of names) sums.set(name, [...(sums.get(name) ?? []), index])
  }
  const lines = [...sums.values()].map((sum) => {
    const line = new Int32Array(unknown.length)
    for (const index of sum) line[index] = 1
    return line
  })
  const solved = solve(lines, unknown.length)
  return solved.some((index) => {
    const { code, r, c } = unknown[index] as (typeof unknown)[number]
    return !isSafe(
      history.map((cube) => cube.get(code)?.[r]?.[c] ?? 0),
      smallest,
    )
  })
}

/** The unknowns that a system of sums determines. */
function solve(lines: Int32Array[], unknowns: number): number[] {
  let rank = 0
  for (let column = 0; column < unknowns; column += 1) {
    const at = lines.findIndex((line, index) => index >= rank && line[column] !== 0)
    const pivot = lines[at]
    if (!pivot) continue
    lines[at] = lines[rank] as Int32Array
    lines[rank] = pivot
    const inverse = inverseOf(pivot[column] as number)
    for (const [c, value] of pivot.entries()) pivot[c] = (value * inverse) % PRIME
    for (const line of lines) {
      const factor = line[column] as number
      if (line === pivot || factor === 0) continue
      for (const [c, value] of pivot.entries()) {
        if (value !== 0) line[c] = ((line[c] as number) + (PRIME - factor) * value) % PRIME
      }
    }
    rank += 1
  }
  return lines.slice(0, rank).flatMap((line) => {
    const [only, ...others] = [...line.entries()].filter(([, value]) => value !== 0)
    return only && others.length === 0 ? [only[0]] : []
  })
}

/** By Fermat: the power of two less than the prime. */
function inverseOf(value: number): number {
  let [result, square] = [1, value % PRIME]
  for (let rest = PRIME - 2; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * square) % PRIME
    square = (square * square) % PRIME
  }
  return result
}

/**
 * What of a crossing is not told at a cut-off: one pattern, whoever asks, since what one role is
 * told all are.
 *
 * @param history the crossing at the former cut-offs, and last at this one
 * @param smallest the least people of a group that may be told
 */
export function suppress(history: readonly Cube[], smallest: number): Suppression {
  const cube = history.at(-1) as Cube
  const codes = [...cube.keys()]
  const tableOf = (code: string): Table => cube.get(code) as Table
  const people = (code: string): number => sum(tableOf(code).flat())
  const bySize = codes.toSorted((a, b) => people(a) - people(b))
  /** Cells that are given up for others: of the country as `r,c`, of an entity as `code,r,c`. */
  const given = new Set<string>()
  const hideEntity = (code: string): Hidden => {
    const tables = history.map((one) => one.get(code) as Table)
    return hide(tables, smallest, (r, c) => given.has(`${code},${r},${c}`))
  }
  const entities = new Map(codes.map((code) => [code, hideEntity(code)]))
  const hidersOf = (r: number, c: number): string[] =>
    codes.filter((code) => entities.get(code)?.[r]?.[c])

  const countries = history.map(added)
  // Told as nobody, a cell of the country would tell that of every entity.
  const tellsNobody = (r: number, c: number): boolean =>
    countries.at(-1)?.[r]?.[c] === 0 && hidersOf(r, c).length > 0
  // A cell of the country, less the entities that tell theirs, leaves those that do not together.
  const isLeftSafe = (r: number, c: number): boolean => {
    const hiders = hidersOf(r, c)
    const left = history.map((one) => sum(hiders.map((code) => one.get(code)?.[r]?.[c] ?? 0)))
    // Of nobody each would be known to be nobody.
    return hiders.length === 0 || (hiders.length > 1 && left.at(-1) !== 0 && isSafe(left, smallest))
  }
  // By itself each entity's rectangle cannot be solved: a country that tells none of its cells adds nothing.
  const hideWhereAnyHides = (): Hidden =>
    hide(countries, smallest, (r, c) => hidersOf(r, c).length > 0)
  // Each turn gives up a cell that was told: there is an end.
  for (;;) {
    const nation = hide(countries, smallest, (r, c) => given.has(`${r},${c}`) || tellsNobody(r, c))
    const unsafe = nation.flatMap((line, r) =>
      line.flatMap((isHidden, c) => (isHidden || isLeftSafe(r, c) ? [] : [[r, c] as const])),
    )
    const [first] = unsafe
    if (!first) {
      const isSolved = tellsTooMuch({ nation, entities }, history, smallest)
      return isSolved ? { nation: hideWhereAnyHides(), entities } : { nation, entities }
    }
    const canHide = (code: string, [r, c]: readonly [number, number]): boolean => {
      const { rows, columns } = openLines(tableOf(code))
      return !entities.get(code)?.[r]?.[c] && rows.includes(r) && columns.includes(c)
    }
    const next = bySize.find((code) => canHide(code, first))
    // Nobody is left to hide behind: the country's own cell is not told.
    if (next === undefined) given.add(`${first}`)
    else {
      for (const cell of unsafe) if (canHide(next, cell)) given.add(`${next},${cell}`)
      entities.set(next, hideEntity(next))
    }
  }
}
