/**
 * Outlines of Mexico's entities and of the world's countries for the board, made from the maps that
 * come with the packages: whole numbers in relative steps, a tenth of their size.
 */
import { createRequire } from 'node:module'
import * as mexicoModule from '@svg-maps/mexico'
import { type GeoProjection, geoCentroid, geoNaturalEarth1, geoPath } from 'd3-geo'
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import countries from 'i18n-iso-countries'
import { feature } from 'topojson-client'
import { topology as topologyOf } from 'topojson-server'
import { presimplify, simplify } from 'topojson-simplify'
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification'
import type { EntityCode } from '../src/vocabulary.ts'

const require = createRequire(import.meta.url)

/** Units of both maps: finer than a pixel of the figures, whose width is 520. */
const WIDTH = 640
/** Of the triangle of a point with its neighbours, below which it is left out; in square units. */
const LEAST_AREA = 1.2
/** To a unit of the world. */
const DEGREES = 360 / WIDTH
/** Of the package's map. */
const MEXICO_WIDTH = 793
const MEXICO_HEIGHT = 498

type Place = [x: number, y: number]

const isOnWay = ([x, y]: Place, [viaX, viaY]: Place, [toX, toY]: Place): boolean =>
  (viaX - x) * (toY - viaY) === (viaY - y) * (toX - viaX) &&
  (viaX - x) * (toX - viaX) + (viaY - y) * (toY - viaY) > 0

/** Writes a path in whole relative steps; steps of nothing and rings without an area are left out. */
class CompactPath {
  #rings: string[] = []
  #points: Place[] = []

  moveTo(x: number, y: number): void {
    this.#close()
    this.#points = [[Math.round(x), Math.round(y)]]
  }

  lineTo(x: number, y: number): void {
    const point: Place = [Math.round(x), Math.round(y)]
    const [before, last] = this.#points.slice(-2)
    const from = last ?? before
    if (from?.[0] === point[0] && from[1] === point[1]) return
    // On along the same line is one longer step.
    if (before && last && isOnWay(before, last, point)) this.#points.pop()
    this.#points.push(point)
  }

  closePath(): void {
    this.#close()
  }

  /** d3-geo draws points with it; there are none here. */
  arc(): void {}
  beginPath(): void {}

  #close(): void {
    const [first, ...others] = this.#points
    this.#points = []
    if (!first || others.length < 2) return
    let [x, y] = first
    const steps = others.map(([nextX, nextY]) => {
      const [dx, dy] = [nextX - x, nextY - y]
      ;[x, y] = [nextX, nextY]
      return `${dx}${dy < 0 ? '' : ' '}${dy}`
    })
    this.#rings.push(`M${first.join(' ')}l${steps.join(' ').replaceAll(' -', '-')}z`)
  }

  toString(): string {
    this.#close()
    return this.#rings.join('')
  }
}

/** Ids of the map are ISO 3166-2 in small letters. Source: ecosystem of the package, ISO 3166-2:MX. */
// biome-ignore format: a table is read in rows
const ISO_3166_2: Record<EntityCode, string> = {
  '01': 'agu', '02': 'bcn', '03': 'bcs', '04': 'cam', '05': 'coa', '06': 'col', '07': 'chp', '08': 'chh',
  '09': 'cmx', '10': 'dur', '11': 'gua', '12': 'gro', '13': 'hid', '14': 'jal', '15': 'mex', '16': 'mic',
  '17': 'mor', '18': 'nay', '19': 'nle', '20': 'oax', '21': 'pue', '22': 'que', '23': 'roo', '24': 'slp',
  '25': 'sin', '26': 'son', '27': 'tab', '28': 'tam', '29': 'tla', '30': 'ver', '31': 'yuc', '32': 'zac',
}

type Ring = Place[]

/** The rings of a path of the package, whose commands are m, l and z alone, in our units. */
function ringsOf(path: string, scale: number): Ring[] {
  const rings: Ring[] = []
  let [x, y, startX, startY] = [0, 0, 0, 0]
  for (const [, command = '', list = ''] of path.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    if (command === 'z') {
      ;[x, y] = [startX, startY]
      rings.at(-1)?.push([x * scale, y * scale])
      continue
    }
    if (!/^[mMlL]$/.test(command)) throw new Error(`The map has a command ${command}`)
    const numbers = (list.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number)
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      const [a = 0, b = 0] = [numbers[i], numbers[i + 1]]
      ;[x, y] = command === command.toUpperCase() ? [a, b] : [x + a, y + b]
      if (i === 0 && command.toLowerCase() === 'm') {
        ;[startX, startY] = [x, y]
        rings.push([])
      }
      rings.at(-1)?.push([x * scale, y * scale])
    }
  }
  return rings
}

/** Written as an ES module, and described as CommonJS. */
const mexico = mexicoModule.default as unknown as { locations: { id: string; path: string }[] }

/** The 32 entities. */
function entities(): [string, string][] {
  const given = Object.entries(ISO_3166_2).map(([code, id]): Feature => {
    const location = mexico.locations.find((one) => one.id === id)
    if (!location) throw new Error(`The map lacks ${id}`)
    const rings = ringsOf(location.path, WIDTH / MEXICO_WIDTH)
    // Every ring is a piece of land of its own: the map has no holes.
    const geometry = { type: 'MultiPolygon' as const, coordinates: rings.map((ring) => [ring]) }
    return { type: 'Feature', id: code, properties: {}, geometry }
  })
  const all: FeatureCollection = { type: 'FeatureCollection', features: given }
  const topology = topologyOf({ all }) as Topology<{ all: GeometryCollection }>
  const thin = thinned(topology, LEAST_AREA)
  return feature(thin, thin.objects.all).features.map(({ id, geometry }) => [
    String(id),
    pathOf(geometry),
  ])
}

/** The path of an area, by a projection or in coordinates that are ours. */
function pathOf(geometry: Geometry, projection: GeoProjection | null = null): string {
  const path = new CompactPath()
  geoPath(projection, path as never)(geometry)
  return path.toString()
}

/** Leaves points out by how little area they hold, the same ones on both sides of a border. */
const thinned = <Objects extends Record<string, GeometryObject>>(
  topology: Topology<Objects>,
  leastArea: number,
): Topology<Objects> => simplify(presimplify(topology), leastArea)

type Atlas = Topology<{ countries: GeometryCollection }>
const atlas = (scale: '110m' | '50m', leastArea = 0) => {
  const topology = thinned(require(`world-atlas/countries-${scale}.json`) as Atlas, leastArea)
  return feature(topology, topology.objects.countries).features
}

const ANTARCTICA = 'AQ'
const codeOf = (id: unknown): string => countries.numericToAlpha2(String(id)) ?? ''

/** The countries with an area at this scale, and where the others are. */
function world() {
  const shown = atlas('110m').filter(({ id }) => codeOf(id) !== ANTARCTICA)
  const projection = geoNaturalEarth1().fitWidth(WIDTH, {
    type: 'FeatureCollection',
    features: shown,
  })
  const areas = atlas('110m', LEAST_AREA * DEGREES ** 2).flatMap((country) => {
    const path = pathOf(country.geometry, projection)
    const code = codeOf(country.id)
    return path && code !== ANTARCTICA ? [[code, path]] : []
  })
  const drawn = new Set(areas.map(([code]) => code))
  const spots = atlas('50m').flatMap((country) => {
    const code = codeOf(country.id)
    const at = projection(geoCentroid(country))
    if (code === '' || drawn.has(code) || code === ANTARCTICA || !at) return []
    return [[code, Math.round(at[0]), Math.round(at[1])]]
  })
  const [, [, height] = [0, 0]] = geoPath(projection).bounds({
    type: 'FeatureCollection',
    features: shown,
  })
  return { areas, spots, height: Math.ceil(height) }
}

export const OUTLINES_FILE = 'src/board/outlines.ts'

const HEAD = `/**
 * Generated by scripts/generate-maps.ts. Do not edit.
 *
 * Entities: MapSVG by way of @svg-maps/mexico, CC BY 4.0, coordinates rounded. Countries: Natural
 * Earth by way of world-atlas, public domain.
 */
`

/** The module that the board draws its maps from. */
export function outlines(): string {
  const { areas, spots, height: worldHeight } = world()
  const height = Math.round((MEXICO_HEIGHT * WIDTH) / MEXICO_WIDTH)
  const lines = (name: string, type: string, rows: unknown[]) =>
    `export const ${name}: readonly ${type}[] = [\n${rows.map((row) => `  ${JSON.stringify(row)},\n`).join('')}]\n`
  return [
    HEAD,
    `/** The frame of both maps, in units of the drawing. */`,
    `export const MAP_WIDTH = ${WIDTH}`,
    `export const MEXICO_HEIGHT = ${height}`,
    `export const WORLD_HEIGHT = ${worldHeight}\n`,
    '/** Entity and its path. */',
    lines('ENTITY_AREAS', '[code: string, path: string]', entities()),
    '/** Country and its path. */',
    lines('COUNTRY_AREAS', '[code: string, path: string]', areas),
    '/** Countries too small for an area, and where they are. */',
    lines('COUNTRY_SPOTS', '[code: string, x: number, y: number]', spots),
  ].join('\n')
}
