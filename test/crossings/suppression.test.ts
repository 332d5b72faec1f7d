import t from 'tap'
import { type Cube, isSafe, suppress, type Table } from '../../src/crossings/suppression.ts'
import { Random, seedOfRun } from '../helpers/random.ts'

/* What suppression leaves, over random countries with sparse, skewed tables and a history. */

const SEED = seedOfRun()
t.comment(`LNE_TEST_SEED=${SEED}`)
const random = new Random(SEED)
const SMALLEST = 10

const indexes = (length: number): number[] => Array.from({ length }, (_, index) => index)
const total = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0)

/** A history of cut-offs in which people come and a few leave. */
function randomHistory(): Cube[] {
  const [rows, columns] = [random.between(2, 3), random.between(2, 3)]
  const codes = indexes(random.between(2, 8)).map(String)
  let now: Cube = new Map(
    codes.map((code) => {
      const size = random.pick([0, 3, 20, 200, 2000])
      const weights = indexes(columns).map(() => random.pick([0, 0.02, 0.3, 1]))
      return [
        code,
        indexes(rows).map(() => {
          const weight = random.pick([0, 0.05, 0.5, 1])
          return weights.map((w) => Math.round(size * weight * w * random.next()))
        }),
      ]
    }),
  )
  const history: Cube[] = [now]
  for (let cutoff = random.below(3); cutoff > 0; cutoff -= 1) {
    now = new Map(
      [...now].map(([code, table]) => [
        code,
        table.map((row) =>
          row.map((size) =>
            Math.max(0, size + random.pick([0, 0, 1, -1, 4, Math.round(size / 3)])),
          ),
        ),
      ]),
    )
    history.push(now)
  }
  return history
}

const PRIME = 32_749
const power = (base: number, exponent: number): number => {
  let [result, square] = [1, base % PRIME]
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = (result * square) % PRIME
    square = (square * square) % PRIME
  }
  return result
}

/** Which unknowns are determined by what is known of sums of them: Gauss, modulo a prime. */
function determined(unknowns: number, sums: number[][]): Set<number> {
  const matrix = sums.map((sum) => {
    const line = new Array<number>(unknowns).fill(0)
    for (const one of sum) line[one] = 1
    return line
  })
  let rank = 0
  for (let column = 0; column < unknowns; column += 1) {
    const found = matrix.findIndex((line, index) => index >= rank && line[column] !== 0)
    if (found < 0) continue
    const pivot = matrix[found] as number[]
    matrix[found] = matrix[rank] as number[]
    const inverse = power(pivot[column] as number, PRIME - 2)
    matrix[rank] = pivot.map((value) => (value * inverse) % PRIME)
    for (const [index, line] of matrix.entries()) {
      const factor = line[column] as number
      if (index === rank || factor === 0) continue
      for (const [c, value] of (matrix[rank] as number[]).entries()) {
        line[c] = ((line[c] as number) + (PRIME - factor) * value) % PRIME
      }
    }
    rank += 1
  }
  const alone = matrix.slice(0, rank).filter((line) => line.filter((value) => value).length === 1)
  return new Set(alone.map((line) => line.findIndex((value) => value !== 0)))
}

const isOneLine = (table: Table): boolean =>
  table.filter((row) => total(row) > 0).length < 2 ||
  (table[0] ?? []).filter((_, c) => total(table.map((row) => row[c] ?? 0)) > 0).length < 2

const nationOf = (cube: Cube): Table => {
  const tables = [...cube.values()]
  return (tables[0] ?? []).map((row, r) =>
    row.map((_, c) => total(tables.map((table) => table[r]?.[c] ?? 0))),
  )
}

t.test('a group may be told when it and its changes are nobody or enough', async (t) => {
  for (const [sizes, told] of [
    [[0], true],
    [[9], false],
    [[10], true],
    [[10, 19], false],
    [[10, 20], true],
    [[20, 20], true],
    [[21, 20], false],
    [[30, 50, 55], false],
  ] as const) {
    t.equal(isSafe(sizes, SMALLEST), told, sizes.join())
  }
})

t.test('no answer, and no margin less what is told, is a small group', async (t) => {
  let cells = 0
  let hiddenCells = 0
  for (let round = 0; round < 3000; round += 1) {
    const history = randomHistory()
    const cube = history.at(-1) as Cube
    const suppression = suppress(history, SMALLEST)
    const codes = [...cube.keys()]
    const wrong: string[] = []
    const judge = (what: string, sizes: number[]): void => {
      if (!isSafe(sizes, SMALLEST)) wrong.push(`${what}: ${sizes}`)
    }
    for (const code of [...codes, 'nation']) {
      const tables = history.map((one) =>
        code === 'nation' ? nationOf(one) : (one.get(code) as Table),
      )
      const table = tables.at(-1) as Table
      const hidden = code === 'nation' ? suppression.nation : suppression.entities.get(code)
      if (isOneLine(table)) continue
      const lines = [
        ...table.map((row, r) => row.map((_, c) => [r, c] as const)),
        ...(table[0] ?? []).map((_, c) => table.map((_row, r) => [r, c] as const)),
      ]
      for (const line of lines) {
        const isHidden = ([r, c]: readonly [number, number]) => hidden?.[r]?.[c] === true
        if (total(line.map(([r, c]) => table[r]?.[c] ?? 0)) === 0) continue
        // Of a line published as nobody everything is published.
        const isOpen = ([r, c]: readonly [number, number]) =>
          total(table[r] ?? []) > 0 && total(table.map((row) => row[c] ?? 0)) > 0
        for (const cell of line.filter((one) => !isHidden(one) && isOpen(one))) {
          cells += 1
          judge(
            `${code} ${cell}`,
            tables.map((one) => one[cell[0]]?.[cell[1]] ?? 0),
          )
        }
        const left = line.filter(isHidden)
        hiddenCells += left.length
        // All of a line hidden leave its margin, which is published.
        if (left.length > 0 && left.length < line.length) {
          const open = line.filter(isOpen)
          if (left.length === open.length) continue
          judge(
            `${code} left of ${line[0]}`,
            tables.map((one) => total(left.map(([r, c]) => one[r]?.[c] ?? 0))),
          )
        }
      }
    }
    for (const [r, line] of suppression.nation.entries()) {
      for (const [c, isHidden] of line.entries()) {
        const within = codes.filter((code) => suppression.entities.get(code)?.[r]?.[c])
        if (isHidden || within.length === 0) continue
        judge(
          `left of the country ${r},${c}`,
          history.map((one) => total(within.map((code) => one.get(code)?.[r]?.[c] ?? 0))),
        )
      }
    }
    if (wrong.length > 0) t.fail(`round ${round}: ${wrong.slice(0, 3).join('; ')}`)
  }
  t.ok(cells > 2_000, `${cells} cells told`)
  t.ok(hiddenCells > 2_000, `${hiddenCells} not told`)
})

t.test('no cell that is not told can be solved from everything that is', async (t) => {
  let solved = 0
  for (let round = 0; round < 400; round += 1) {
    const history = randomHistory()
    const cube = history.at(-1) as Cube
    const { nation, entities } = suppress(history, SMALLEST)
    const unknown: [string, number, number][] = []
    for (const [code, hidden] of entities) {
      for (const [r, line] of hidden.entries()) {
        for (const [c, isHidden] of line.entries()) if (isHidden) unknown.push([code, r, c])
      }
    }
    const sums = [...cube.keys()].flatMap((code) => [
      ...nation.map((_, row) =>
        unknown.flatMap(([e, r], i) => (e === code && r === row ? [i] : [])),
      ),
      ...(nation[0] ?? []).map((_, column) =>
        unknown.flatMap(([e, , c], i) => (e === code && c === column ? [i] : [])),
      ),
    ])
    for (const [row, line] of nation.entries()) {
      for (const [column, isHidden] of line.entries()) {
        if (isHidden) continue
        sums.push(unknown.flatMap(([, r, c], i) => (r === row && c === column ? [i] : [])))
      }
    }
    // Of a sum of nobody each part is known.
    const sizeOf = (i: number): number => {
      const [code, r, c] = unknown[i] as [string, number, number]
      return cube.get(code)?.[r]?.[c] ?? 0
    }
    const zeros = sums.filter((sum) => total(sum.map(sizeOf)) === 0).flat()
    const known = [...sums.filter((sum) => sum.length > 0), ...zeros.map((one) => [one])]
    const found = determined(unknown.length, known)
    for (const index of found) {
      const [code, r, c] = unknown[index] as [string, number, number]
      const sizes = history.map((one) => one.get(code)?.[r]?.[c] ?? 0)
      if (!isSafe(sizes, SMALLEST)) {
        t.fail(`round ${round}: ${code} ${r},${c} is ${sizes}`)
        solved += 1
      }
    }
  }
  t.equal(solved, 0)
})

t.test(
  'what nothing hides is told whole, and what must be hidden takes little with it',
  async (t) => {
    const large = [
      [100, 200, 300],
      [150, 250, 350],
    ]
    const all = new Map(['01', '02', '03'].map((code) => [code, large]))
    const told = suppress([all], SMALLEST)
    t.notOk([...told.entities.values(), told.nation].flat(2).some(Boolean), 'nothing to hide')
    const one = new Map(all).set('02', [
      [100, 200, 3],
      [150, 250, 350],
    ])
    const { nation, entities } = suppress([one], SMALLEST)
    t.notOk(nation.flat().some(Boolean), 'the country is told')
    t.same(entities.get('02'), [
      [true, false, true],
      [true, false, true],
    ])
    const others = ['01', '03'].map((code) => entities.get(code)?.flat().filter(Boolean).length)
    t.same(
      others.toSorted(),
      [0, 4],
      'the same of one other entity, which the country would tell else',
    )
  },
)
