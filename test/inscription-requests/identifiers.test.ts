import fc from 'fast-check'
import t from 'tap'
import {
  type BirthEntityCode,
  buildCurp,
  buildElectorKey,
  checkCurp,
  checkElectorKey,
  curpCheckDigit,
  curpFacts,
  electorKeyFacts,
  isFolio,
  type KeyHolder,
  newFolio,
} from '../../src/inscription-requests/identifiers.ts'
import { ENTITY_CODES, SEXES } from '../../src/vocabulary.ts'

const TODAY = '2023-12-01'

const FOLIO_FORM = /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]$/
const FOLIO_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const withDigit = (first17: string) => first17 + curpCheckDigit(first17)

const FICTICIA: KeyHolder = {
  givenNames: 'Ficticia',
  firstSurname: 'Ejemplo',
  secondSurname: 'Prueba',
  birthDate: '1984-02-29',
  entityCode: '14',
  sex: 'M',
  homonym: 0,
}
const JOSE: KeyHolder = {
  givenNames: 'José Sintético',
  firstSurname: 'Ñandú',
  secondSurname: 'Demo',
  birthDate: '2005-07-15',
  entityCode: '87',
  sex: 'H',
  homonym: 0,
}
const OSCAR: KeyHolder = {
  givenNames: 'Óscar',
  firstSurname: 'Pérez',
  secondSurname: 'Dummy',
  birthDate: '1999-12-31',
  entityCode: '09',
  sex: 'H',
  homonym: 0,
}

t.test('a CURP is judged by form, date, century and check digit', async (t) => {
  for (const [name, value, expected] of [
    ['born 1984, on 29 February', 'EEPF840229MJCJRC08', []],
    ['born 2005, abroad', 'XADS050715HNENMNA5', []],
    ['offensive opening', 'PXDO991231HDFRMS03', []],
    ['born 1985', withDigit('EEPF850315MJCJRC0'), []],
    ['born today', withDigit('EEPF231201MJCJRCA'), []],
    ['29 February 2000', withDigit('EEPF000229MJCJRCA'), []],
    ['sex X', withDigit('EEPF850315XJCJRC0'), []],
    ['wrong check digit', 'EEPF840229MJCJRC09', ['CURP_CHECK_DIGIT']],
    ['30 February', withDigit('EEPF850230MJCJRC0'), ['CURP_DATE']],
    ['31 June', withDigit('EEPF850631MJCJRC0'), ['CURP_DATE']],
    ['29 February 2001', withDigit('EEPF010229MJCJRCA'), ['CURP_DATE']],
    ['29 February 1985', withDigit('EEPF850229MJCJRC0'), ['CURP_DATE']],
    ['29 February 1900', withDigit('EEPF000229MJCJRC0'), ['CURP_CENTURY']],
    ['born 2099', withDigit('EEPF990315MJCJRCA'), ['CURP_CENTURY']],
    ['born tomorrow', withDigit('EEPF231202MJCJRCA'), ['CURP_CENTURY']],
    ['without its check digit', 'EEPF840229MJCJRC0', ['CURP_FORMAT']],
    ['month 13', withDigit('EEPF851315MJCJRC0'), ['CURP_FORMAT']],
    ['month 00', withDigit('EEPF850015MJCJRC0'), ['CURP_FORMAT']],
    ['day 32', withDigit('EEPF850132MJCJRC0'), ['CURP_FORMAT']],
    ['entity ZZ', withDigit('EEPF850315MZZJRC0'), ['CURP_FORMAT']],
    ['sex Z', withDigit('EEPF850315ZJCJRC0'), ['CURP_FORMAT']],
    ['second letter a consonant', withDigit('EBPF850315MJCJRC0'), ['CURP_FORMAT']],
    ['vowel among inner consonants', withDigit('EEPF850315MJCARC0'), ['CURP_FORMAT']],
    ['small letters', 'eepf840229mjcjrc08', ['CURP_FORMAT']],
    ['hyphen inside', 'EEPF840229-MJCJRC08', ['CURP_FORMAT']],
    ['Ñ', 'ÑEPF840229MJCJRC08', ['CURP_FORMAT']],
    ['blank around', ' EEPF840229MJCJRC08', ['CURP_FORMAT']],
    ['line feed at the end', 'EEPF840229MJCJRC08\n', ['CURP_FORMAT']],
    ['letter as check digit', 'EEPF840229MJCJRC0A', ['CURP_FORMAT']],
    ['empty', '', ['CURP_FORMAT']],
  ] as const) {
    t.same(checkCurp(value, TODAY), expected, name)
  }
  const twoProblems = withDigit('EEPF850230MJCJRC0')
  const wrongDigit = String((Number(twoProblems[17]) + 1) % 10)
  t.same(
    checkCurp(twoProblems.slice(0, 17) + wrongDigit, TODAY),
    ['CURP_DATE', 'CURP_CHECK_DIGIT'],
    'all problems at once',
  )
})

t.test('the check digit follows the published routine', async (t) => {
  t.equal(curpCheckDigit('EEPF840229MJCJRC0'), '8')
  t.equal(curpCheckDigit('XADS050715HNENMNA'), '5')
  t.equal(curpCheckDigit('PXDO991231HDFRMS0'), '3')
  t.throws(() => curpCheckDigit('EEPF'), RangeError, 'too short')
  t.throws(() => curpCheckDigit('eepf840229mjcjrc0'), RangeError, 'small letters')
})

t.test('keys built for invented people follow the rules', async (t) => {
  t.equal(buildCurp(FICTICIA), 'EEPF840229MJCJRC08')
  t.equal(buildCurp(JOSE), 'XADS050715HNENMNA5')
  t.equal(buildCurp(OSCAR), 'PXDO991231HDFRMS03')
  t.equal(buildElectorKey(FICTICIA), 'EJPRFC84022914M000')
  t.equal(buildElectorKey({ ...JOSE, homonym: 7 }), 'ÑNDMSN05071587H007')
  t.equal(buildElectorKey(OSCAR), 'PRDMOS99123109H000')

  const cases: [string, Partial<KeyHolder>, string, string][] = [
    ['no second surname', { secondSurname: null }, 'EEXF840229MJCJXC0', 'EJXXFC84022914M000'],
    ['María alone stays', { givenNames: 'María' }, 'EEPM840229MJCJRR0', 'EJPRMR84022914M000'],
    [
      'María de los Ángeles',
      { givenNames: 'Ma. de los Ángeles' },
      'EEPA840229MJCJRN0',
      'EJPRAN84022914M000',
    ],
    [
      'José María: the last name stays',
      { givenNames: 'José María' },
      'EEPM840229MJCJRR0',
      'EJPRMR84022914M000',
    ],
    [
      'particles in a surname',
      { firstSurname: 'De la Prueba' },
      'PUPF840229MJCRRC0',
      'PRPRFC84022914M000',
    ],
    ['Ñ as inner consonant', { firstSurname: 'Añil' }, 'AIPF840229MJCXRC0', 'AÑPRFC84022914M000'],
    ['no inner letters', { firstSurname: 'O' }, 'OXPF840229MJCXRC0', 'OXPRFC84022914M000'],
    ['diaeresis', { firstSurname: 'Ügualdad' }, 'UUPF840229MJCGRC0', 'UGPRFC84022914M000'],
    ['apostrophe', { firstSurname: "D'Ejemplo" }, 'DEPF840229MJCXRC0', 'DXPRFC84022914M000'],
    ['naturalised', { entityCode: '88' }, 'EEPF840229MNEJRC0', 'EJPRFC84022988M000'],
    ['sex X', { sex: 'X' }, 'EEPF840229XJCJRC0', 'EJPRFC84022914X000'],
    ['homonym', { homonym: 3 }, 'EEPF840229MJCJRC3', 'EJPRFC84022914M003'],
    [
      'homonym born from 2000',
      { homonym: 3, birthDate: '2000-02-29' },
      'EEPF000229MJCJRCD',
      'EJPRFC00022914M003',
    ],
  ]
  for (const [name, change, first17, electorKey] of cases) {
    t.equal(buildCurp({ ...FICTICIA, ...change }), withDigit(first17), `${name}: CURP`)
    t.equal(buildElectorKey({ ...FICTICIA, ...change }), electorKey, `${name}: clave de elector`)
  }
  t.throws(() => buildCurp({ ...FICTICIA, homonym: 10 }), RangeError)
  t.throws(() => buildCurp({ ...JOSE, homonym: 26 }), RangeError)
  t.throws(() => buildElectorKey({ ...FICTICIA, homonym: 1000 }), RangeError)
  t.throws(() => buildElectorKey({ ...FICTICIA, homonym: -1 }), RangeError)
  t.throws(() => buildElectorKey({ ...FICTICIA, homonym: 0.5 }), RangeError)
})

t.test('a clave de elector is judged by form and date', async (t) => {
  for (const [name, value, expected] of [
    ['good', 'EJPRFC84022914M000', []],
    ['with Ñ and vowels', 'ÑAEIOU84022914M000', []],
    ['born abroad', 'EJPRFC84022987M000', []],
    ['naturalised', 'EJPRFC84022988M000', []],
    ['sex X', 'EJPRFC84022914X000', []],
    ['29 February of 00 exists in 2000', 'EJPRFC00022914M000', []],
    ['30 February', 'EJPRFC84023014M000', ['ELECTOR_KEY_DATE']],
    ['29 February of 01', 'EJPRFC01022914M000', ['ELECTOR_KEY_DATE']],
    ['31 June', 'EJPRFC84063114M000', ['ELECTOR_KEY_DATE']],
    ['month 13', 'EJPRFC84131514M000', ['ELECTOR_KEY_FORMAT']],
    ['day 00', 'EJPRFC84020014M000', ['ELECTOR_KEY_FORMAT']],
    ['entity 33', 'EJPRFC84022933M000', ['ELECTOR_KEY_FORMAT']],
    ['entity 00', 'EJPRFC84022900M000', ['ELECTOR_KEY_FORMAT']],
    ['sex Z', 'EJPRFC84022914Z000', ['ELECTOR_KEY_FORMAT']],
    ['small letters', 'ejprfc84022914m000', ['ELECTOR_KEY_FORMAT']],
    ['short', 'EJPRFC84022914M00', ['ELECTOR_KEY_FORMAT']],
    ['long', 'EJPRFC84022914M0000', ['ELECTOR_KEY_FORMAT']],
    ['line feed at the end', 'EJPRFC84022914M000\n', ['ELECTOR_KEY_FORMAT']],
    ['digits of another script', 'EJPRFC84022914M00٠', ['ELECTOR_KEY_FORMAT']],
    ['empty', '', ['ELECTOR_KEY_FORMAT']],
  ] as const) {
    t.same(checkElectorKey(value), expected, name)
  }
})

t.test('keys tell birth and sex, for the consistency warnings', async (t) => {
  t.same(electorKeyFacts('EJPRFC84022914M000'), {
    birthDate: { year: '84', month: '02', day: '29' },
    entityCode: '14',
    sex: 'M',
  })
  t.equal(electorKeyFacts('nothing'), null)
  t.same(curpFacts('EEPF840229MJCJRC08'), {
    birthDate: '1984-02-29',
    entityLetters: 'JC',
    sex: 'M',
  })
  t.same(curpFacts('XADS050715HNENMNA5'), {
    birthDate: '2005-07-15',
    entityLetters: 'NE',
    sex: 'H',
  })
  t.equal(curpFacts('nothing'), null)
})

const names = fc
  .array(fc.constantFrom(...'abcdefghijklmnñopqrstuvwxyzáéíóúüAÑÓ '), { maxLength: 14 })
  .map((characters) => characters.join(''))

const holders: fc.Arbitrary<KeyHolder> = fc.record({
  givenNames: names,
  firstSurname: names,
  secondSurname: fc.option(names),
  birthDate: fc
    .date({ min: new Date('1900-01-01'), max: new Date('2023-12-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  entityCode: fc.constantFrom<BirthEntityCode>(...ENTITY_CODES, '87', '88'),
  sex: fc.constantFrom(...SEXES),
  homonym: fc.integer({ min: 0, max: 9 }),
})

t.test('whatever is built is clean and tells the same person', async (t) => {
  fc.assert(
    fc.property(holders, (holder) => {
      const electorKey = buildElectorKey(holder)
      const curp = buildCurp(holder)
      const facts = electorKeyFacts(electorKey)
      const [year = '', month, day] = holder.birthDate.split('-')
      return (
        checkElectorKey(electorKey).length === 0 &&
        checkCurp(curp, TODAY).length === 0 &&
        facts?.birthDate.year === year.slice(2) &&
        facts.birthDate.month === month &&
        facts.birthDate.day === day &&
        facts.entityCode === holder.entityCode &&
        facts.sex === holder.sex &&
        curpFacts(curp)?.birthDate === holder.birthDate &&
        curpFacts(curp)?.sex === holder.sex
      )
    }),
    { numRuns: 2000 },
  )
  t.pass('2,000 invented people')
})

t.test('a changed digit of a CURP is noticed wherever the check digit can', async (t) => {
  fc.assert(
    fc.property(
      holders,
      fc.constantFrom(4, 5, 6, 7, 8, 9, 16, 17),
      fc.integer({ min: 1, max: 9 }),
      (holder, position, shift) => {
        const curp = buildCurp(holder)
        const digit = curp.charAt(position)
        if (!/\d/.test(digit)) return true
        const changed =
          curp.slice(0, position) + String((Number(digit) + shift) % 10) + curp.slice(position + 1)
        const problems = checkCurp(changed, TODAY)
        if (problems.includes('CURP_FORMAT')) return true
        // A weight that shares a factor with 10 lets some changes through: those and no others.
        const difference = Number(changed.charAt(position)) - Number(digit)
        const visible = ((18 - position) * difference) % 10 !== 0
        return problems.includes('CURP_CHECK_DIGIT') === visible
      },
    ),
    { numRuns: 2000 },
  )
  t.pass('2,000 changes')
})

t.test('a folio is printed in groups and carries its check character', async (t) => {
  t.equal(newFolio(new Uint8Array(12)), '0000-0000-0000-0')
  t.match(newFolio(Uint8Array.from({ length: 16 }, (_, i) => 255 - i)), FOLIO_FORM)
  t.throws(() => newFolio(new Uint8Array(11)), RangeError)
  const folio = newFolio(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12))
  t.ok(isFolio(folio), folio)
  for (const [name, value] of [
    ['small letters', folio.toLowerCase()],
    ['without hyphens', folio.replaceAll('-', '')],
    ['letters outside the alphabet', 'IIII-LLLL-OOOO-U'],
    ['short', folio.slice(0, -2)],
    ['line feed at the end', `${folio}\n`],
    ['empty', ''],
  ] as const) {
    t.notOk(isFolio(value), name)
  }
})

t.test('no wrong character and no swap in a folio goes unnoticed', async (t) => {
  // Checking is linear: an error is noticed or not whatever the other characters are. Samples
  // with each character in each place therefore cover every folio.
  const samples = Array.from({ length: 200 }, (_, sample) =>
    newFolio(Uint8Array.from({ length: 12 }, (_, index) => (sample * 7 + index * sample) & 255)),
  )
  const missed: string[] = []
  let wrongCharacters = 0
  let swaps = 0
  for (const folio of samples) {
    if (!isFolio(folio)) missed.push(`${folio} refused`)
    const places = [...folio].flatMap((character, place) => (character === '-' ? [] : [place]))
    for (const place of places) {
      for (const other of FOLIO_ALPHABET) {
        if (other === folio[place]) continue
        wrongCharacters += 1
        const wrong = folio.slice(0, place) + other + folio.slice(place + 1)
        if (isFolio(wrong)) missed.push(`${folio} → ${wrong}`)
      }
    }
    for (const [index, left] of places.entries()) {
      for (const right of places.slice(index + 1)) {
        if (folio[left] === folio[right]) continue
        swaps += 1
        const characters = [...folio]
        characters[left] = folio.charAt(right)
        characters[right] = folio.charAt(left)
        if (isFolio(characters.join(''))) missed.push(`${folio} → ${characters.join('')}`)
      }
    }
  }
  t.same(missed, [], `${wrongCharacters} wrong characters and ${swaps} swaps`)
})

t.test('every pair of different adjacent characters is told from its swap', async (t) => {
  const missed: string[] = []
  for (let place = 0; place < 11; place += 1) {
    for (let left = 0; left < 32; left += 1) {
      for (let right = 0; right < 32; right += 1) {
        if (left === right) continue
        const bytes = new Uint8Array(12)
        bytes[place] = left
        bytes[place + 1] = right
        const characters = [...newFolio(bytes).replaceAll('-', '')]
        const a = characters[place] ?? ''
        characters[place] = characters[place + 1] ?? ''
        characters[place + 1] = a
        const swapped = characters.join('').replace(/(.{4})(.{4})(.{4})(.)/, '$1-$2-$3-$4')
        if (isFolio(swapped)) missed.push(swapped)
      }
    }
  }
  t.same(missed, [], '11 places, 992 pairs each')
})
