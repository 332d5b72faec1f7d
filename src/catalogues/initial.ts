/**
 * The catalogues that a new database starts with. Later changes come through the API as dated
 * versions with their legal act; nothing here is edited once a process has begun.
 *
 * Sources, by the marks of docs/domain.md: entities, abbreviations and country labels, INE's report
 * of November 2023 (section 4.1); local offices, the same and INE release 260 of 26 July 2023;
 * venues, press of May 2024; grounds, documented for 2024 where marked; windows, INE's report.
 */
import i18nCountries from 'i18n-iso-countries'
import type { CatalogueName, CatalogueValue } from './schemas.ts'

export type InitialEntry<Name extends CatalogueName = CatalogueName> = {
  catalogue: Name
  code: string
  value: CatalogueValue<Name>
  validFrom: string
  act: string
}

/** Start of the process: the Lineamientos LNE-Extranjero of 25 August 2023. */
const FROM = '2023-08-25T06:00:00Z'
const GUIDELINES = 'Lineamientos LNE-Extranjero, Consejo General del INE, 25 de agosto de 2023'
const REPORT = 'Informe de avances VMRE del INE, noviembre de 2023'

type Office = CatalogueValue<'entities'>['localVote'][number]

/** Code, label, abbreviation and local offices, in INE's printed order. */
// biome-ignore format: a table is read by rows
const ENTITIES: [string, string, string, Office[]][] = [
  ['01', 'Aguascalientes', 'AGS', []],
  ['02', 'Baja California', 'BC', []],
  ['03', 'Baja California Sur', 'BCS', []],
  ['04', 'Campeche', 'CAMP', []],
  ['07', 'Chiapas', 'CHIS', ['GOVERNOR']],
  ['08', 'Chihuahua', 'CHIH', []],
  ['09', 'Ciudad de México', 'CDMX', ['HEAD_OF_GOVERNMENT', 'MIGRANT_DEPUTY']],
  ['05', 'Coahuila', 'COAH', []],
  ['06', 'Colima', 'COL', []],
  ['10', 'Durango', 'DGO', []],
  ['11', 'Guanajuato', 'GTO', ['GOVERNOR']],
  ['12', 'Guerrero', 'GRO', []],
  ['13', 'Hidalgo', 'HGO', []],
  ['14', 'Jalisco', 'JAL', ['GOVERNOR', 'PROPORTIONAL_DEPUTY']],
  ['15', 'México', 'MEX', []],
  ['16', 'Michoacán', 'MICH', []],
  ['17', 'Morelos', 'MOR', ['GOVERNOR']],
  ['18', 'Nayarit', 'NAY', []],
  ['19', 'Nuevo León', 'N.L.', []],
  ['20', 'Oaxaca', 'OAX', ['MIGRANT_DEPUTY']],
  ['21', 'Puebla', 'PUE', ['GOVERNOR']],
  ['22', 'Querétaro', 'QRO', []],
  ['23', 'Quintana Roo', 'QR', []],
  ['24', 'San Luis Potosí', 'SLP', []],
  ['25', 'Sinaloa', 'SIN', []],
  ['26', 'Sonora', 'SON', []],
  ['27', 'Tabasco', 'TAB', []],
  ['28', 'Tamaulipas', 'TAMPS', []],
  ['29', 'Tlaxcala', 'TLAX', []],
  ['30', 'Veracruz', 'VER', []],
  ['31', 'Yucatán', 'YUC', ['GOVERNOR']],
  ['32', 'Zacatecas', 'ZAC', []],
]

/** INE's own labels, as printed; other countries take the common Spanish name. */
// biome-ignore format: a list is read in lines
const INE_COUNTRY_LABELS: Record<string, string> = {
  AD: 'Andorra', AE: 'Emiratos Árabes Unidos', AF: 'Afganistán', AO: 'Angola', AR: 'Argentina',
  AT: 'Austria', AU: 'Australia', AW: 'Aruba', BA: 'Bosnia y Herzegovina', BE: 'Bélgica',
  BH: 'Bahréin', BM: 'Bermudas', BO: 'Bolivia', BR: 'Brasil', BZ: 'Belice', CA: 'Canadá',
  CH: 'Suiza', CL: 'Chile', CN: 'China', CO: 'Colombia', CR: 'Costa Rica', CU: 'Cuba',
  CY: 'Chipre', CZ: 'República Checa', DE: 'Alemania', DK: 'Dinamarca',
  DO: 'República Dominicana', EC: 'Ecuador', EE: 'Estonia', EG: 'Egipto', ES: 'España',
  FI: 'Finlandia', FR: 'Francia', GB: 'Reino Unido', GE: 'Georgia', GR: 'Grecia',
  GT: 'Guatemala', HK: 'Hong Kong', HN: 'Honduras', HR: 'Croacia', HU: 'Hungría', IE: 'Irlanda',
  IL: 'Israel', IN: 'India', IS: 'Islandia', IT: 'Italia', JP: 'Japón', KE: 'Kenia',
  KR: 'República de Corea', KW: 'Kuwait', LB: 'Líbano', LI: 'Liechtenstein', LU: 'Luxemburgo',
  MA: 'Marruecos', MK: 'República de Macedonia del Norte', MT: 'Malta', MY: 'Malasia',
  NG: 'Nigeria', NI: 'Nicaragua', NL: 'Países Bajos', NO: 'Noruega', NZ: 'Nueva Zelanda',
  OM: 'Omán', PA: 'Panamá', PE: 'Perú', PH: 'Filipinas', PL: 'Polonia', PR: 'Puerto Rico',
  PT: 'Portugal', PY: 'Paraguay', QA: 'Qatar', RO: 'Rumania', RS: 'Serbia',
  RU: 'Federación de Rusia', SA: 'Arabia Saudita', SE: 'Suecia', SG: 'Singapur', SI: 'Eslovenia',
  SK: 'Eslovaquia', SV: 'El Salvador', TH: 'Tailandia', TR: 'Turquía', UA: 'Ucrania', US: 'EUA',
  UY: 'Uruguay', VA: 'Estado de la Ciudad del Vaticano', VE: 'Venezuela', VN: 'Vietnam',
  ZA: 'Sudáfrica',
}

/** The 23 consular venues of in-person voting. */
// biome-ignore format: a table is read by rows
const VENUES: [string, string, string][] = [
  ['ATLANTA', 'Atlanta', 'US'],
  ['CHICAGO', 'Chicago', 'US'],
  ['DALLAS', 'Dallas', 'US'],
  ['FRESNO', 'Fresno', 'US'],
  ['HOUSTON', 'Houston', 'US'],
  ['LOS_ANGELES', 'Los Ángeles', 'US'],
  ['NEW_BRUNSWICK', 'New Brunswick', 'US'],
  ['NEW_YORK', 'Nueva York', 'US'],
  ['OKLAHOMA_CITY', 'Oklahoma', 'US'],
  ['ORLANDO', 'Orlando', 'US'],
  ['PHOENIX', 'Phoenix', 'US'],
  ['RALEIGH', 'Raleigh', 'US'],
  ['SACRAMENTO', 'Sacramento', 'US'],
  ['SAN_BERNARDINO', 'San Bernardino', 'US'],
  ['SAN_DIEGO', 'San Diego', 'US'],
  ['SAN_FRANCISCO', 'San Francisco', 'US'],
  ['SAN_JOSE', 'San José', 'US'],
  ['SANTA_ANA', 'Santa Ana', 'US'],
  ['SEATTLE', 'Seattle', 'US'],
  ['WASHINGTON', 'Washington D.C.', 'US'],
  ['MONTREAL', 'Montreal', 'CA'],
  ['MADRID', 'Madrid', 'ES'],
  ['PARIS', 'París', 'FR'],
]

/**
 * Code, label, family and what the elector is told. Families as INE published them in 2024; one request
 * with grounds of several families counts as MULTIPLE. † documented for 2024, the others [own-medium].
 */
// biome-ignore format: a table is read by rows
const GROUNDS: [string, string, CatalogueValue<'grounds'>['family'], string][] = [
  ['SIGNATURE_ILLEGIBLE', 'Firma ilegible', 'SIGNATURE', 'La firma de su documento no se distingue.'], // †
  ['SIGNATURE_PHOTOCOPIED', 'Firma fotocopiada', 'SIGNATURE', 'La firma debe ser autógrafa, no una copia.'], // †
  ['SIGNATURE_MISMATCH', 'Firma que no coincide', 'SIGNATURE', 'La firma no coincide con la de su credencial.'], // †
  ['SIGNATURE_MISSING', 'Sin firma', 'SIGNATURE', 'Falta su firma o huella en la imagen de la credencial.'], // †
  ['CARD_SIDE_MISSING', 'Falta un lado de la credencial', 'REQUIREMENTS', 'Falta el anverso o el reverso de su credencial.'], // †
  ['CARD_ILLEGIBLE', 'Credencial ilegible', 'REQUIREMENTS', 'La imagen de su credencial no se distingue.'],
  ['CARD_DATA_MISMATCH', 'Datos distintos de la credencial', 'REQUIREMENTS', 'Los datos enviados no coinciden con los de su credencial.'],
  ['PROOF_ALTERED', 'Comprobante alterado', 'PROOF_OF_ADDRESS', 'El comprobante de domicilio muestra alteraciones.'], // †
  ['PROOF_APOCRYPHAL', 'Comprobante apócrifo', 'PROOF_OF_ADDRESS', 'No se pudo confirmar la autenticidad del comprobante de domicilio.'], // †
  ['PROOF_REUSED', 'Comprobante usado en varias solicitudes', 'PROOF_OF_ADDRESS', 'El mismo comprobante de domicilio aparece en otras solicitudes.'], // †
  ['PROOF_EXPIRED', 'Comprobante vencido', 'PROOF_OF_ADDRESS', 'El comprobante de domicilio tiene más de tres meses.'], // †
  ['ADDRESS_NONEXISTENT', 'Domicilio inexistente', 'PROOF_OF_ADDRESS', 'No se localizó el domicilio que señaló.'], // †
  ['PROOF_MISSING', 'Sin comprobante de domicilio', 'PROOF_OF_ADDRESS', 'Falta el comprobante de domicilio en el extranjero.'],
  ['ADDRESS_NOT_ABROAD', 'Domicilio en México', 'PROOF_OF_ADDRESS', 'El domicilio debe estar fuera de México.'],
  ['REGISTRY_STATUS_INVALID', 'Situación registral no válida', 'REQUIREMENTS', 'Su registro en el Padrón Electoral requiere aclaración.'], // †
  ['CARD_NOT_VALID', 'Credencial no vigente', 'REQUIREMENTS', 'Su credencial para votar no está vigente.'],
  ['CPVE_NOT_CONFIRMED', 'Credencial sin confirmar', 'REQUIREMENTS', 'Falta confirmar la recepción de su credencial desde el extranjero.'],
  ['NOT_FOUND', 'No localizada en el Padrón', 'REQUIREMENTS', 'No se localizó su registro en el Padrón Electoral.'],
  ['DECEASED', 'Defunción', 'REQUIREMENTS', 'El registro señala un aviso de defunción.'],
  ['RIGHTS_SUSPENDED', 'Derechos suspendidos', 'REQUIREMENTS', 'El registro señala derechos político-electorales suspendidos.'],
  ['UNDERAGE', 'Menor de edad al día de la elección', 'REQUIREMENTS', 'Se requieren 18 años cumplidos el día de la elección.'],
  ['INCOMPLETE', 'Expediente incompleto', 'REQUIREMENTS', 'Faltan documentos o datos en su solicitud.'], // †
  ['OUT_OF_TIME', 'Fuera de plazo', 'REQUIREMENTS', 'La solicitud llegó fuera del plazo.'],
  ['NOT_RECTIFIED', 'Sin subsanar en plazo', 'REQUIREMENTS', 'No se recibió la corrección dentro del plazo.'],
  ['DUPLICATE', 'Duplicada', 'REQUIREMENTS', 'Hay otra solicitud suya en el mismo proceso.'],
  ['CONTACT_INVALID', 'Datos de contacto no válidos', 'REQUIREMENTS', 'No se pudo usar el correo o teléfono señalado.'],
  ['NOT_FILED_BY_HOLDER', 'No presentada por la persona titular', 'REQUIREMENTS', 'La persona titular negó haber presentado la solicitud.'], // †
]

// biome-ignore format: a table is read by rows
const REQUIREMENT_LABELS: [string, string][] = [
  ['IDENTITY_FOUND', 'Registro localizado en el Padrón Electoral'],
  ['CARD_VALID', 'Credencial para votar vigente'],
  ['CPVE_CONFIRMED', 'Recepción de la credencial confirmada (CPVE)'],
  ['OF_AGE', '18 años cumplidos el día de la elección'],
  ['CARD_IMAGES', 'Imágenes de ambos lados de la credencial (CPV)'],
  ['SIGNATURE', 'Firma autógrafa o huella'],
  ['PROOF_OF_ADDRESS', 'Comprobante de domicilio en el extranjero'],
  ['CONTACT', 'Datos de contacto según la modalidad'],
  ['IN_TIME', 'Solicitud en plazo'],
]

/**
 * Close of registration by the guidelines: 20 February 2024 (INE's report). The extension to 25
 * February was agreed on 15 February 2024 and is a version to be approved with that act.
 * Rectification days are not established: 3 by default [own-low]. The deadline is the one of DERFE's
 * determination. Withdrawal until the list is declared final [design].
 */
const PROCESS: CatalogueValue<'processes'> = {
  label: 'Procesos electorales federal y locales 2023-2024',
  electionDay: '2024-06-02',
  registration: { opensAt: '2023-09-01T06:00:00Z', closesAt: '2024-02-21T06:00:00Z' },
  withdrawalClosesAt: '2024-04-30T06:00:00Z',
  rectificationDays: 3,
  rectificationDeadline: '2024-03-06T06:00:00Z',
  cutoffsFrom: '2023-09-15',
  cutoffsTo: '2024-05-31',
  attentionMinutes: 60,
}

/** Every entry of every catalogue, with the date from which it is in force and its act. */
export function initialEntries(): InitialEntry[] {
  const names = i18nCountries.getNames('es', { select: 'official' })
  const countries = { ...names, ...INE_COUNTRY_LABELS }
  return [
    { catalogue: 'processes', code: '2023-2024', value: PROCESS, validFrom: FROM, act: GUIDELINES },
    ...ENTITIES.map(([code, label, abbreviation, localVote], index) => ({
      catalogue: 'entities' as const,
      code,
      value: { label, abbreviation, position: index + 1, localVote },
      validFrom: FROM,
      act: REPORT,
    })),
    // The State of Mexico joined with the process running, by order of a court (JDCL/83/2023).
    {
      catalogue: 'entities',
      code: '15',
      value: {
        label: 'México',
        abbreviation: 'MEX',
        position: 15,
        localVote: ['PROPORTIONAL_DEPUTY'],
      },
      validFrom: '2023-11-22T06:00:00Z',
      act: 'INE/CG621/2023',
    },
    ...Object.entries(countries)
      .filter(([code]) => code !== 'MX')
      .map(([code, label]) => ({
        catalogue: 'countries' as const,
        code,
        value: { label },
        validFrom: FROM,
        act: code in INE_COUNTRY_LABELS ? REPORT : 'ISO 3166-1',
      })),
    // Twelve requests of the published figures come from countries that the source does not name.
    {
      catalogue: 'countries',
      code: 'ZZ',
      value: { label: 'País no publicado' },
      validFrom: FROM,
      act: REPORT,
    },
    ...VENUES.map(([code, label, country]) => ({
      catalogue: 'venues' as const,
      code,
      value: { label, country, open: true },
      validFrom: FROM,
      act: GUIDELINES,
    })),
    ...GROUNDS.map(([code, label, family, electorText]) => ({
      catalogue: 'grounds' as const,
      code,
      value: { label, family, electorText, inUse: true },
      validFrom: FROM,
      act: GUIDELINES,
    })),
    ...REQUIREMENT_LABELS.map(([code, label]) => ({
      catalogue: 'requirements' as const,
      code,
      value: { label },
      validFrom: FROM,
      act: GUIDELINES,
    })),
  ]
}
