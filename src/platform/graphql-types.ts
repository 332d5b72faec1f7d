/** Generated from schema.graphql by `npm run generate`; do not edit. */
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { GraphqlContext } from './resolve.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** Fecha de calendario AAAA-MM-DD, en la Ciudad de México */
  Date: { input: string; output: string; }
  /** Instante RFC 3339 en UTC, con Z */
  DateTime: { input: string; output: string; }
  /** Valor de una entrada de catálogo; su forma depende del catálogo */
  JSON: { input: Record<string, unknown>; output: Record<string, unknown>; }
  /** Celda de una tabla: texto, número o null */
  Cell: { input: string | number; output: string | number; }
};

export type Query = {
  __typename?: 'Query';
  /** Las solicitudes al alcance del rol, de la más reciente a la más antigua */
  listInscriptionRequests?: Maybe<InscriptionRequestConnection>;
  /** Una solicitud por folio */
  getInscriptionRequest?: Maybe<InscriptionRequest>;
  /** Los movimientos de una solicitud, en orden */
  listMovements?: Maybe<Array<Movement>>;
  /** Cifras por entidad */
  getEntityFigures?: Maybe<EntityFigures>;
  /** Cifras por país de residencia */
  getCountryFigures?: Maybe<CountryFigures>;
  /** País por entidad, con ambos márgenes */
  getCountryEntityFigures?: Maybe<CountryEntityFigures>;
  /** Estado de la revisión por entidad */
  getReviewFigures?: Maybe<ReviewFigures>;
  /** Registro diario de lo que se cuenta */
  getDailyFigures?: Maybe<DailyFigures>;
  /** Solicitudes con inconsistencia por causal */
  getReasonFigures?: Maybe<ReasonFigures>;
  /** De solicitud a cumple y a la lista, por entidad */
  getFunnel?: Maybe<Funnel>;
  /** Tiempo en cada estado: estancias que terminaron entre dos días, y las abiertas */
  getDurations?: Maybe<Durations>;
  /** Solicitudes por fecha de último movimiento, sin nombres */
  listLastMovements?: Maybe<LastMovementPage>;
  /** Qué cambió entre dos cortes, por clase de movimiento y causal */
  getFigureDifference?: Maybe<FigureDifference>;
  /** Cifras por las dimensiones que se pidan */
  getCrossing?: Maybe<Crossing>;
  /** Las solicitudes detrás de una cifra */
  listFigureCases?: Maybe<FigureCasePage>;
  /** Los cortes quincenales, del más reciente al más antiguo */
  listCutoffs?: Maybe<Array<Cutoff>>;
  /** Un corte; sellado, con sus tablas */
  getCutoff?: Maybe<Cutoff>;
  /** El manifiesto firmado de un corte sellado; los archivos que nombra, por REST */
  getCutoffManifest?: Maybe<CutoffManifest>;
  /** Los anexos de un corte sellado, en el orden en que se agregaron */
  listCutoffAnnexes?: Maybe<Array<CutoffAnnex>>;
  /** Un anexo de un corte sellado */
  getCutoffAnnex?: Maybe<CutoffAnnex>;
  /** El ciclo de vida de una solicitud */
  listTransitions?: Maybe<Array<Transition>>;
  /** Un catálogo como rige en un instante */
  listCatalogue?: Maybe<Array<CatalogueEntry>>;
  /** Las versiones de un catálogo, propuestas y aprobadas */
  listCatalogueVersions?: Maybe<Array<CatalogueVersion>>;
  /** Los asientos de la bitácora, del más reciente al más antiguo */
  listAuditEntries?: Maybe<AuditEntryPage>;
  /** La última cabeza firmada de la bitácora */
  getAuditHead?: Maybe<AuditHead>;
  /** La prueba de que la bitácora contiene un asiento, por su hoja o su identificador */
  proveInclusion?: Maybe<InclusionProof>;
  /** La prueba de que una bitácora es el comienzo de otra */
  proveConsistency?: Maybe<ConsistencyProof>;
  /** Quién ha tratado los datos de una solicitud, cuándo y para qué */
  listConsultations?: Maybe<Array<Consultation>>;
  /** Las lecturas en pausa por su volumen */
  listReadingPauses?: Maybe<Array<ReadingPause>>;
  /** Los accesos extraordinarios, del más reciente al más antiguo */
  listGrants?: Maybe<Array<Grant>>;
  /** El registro de un acceso extraordinario vigente */
  readGranted?: Maybe<InscriptionRequest>;
};


export type QueryListInscriptionRequestsArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<Status>;
  modality?: InputMaybe<Modality>;
  medium?: InputMaybe<Medium>;
  credentialType?: InputMaybe<CredentialType>;
  sex?: InputMaybe<Sex>;
  receivedFrom?: InputMaybe<Scalars['DateTime']['input']>;
  receivedTo?: InputMaybe<Scalars['DateTime']['input']>;
  updatedSince?: InputMaybe<Scalars['DateTime']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  purpose?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetInscriptionRequestArgs = {
  folio: Scalars['String']['input'];
  purpose?: InputMaybe<Scalars['String']['input']>;
};


export type QueryListMovementsArgs = {
  folio: Scalars['String']['input'];
};


export type QueryGetEntityFiguresArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<CountedStatus>;
  validAsOf?: InputMaybe<Scalars['String']['input']>;
  knownAsOf?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetCountryFiguresArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<CountedStatus>;
  validAsOf?: InputMaybe<Scalars['String']['input']>;
  knownAsOf?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetCountryEntityFiguresArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<CountedStatus>;
  validAsOf?: InputMaybe<Scalars['String']['input']>;
  knownAsOf?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetReviewFiguresArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<CountedStatus>;
  validAsOf?: InputMaybe<Scalars['String']['input']>;
  knownAsOf?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetDailyFiguresArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<CountedStatus>;
  validAsOf?: InputMaybe<Scalars['String']['input']>;
  knownAsOf?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetReasonFiguresArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['String']['input']>;
  validAsOf?: InputMaybe<Scalars['String']['input']>;
  knownAsOf?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetFunnelArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  validAsOf?: InputMaybe<Scalars['String']['input']>;
  knownAsOf?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetDurationsArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['String']['input']>;
  from?: InputMaybe<Scalars['Date']['input']>;
  to?: InputMaybe<Scalars['Date']['input']>;
  validAsOf?: InputMaybe<Scalars['String']['input']>;
  knownAsOf?: InputMaybe<Scalars['String']['input']>;
};


export type QueryListLastMovementsArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<CountedStatus>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  cursor?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetFigureDifferenceArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  table: Scalars['String']['input'];
  from: Scalars['String']['input'];
  to: Scalars['String']['input'];
};


export type QueryGetCrossingArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  groupBy: Scalars['String']['input'];
  entity?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<CountedStatus>;
  validAsOf?: InputMaybe<Scalars['String']['input']>;
  knownAsOf?: InputMaybe<Scalars['String']['input']>;
  cutoff?: InputMaybe<Scalars['Date']['input']>;
};


export type QueryListFigureCasesArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
  column?: InputMaybe<Scalars['String']['input']>;
  entity?: InputMaybe<Scalars['String']['input']>;
  country?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<CountedStatus>;
  medium?: InputMaybe<Medium>;
  credentialType?: InputMaybe<CredentialType>;
  modality?: InputMaybe<Modality>;
  sex?: InputMaybe<Sex>;
  ageGroup?: InputMaybe<Scalars['String']['input']>;
  receivedOn?: InputMaybe<Scalars['Date']['input']>;
  receivedTo?: InputMaybe<Scalars['Date']['input']>;
  reason?: InputMaybe<Scalars['String']['input']>;
  validAsOf?: InputMaybe<Scalars['String']['input']>;
  knownAsOf?: InputMaybe<Scalars['String']['input']>;
  cutoff?: InputMaybe<Scalars['Date']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
  cursor?: InputMaybe<Scalars['String']['input']>;
};


export type QueryListCutoffsArgs = {
  process?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetCutoffArgs = {
  date: Scalars['Date']['input'];
  process?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetCutoffManifestArgs = {
  date: Scalars['Date']['input'];
  process?: InputMaybe<Scalars['String']['input']>;
};


export type QueryListCutoffAnnexesArgs = {
  date: Scalars['Date']['input'];
  process?: InputMaybe<Scalars['String']['input']>;
};


export type QueryGetCutoffAnnexArgs = {
  date: Scalars['Date']['input'];
  id: Scalars['ID']['input'];
  process?: InputMaybe<Scalars['String']['input']>;
};


export type QueryListCatalogueArgs = {
  name: CatalogueName;
  asOf?: InputMaybe<Scalars['String']['input']>;
};


export type QueryListCatalogueVersionsArgs = {
  name: CatalogueName;
};


export type QueryListAuditEntriesArgs = {
  record?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['Int']['input']>;
  limit?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryProveInclusionArgs = {
  leaf?: InputMaybe<Scalars['String']['input']>;
  entry?: InputMaybe<Scalars['String']['input']>;
  size?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryProveConsistencyArgs = {
  from: Scalars['Int']['input'];
  to?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryListConsultationsArgs = {
  folio: Scalars['String']['input'];
  before?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryReadGrantedArgs = {
  id: Scalars['String']['input'];
  purpose?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  __typename?: 'Mutation';
  /** Recibir una solicitud de inscripción */
  createInscriptionRequest?: Maybe<InscriptionRequest>;
  /** Saber qué pasaría al enviar una solicitud, sin enviarla */
  dryRunInscriptionRequest?: Maybe<DryRun>;
  /** Buscar la solicitud vigente por clave de elector; el portal envía también el folio */
  lookupInscriptionRequest?: Maybe<InscriptionRequest>;
  /** Cambiar la modalidad o la sede */
  changeModality?: Maybe<InscriptionRequest>;
  /** Cambiar los datos de contacto; lo que no se envía queda igual */
  changeContactData?: Maybe<InscriptionRequest>;
  /** Retirar la solicitud */
  withdrawInscriptionRequest?: Maybe<InscriptionRequest>;
  /** Verificar la situación registral y pasar a análisis */
  checkInscriptionRequest?: Maybe<InscriptionRequest>;
  /** Tomar una solicitud para revisarla */
  claimInscriptionRequest?: Maybe<InscriptionRequest>;
  /** Soltar una solicitud tomada */
  releaseInscriptionRequest?: Maybe<InscriptionRequest>;
  /** Decidir sobre una solicitud */
  decideInscriptionRequest?: Maybe<InscriptionRequest>;
  /** Pedir una corrección (subsane) */
  askCorrection?: Maybe<InscriptionRequest>;
  /** Responder una corrección */
  answerCorrection?: Maybe<InscriptionRequest>;
  /** Proponer el sellado de un corte */
  proposeCutoff?: Maybe<Cutoff>;
  /** Aprobar y sellar un corte propuesto por otra persona */
  approveCutoff?: Maybe<Cutoff>;
  /** Agregar a un corte sellado una tabla de otro sistema */
  addCutoffAnnex?: Maybe<CutoffAnnex>;
  /** Proponer una versión de una entrada de catálogo, con su acto jurídico */
  proposeCatalogueVersion?: Maybe<CatalogueVersion>;
  /** Aprobar una versión propuesta por otra persona */
  approveCatalogueVersion?: Maybe<CatalogueVersion>;
  /** Revocar un token, o todos los de un sujeto emitidos hasta ahora */
  revokeTokens?: Maybe<TokenRevocation>;
  /** Pedir acceso extraordinario a un registro */
  requestGrant?: Maybe<Grant>;
  /** Aprobar el acceso que otra persona pidió */
  approveGrant?: Maybe<Grant>;
  /** Liberar la lectura en pausa de otra persona, con su razón */
  releaseReading?: Maybe<ReadingPause>;
};


export type MutationCreateInscriptionRequestArgs = {
  submission: SubmissionInput;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationDryRunInscriptionRequestArgs = {
  submission: SubmissionInput;
};


export type MutationLookupInscriptionRequestArgs = {
  electorKey: Scalars['String']['input'];
  folio?: InputMaybe<Scalars['String']['input']>;
  purpose?: InputMaybe<Scalars['String']['input']>;
};


export type MutationChangeModalityArgs = {
  folio: Scalars['String']['input'];
  change: ModalityChangeInput;
  ifMatch?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationChangeContactDataArgs = {
  folio: Scalars['String']['input'];
  change: ContactDataChangeInput;
  ifMatch?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationWithdrawInscriptionRequestArgs = {
  folio: Scalars['String']['input'];
  electorKey?: InputMaybe<Scalars['String']['input']>;
  ifMatch?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationCheckInscriptionRequestArgs = {
  folio: Scalars['String']['input'];
  to?: InputMaybe<InitialCheckDestination>;
  ifMatch?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationClaimInscriptionRequestArgs = {
  folio: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationReleaseInscriptionRequestArgs = {
  folio: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationDecideInscriptionRequestArgs = {
  folio: Scalars['String']['input'];
  decision: DecisionInput;
  ifMatch?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationAskCorrectionArgs = {
  folio: Scalars['String']['input'];
  items: Array<CorrectionItemInput>;
  ifMatch?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationAnswerCorrectionArgs = {
  folio: Scalars['String']['input'];
  id: Scalars['ID']['input'];
  documents?: InputMaybe<Array<DocumentDigestInput>>;
  electorKey?: InputMaybe<Scalars['String']['input']>;
  ifMatch?: InputMaybe<Scalars['String']['input']>;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationProposeCutoffArgs = {
  date: Scalars['Date']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationApproveCutoffArgs = {
  date: Scalars['Date']['input'];
};


export type MutationAddCutoffAnnexArgs = {
  date: Scalars['Date']['input'];
  annex: AnnexInput;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationProposeCatalogueVersionArgs = {
  name: CatalogueName;
  version: CatalogueVersionInput;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationApproveCatalogueVersionArgs = {
  name: CatalogueName;
  id: Scalars['ID']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationRevokeTokensArgs = {
  revocation: TokenRevocationInput;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationRequestGrantArgs = {
  grant: GrantInput;
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationApproveGrantArgs = {
  id: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};


export type MutationReleaseReadingArgs = {
  id: Scalars['String']['input'];
  reason: Scalars['String']['input'];
  idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** Canal por el que llegó una solicitud */
export type Medium =
  | 'INETEL'
  | 'SRVE'
  | 'EX_OFFICIO';

/** Dónde se expidió la credencial: en el extranjero (CPVE) o en México (CPV) */
export type CredentialType =
  | 'CPVE'
  | 'CPV';

/** Modalidad de voto */
export type Modality =
  | 'ELECTRONIC'
  | 'POSTAL'
  | 'IN_PERSON';

/** Sexo en la credencial */
export type Sex =
  | 'H'
  | 'M'
  | 'X';

/** Estado de una solicitud */
export type Status =
  | 'RECEIVED'
  | 'INITIAL_CHECK'
  | 'IN_ANALYSIS'
  | 'SUBSANE'
  | 'COMPLIES'
  | 'INADMISSIBLE'
  | 'SUPERSEDED'
  | 'WITHDRAWN';

/** Estado que las cifras cuentan */
export type CountedStatus =
  | 'RECEIVED'
  | 'INITIAL_CHECK'
  | 'IN_ANALYSIS'
  | 'SUBSANE'
  | 'COMPLIES'
  | 'INADMISSIBLE';

/** Qué es un movimiento */
export type MovementKind =
  | 'SUBMISSION'
  | 'INITIAL_CHECK'
  | 'DECISION'
  | 'CORRECTION_REQUEST'
  | 'CORRECTION_ANSWER'
  | 'MODALITY_CHANGE'
  | 'CONTACT_CHANGE'
  | 'SUPERSESSION'
  | 'WITHDRAWAL';

/** Documento presentado */
export type DocumentType =
  | 'CARD_FRONT'
  | 'CARD_BACK'
  | 'PROOF_OF_ADDRESS';

/** Requisito que una decisión juzga */
export type Requirement =
  | 'IDENTITY_FOUND'
  | 'CARD_VALID'
  | 'CPVE_CONFIRMED'
  | 'OF_AGE'
  | 'CARD_IMAGES'
  | 'SIGNATURE'
  | 'PROOF_OF_ADDRESS'
  | 'CONTACT'
  | 'IN_TIME';

/** Resultado de un requisito */
export type RequirementResult =
  | 'MET'
  | 'NOT_MET'
  | 'NOT_APPLICABLE';

/** Por qué se pide corregir */
export type CorrectionKind =
  | 'INCORRECT'
  | 'INCOMPLETE'
  | 'OUTDATED';

/** A dónde lleva la verificación; INITIAL_CHECK deja la solicitud en aclaración registral */
export type InitialCheckDestination =
  | 'INITIAL_CHECK'
  | 'IN_ANALYSIS';

/** A dónde lleva una decisión */
export type DecisionDestination =
  | 'COMPLIES'
  | 'INADMISSIBLE'
  | 'IN_ANALYSIS';

/** Si las cifras pueden cambiar o están selladas */
export type FiguresStatus =
  | 'PROVISIONAL'
  | 'SEALED';

/** Estado de un corte */
export type CutoffStatus =
  | 'PENDING'
  | 'PROPOSED'
  | 'SEALED'
  | 'REFUSED';

/** Catálogo con versiones */
export type CatalogueName =
  | 'entities'
  | 'countries'
  | 'venues'
  | 'grounds'
  | 'requirements'
  | 'processes';

/** Estado de una versión de catálogo */
export type VersionStatus =
  | 'PROPOSED'
  | 'APPROVED';

/** Lo que haría el envío de una solicitud */
export type DryRunOutcome =
  | 'ACCEPT'
  | 'REFUSE';

/** Página de solicitudes */
export type InscriptionRequestConnection = {
  __typename?: 'InscriptionRequestConnection';
  edges: Array<InscriptionRequestEdge>;
  pageInfo: PageInfo;
};

export type InscriptionRequestEdge = {
  __typename?: 'InscriptionRequestEdge';
  node: InscriptionRequest;
  cursor: Scalars['String']['output'];
};

export type PageInfo = {
  __typename?: 'PageInfo';
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
  endCursor?: Maybe<Scalars['String']['output']>;
};

/** Solicitud de inscripción; lo que el rol no alcanza es null */
export type InscriptionRequest = {
  __typename?: 'InscriptionRequest';
  folio: Scalars['String']['output'];
  process: Scalars['String']['output'];
  status: Status;
  statusSince: Scalars['DateTime']['output'];
  receivedAt: Scalars['DateTime']['output'];
  lastMovementAt: Scalars['DateTime']['output'];
  /** Número del último movimiento */
  lastMovement: Scalars['Int']['output'];
  /** El último movimiento entre comillas, para ifMatch */
  etag?: Maybe<Scalars['String']['output']>;
  entity?: Maybe<Scalars['String']['output']>;
  entityLabel?: Maybe<Scalars['String']['output']>;
  country?: Maybe<Scalars['String']['output']>;
  countryLabel?: Maybe<Scalars['String']['output']>;
  modality?: Maybe<Modality>;
  medium?: Maybe<Medium>;
  credentialType?: Maybe<CredentialType>;
  sex?: Maybe<Sex>;
  venue?: Maybe<Scalars['String']['output']>;
  venueLabel?: Maybe<Scalars['String']['output']>;
  simulationOptIn?: Maybe<Scalars['Boolean']['output']>;
  birthDate?: Maybe<Scalars['Date']['output']>;
  givenNames?: Maybe<Scalars['String']['output']>;
  firstSurname?: Maybe<Scalars['String']['output']>;
  secondSurname?: Maybe<Scalars['String']['output']>;
  electorKey?: Maybe<Scalars['String']['output']>;
  curp?: Maybe<Scalars['String']['output']>;
  cic?: Maybe<Scalars['String']['output']>;
  ocr?: Maybe<Scalars['String']['output']>;
  citizenIdentifier?: Maybe<Scalars['String']['output']>;
  issueNumber?: Maybe<Scalars['String']['output']>;
  section?: Maybe<Scalars['String']['output']>;
  address?: Maybe<Address>;
  email?: Maybe<Scalars['String']['output']>;
  mobile?: Maybe<Scalars['String']['output']>;
  claimedBy?: Maybe<Scalars['String']['output']>;
  claimedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Con una solicitud; en listas, null */
  corrections?: Maybe<Array<Correction>>;
  /** Con una solicitud; en listas, null */
  documents?: Maybe<Array<DocumentDigest>>;
  /** Con una solicitud; en listas, null */
  decisions?: Maybe<Array<Decision>>;
  movements?: Maybe<Array<Movement>>;
  /** Cuándo se suprimieron los datos personales, al vencer su conservación */
  personalDataRemovedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Acuse firmado (JWS) de una solicitud recién recibida: prueba que la bitácora la contiene */
  receipt?: Maybe<Scalars['String']['output']>;
};

/** Domicilio en el extranjero */
export type Address = {
  __typename?: 'Address';
  lines: Array<Scalars['String']['output']>;
  city: Scalars['String']['output'];
  region?: Maybe<Scalars['String']['output']>;
  postalCode?: Maybe<Scalars['String']['output']>;
};

/** Documento presentado, por su huella SHA-256 */
export type DocumentDigest = {
  __typename?: 'DocumentDigest';
  type: DocumentType;
  sha256: Scalars['String']['output'];
  mime: Scalars['String']['output'];
  size: Scalars['Int']['output'];
};

/** Corrección pedida al elector (subsane) */
export type Correction = {
  __typename?: 'Correction';
  id: Scalars['ID']['output'];
  items: Array<CorrectionItem>;
  openedAt: Scalars['DateTime']['output'];
  dueAt: Scalars['DateTime']['output'];
  closedAt?: Maybe<Scalars['DateTime']['output']>;
  answered: Scalars['Boolean']['output'];
};

export type CorrectionItem = {
  __typename?: 'CorrectionItem';
  code: Scalars['String']['output'];
  /** La causal en palabras */
  label?: Maybe<Scalars['String']['output']>;
  kind: CorrectionKind;
  text: Scalars['String']['output'];
};

/** Decisión con el resultado de cada requisito */
export type Decision = {
  __typename?: 'Decision';
  decidedAt: Scalars['DateTime']['output'];
  to: Status;
  requirements: Array<RequirementOutcome>;
  reasons: Array<Reason>;
  note?: Maybe<Scalars['String']['output']>;
  decidedBy: Scalars['String']['output'];
};

export type RequirementOutcome = {
  __typename?: 'RequirementOutcome';
  code: Requirement;
  /** El requisito en palabras */
  label?: Maybe<Scalars['String']['output']>;
  result: RequirementResult;
};

export type Reason = {
  __typename?: 'Reason';
  code: Scalars['String']['output'];
  /** La causal en palabras */
  label?: Maybe<Scalars['String']['output']>;
  /** Lo que se dice al elector */
  text?: Maybe<Scalars['String']['output']>;
  tellElector: Scalars['Boolean']['output'];
};

/** Movimiento de una solicitud */
export type Movement = {
  __typename?: 'Movement';
  number: Scalars['Int']['output'];
  kind: MovementKind;
  from?: Maybe<Status>;
  to: Status;
  effectiveAt: Scalars['DateTime']['output'];
  recordedAt: Scalars['DateTime']['output'];
  /** Códigos de las causales */
  reasons: Array<Scalars['String']['output']>;
};

/** Lo que pasaría al enviar; no se escribe nada */
export type DryRun = {
  __typename?: 'DryRun';
  outcome: DryRunOutcome;
  /** Estado en que quedaría */
  status?: Maybe<Status>;
  errors: Array<Finding>;
  warnings: Array<Finding>;
  /** Si ya hay una solicitud vigente */
  liveRequest: Scalars['Boolean']['output'];
};

/** Lo que se encontró en un campo */
export type Finding = {
  __typename?: 'Finding';
  pointer: Scalars['String']['output'];
  code: Scalars['String']['output'];
  detail: Scalars['String']['output'];
};

/** Con qué se filtraron las cifras */
export type FigureFilter = {
  __typename?: 'FigureFilter';
  entity?: Maybe<Scalars['String']['output']>;
  country?: Maybe<Scalars['String']['output']>;
  status?: Maybe<CountedStatus>;
};

export type MediumCounts = {
  __typename?: 'MediumCounts';
  INETEL: Scalars['Int']['output'];
  SRVE: Scalars['Int']['output'];
  EX_OFFICIO: Scalars['Int']['output'];
};

export type CredentialTypeCounts = {
  __typename?: 'CredentialTypeCounts';
  CPVE: Scalars['Int']['output'];
  CPV: Scalars['Int']['output'];
};

export type ModalityCounts = {
  __typename?: 'ModalityCounts';
  ELECTRONIC: Scalars['Int']['output'];
  POSTAL: Scalars['Int']['output'];
  IN_PERSON: Scalars['Int']['output'];
};

export type SexCounts = {
  __typename?: 'SexCounts';
  H: Scalars['Int']['output'];
  M: Scalars['Int']['output'];
  X: Scalars['Int']['output'];
};

/**
 * Edad promedio en años cumplidos, a dos decimales, y de cuántas personas; `value` es null de nadie y, en
 * tablas vivas para OPL y consulta del INE, de menos de 10 personas o por estado
 */
export type AverageAge = {
  __typename?: 'AverageAge';
  value?: Maybe<Scalars['Float']['output']>;
  n: Scalars['Int']['output'];
};

/** Columnas del panorama general del INE */
export type Panorama = {
  __typename?: 'Panorama';
  total: Scalars['Int']['output'];
  medium: MediumCounts;
  credentialType: CredentialTypeCounts;
  modality: ModalityCounts;
  sex: SexCounts;
  /** Null donde el filtro no deja contador de edades */
  averageAge?: Maybe<AverageAge>;
};

/** Solicitudes por entidad */
export type EntityFigures = {
  __typename?: 'EntityFigures';
  process: Scalars['String']['output'];
  /** Instante de las cifras */
  asOf: Scalars['DateTime']['output'];
  /** Último día completo en la Ciudad de México */
  cutDate: Scalars['Date']['output'];
  /** Último movimiento contado */
  knownAsOf: Scalars['Int']['output'];
  status: FiguresStatus;
  filter: FigureFilter;
  rows: Array<EntityRow>;
  total: Panorama;
};

export type EntityRow = {
  __typename?: 'EntityRow';
  entity: Scalars['String']['output'];
  label: Scalars['String']['output'];
  total: Scalars['Int']['output'];
  medium: MediumCounts;
  credentialType: CredentialTypeCounts;
  modality: ModalityCounts;
  sex: SexCounts;
  averageAge?: Maybe<AverageAge>;
};

/** Solicitudes por país de residencia */
export type CountryFigures = {
  __typename?: 'CountryFigures';
  process: Scalars['String']['output'];
  asOf: Scalars['DateTime']['output'];
  cutDate: Scalars['Date']['output'];
  knownAsOf: Scalars['Int']['output'];
  status: FiguresStatus;
  filter: FigureFilter;
  rows: Array<CountryRow>;
  total: Panorama;
};

export type CountryRow = {
  __typename?: 'CountryRow';
  country: Scalars['String']['output'];
  label: Scalars['String']['output'];
  total: Scalars['Int']['output'];
  medium: MediumCounts;
  credentialType: CredentialTypeCounts;
  modality: ModalityCounts;
  sex: SexCounts;
  averageAge?: Maybe<AverageAge>;
};

/** País por entidad, con ambos márgenes */
export type CountryEntityFigures = {
  __typename?: 'CountryEntityFigures';
  process: Scalars['String']['output'];
  asOf: Scalars['DateTime']['output'];
  cutDate: Scalars['Date']['output'];
  knownAsOf: Scalars['Int']['output'];
  status: FiguresStatus;
  filter: FigureFilter;
  columns: Array<MatrixColumn>;
  rows: Array<MatrixRow>;
  total: MatrixTotal;
};

export type MatrixColumn = {
  __typename?: 'MatrixColumn';
  entity: Scalars['String']['output'];
  abbreviation: Scalars['String']['output'];
  /** Si la entidad elige cargos locales desde el extranjero */
  localVote: Scalars['Boolean']['output'];
};

export type MatrixRow = {
  __typename?: 'MatrixRow';
  country: Scalars['String']['output'];
  label: Scalars['String']['output'];
  total: Scalars['Int']['output'];
  cells: Array<MatrixCell>;
};

export type MatrixTotal = {
  __typename?: 'MatrixTotal';
  total: Scalars['Int']['output'];
  cells: Array<MatrixCell>;
};

export type MatrixCell = {
  __typename?: 'MatrixCell';
  entity: Scalars['String']['output'];
  total: Scalars['Int']['output'];
};

/** Qué cambió entre dos puntos, celda por celda, por clase de movimiento y causal */
export type FigureDifference = {
  __typename?: 'FigureDifference';
  process: Scalars['String']['output'];
  table: Scalars['String']['output'];
  from: DifferencePoint;
  to: DifferencePoint;
  /** Si las causales no se dicen por celda: fuera de la DERFE y la auditoría, solo las del país (tabla reasons) */
  reasonsWithheld: Scalars['Boolean']['output'];
  rows: Array<DifferenceRow>;
};

export type DifferencePoint = {
  __typename?: 'DifferencePoint';
  /** Fecha del corte; null, cifras vivas */
  date?: Maybe<Scalars['String']['output']>;
  instant: Scalars['String']['output'];
  knownAsOf: Scalars['Int']['output'];
};

/** De qué es el renglón: lo que su tabla tenga */
export type DifferenceKey = {
  __typename?: 'DifferenceKey';
  entity?: Maybe<Scalars['String']['output']>;
  country?: Maybe<Scalars['String']['output']>;
  date?: Maybe<Scalars['String']['output']>;
  status?: Maybe<Scalars['String']['output']>;
  reason?: Maybe<Scalars['String']['output']>;
};

/** opening + Σ in − Σ out = closing */
export type DifferenceRow = {
  __typename?: 'DifferenceRow';
  key: DifferenceKey;
  column: Scalars['String']['output'];
  opening: Scalars['Int']['output'];
  in: Array<DifferenceFlow>;
  out: Array<DifferenceFlow>;
  closing: Scalars['Int']['output'];
};

export type DifferenceFlow = {
  __typename?: 'DifferenceFlow';
  kind: MovementKind;
  /** Primera causal del movimiento como se registró; null, sin causal */
  reason?: Maybe<Scalars['String']['output']>;
  n: Scalars['Int']['output'];
  /** De ellos, con efecto antes del corte inicial y registrados después de él */
  late: Scalars['Int']['output'];
};

/** Estado de la revisión por entidad */
export type ReviewFigures = {
  __typename?: 'ReviewFigures';
  process: Scalars['String']['output'];
  asOf: Scalars['DateTime']['output'];
  cutDate: Scalars['Date']['output'];
  knownAsOf: Scalars['Int']['output'];
  status: FiguresStatus;
  filter: FigureFilter;
  rows: Array<ReviewRow>;
  total: ReviewCounts;
};

/** Dónde están las solicitudes; received es la suma de los estados */
export type ReviewCounts = {
  __typename?: 'ReviewCounts';
  received: Scalars['Int']['output'];
  initialCheck: Scalars['Int']['output'];
  forAnalysis: Scalars['Int']['output'];
  inAnalysis: Scalars['Int']['output'];
  subsane: Scalars['Int']['output'];
  complies: Scalars['Int']['output'];
  inadmissible: Scalars['Int']['output'];
};

export type ReviewRow = {
  __typename?: 'ReviewRow';
  entity: Scalars['String']['output'];
  label: Scalars['String']['output'];
  received: Scalars['Int']['output'];
  initialCheck: Scalars['Int']['output'];
  forAnalysis: Scalars['Int']['output'];
  inAnalysis: Scalars['Int']['output'];
  subsane: Scalars['Int']['output'];
  complies: Scalars['Int']['output'];
  inadmissible: Scalars['Int']['output'];
};

/** Estado de la revisión por país */
export type ReviewByCountryFigures = {
  __typename?: 'ReviewByCountryFigures';
  process: Scalars['String']['output'];
  asOf: Scalars['DateTime']['output'];
  cutDate: Scalars['Date']['output'];
  knownAsOf: Scalars['Int']['output'];
  status: FiguresStatus;
  filter: FigureFilter;
  rows: Array<ReviewByCountryRow>;
  total: ReviewCounts;
};

export type ReviewByCountryRow = {
  __typename?: 'ReviewByCountryRow';
  country: Scalars['String']['output'];
  label: Scalars['String']['output'];
  received: Scalars['Int']['output'];
  initialCheck: Scalars['Int']['output'];
  forAnalysis: Scalars['Int']['output'];
  inAnalysis: Scalars['Int']['output'];
  subsane: Scalars['Int']['output'];
  complies: Scalars['Int']['output'];
  inadmissible: Scalars['Int']['output'];
};

/** Registro diario de lo que se cuenta */
export type DailyFigures = {
  __typename?: 'DailyFigures';
  process: Scalars['String']['output'];
  asOf: Scalars['DateTime']['output'];
  cutDate: Scalars['Date']['output'];
  knownAsOf: Scalars['Int']['output'];
  status: FiguresStatus;
  filter: FigureFilter;
  rows: Array<DailyRow>;
  total: DailyCounts;
};

export type DailyCounts = {
  __typename?: 'DailyCounts';
  received: Scalars['Int']['output'];
  medium: MediumCounts;
  modality: ModalityCounts;
};

export type DailyRow = {
  __typename?: 'DailyRow';
  date: Scalars['Date']['output'];
  received: Scalars['Int']['output'];
  cumulative: Scalars['Int']['output'];
  medium: MediumCounts;
  modality: ModalityCounts;
};

/** Solicitudes en subsane o improcedentes por causal; una puede tener varias */
export type ReasonFigures = {
  __typename?: 'ReasonFigures';
  process: Scalars['String']['output'];
  asOf: Scalars['DateTime']['output'];
  cutDate: Scalars['Date']['output'];
  knownAsOf: Scalars['Int']['output'];
  status: FiguresStatus;
  filter: FigureFilter;
  rows: Array<ReasonRow>;
  total: ReasonTotal;
};

export type ReasonRow = {
  __typename?: 'ReasonRow';
  status: Scalars['String']['output'];
  reason: Scalars['String']['output'];
  label: Scalars['String']['output'];
  total: Scalars['Int']['output'];
};

export type ReasonTotal = {
  __typename?: 'ReasonTotal';
  total: Scalars['Int']['output'];
};

/** Solicitudes por las dimensiones pedidas; sin ceros */
export type Crossing = {
  __typename?: 'Crossing';
  process: Scalars['String']['output'];
  asOf: Scalars['DateTime']['output'];
  knownAsOf: Scalars['Int']['output'];
  status: FiguresStatus;
  filter: FigureFilter;
  /** Menos personas que éstas no se dicen; falta donde nada se reserva */
  smallestGroup?: Maybe<Scalars['Int']['output']>;
  rows: Array<CrossingRow>;
  total: CrossingTotal;
};

export type CrossingRow = {
  __typename?: 'CrossingRow';
  key: CrossingKey;
  /** Nulo: cifra reservada */
  total?: Maybe<Scalars['Int']['output']>;
};

export type CrossingTotal = {
  __typename?: 'CrossingTotal';
  total: Scalars['Int']['output'];
};

/** Las dimensiones pedidas, y no otras */
export type CrossingKey = {
  __typename?: 'CrossingKey';
  entity?: Maybe<Scalars['String']['output']>;
  country?: Maybe<Scalars['String']['output']>;
  status?: Maybe<Scalars['String']['output']>;
  medium?: Maybe<Scalars['String']['output']>;
  modality?: Maybe<Scalars['String']['output']>;
  credentialType?: Maybe<Scalars['String']['output']>;
  sex?: Maybe<Scalars['String']['output']>;
  ageGroup?: Maybe<Scalars['String']['output']>;
  receivedOn?: Maybe<Scalars['String']['output']>;
};

/** Las solicitudes detrás de una cifra */
export type FigureCasePage = {
  __typename?: 'FigureCasePage';
  data: Array<FigureCase>;
  nextCursor?: Maybe<Scalars['String']['output']>;
  hasMore: Scalars['Boolean']['output'];
};

export type FigureCase = {
  __typename?: 'FigureCase';
  folio?: Maybe<Scalars['String']['output']>;
  /** En lugar del folio, para auditoría */
  pseudonym?: Maybe<Scalars['String']['output']>;
};

/** De solicitud a cumple y a la lista */
export type Funnel = {
  __typename?: 'Funnel';
  process: Scalars['String']['output'];
  asOf: Scalars['DateTime']['output'];
  cutDate: Scalars['Date']['output'];
  knownAsOf: Scalars['Int']['output'];
  status: FiguresStatus;
  filter: FigureFilter;
  rows: Array<FunnelRow>;
  total: FunnelTotal;
};

export type FunnelRow = {
  __typename?: 'FunnelRow';
  entity: Scalars['String']['output'];
  label: Scalars['String']['output'];
  received: Scalars['Int']['output'];
  complies: Scalars['Int']['output'];
  /** En la lista definitiva; null mientras no la hay */
  listed?: Maybe<Scalars['Int']['output']>;
};

export type FunnelTotal = {
  __typename?: 'FunnelTotal';
  received: Scalars['Int']['output'];
  complies: Scalars['Int']['output'];
  listed?: Maybe<Scalars['Int']['output']>;
};

/** Tiempo en cada estado de la revisión */
export type Durations = {
  __typename?: 'Durations';
  process: Scalars['String']['output'];
  asOf: Scalars['DateTime']['output'];
  knownAsOf: Scalars['Int']['output'];
  status: FiguresStatus;
  filter: FigureFilter;
  from: Scalars['Date']['output'];
  to: Scalars['Date']['output'];
  rows: Array<DurationRow>;
  total: DurationTotal;
};

export type DurationRow = {
  __typename?: 'DurationRow';
  status: CountedStatus;
  /** Estancias que terminaron en el periodo */
  ended: Stays;
  /** Estancias abiertas al momento */
  open: Stays;
};

/**
 * Horas en un estado: mediana, percentiles 90 y 95, máximo; para OPL y consulta del INE, null con menos de
 * 10 estancias
 */
export type Stays = {
  __typename?: 'Stays';
  n: Scalars['Int']['output'];
  median?: Maybe<Scalars['Float']['output']>;
  p90?: Maybe<Scalars['Float']['output']>;
  p95?: Maybe<Scalars['Float']['output']>;
  max?: Maybe<Scalars['Float']['output']>;
};

export type DurationTotal = {
  __typename?: 'DurationTotal';
  ended: StayCount;
  open: StayCount;
};

export type StayCount = {
  __typename?: 'StayCount';
  n: Scalars['Int']['output'];
};

export type LastMovement = {
  __typename?: 'LastMovement';
  folio: Scalars['String']['output'];
  entity: Scalars['String']['output'];
  country: Scalars['String']['output'];
  status: CountedStatus;
  lastMovement: Scalars['Int']['output'];
  /** Fecha de último movimiento */
  lastMovementAt: Scalars['DateTime']['output'];
};

export type LastMovementPage = {
  __typename?: 'LastMovementPage';
  data: Array<LastMovement>;
  hasMore: Scalars['Boolean']['output'];
  /** El argumento cursor de la página que sigue */
  nextCursor?: Maybe<Scalars['String']['output']>;
};

/** Corte quincenal; en listas y antes de sellarse, sin tablas */
export type Cutoff = {
  __typename?: 'Cutoff';
  process: Scalars['String']['output'];
  date: Scalars['Date']['output'];
  /** Fin del día en la Ciudad de México */
  instant: Scalars['DateTime']['output'];
  status: CutoffStatus;
  /** Último movimiento contado */
  knownAsOf?: Maybe<Scalars['Int']['output']>;
  /** SHA-256 del JSON canónico (RFC 8785) de date, instant, knownAsOf, process y tables */
  digest?: Maybe<Scalars['String']['output']>;
  /** La identidad contable que no se cumplió */
  refusal?: Maybe<Scalars['String']['output']>;
  proposedBy?: Maybe<Scalars['String']['output']>;
  approvedBy?: Maybe<Scalars['String']['output']>;
  /** SHA-256 del manifiesto, por el que el corte siguiente lo nombra */
  manifestDigest?: Maybe<Scalars['String']['output']>;
  previous?: Maybe<CutoffLink>;
  /** Clave que firmó el manifiesto (kid del JWKS) */
  key?: Maybe<Scalars['String']['output']>;
  tables?: Maybe<CutoffTables>;
};

/** Otro corte, con la huella de su manifiesto */
export type CutoffLink = {
  __typename?: 'CutoffLink';
  date: Scalars['Date']['output'];
  digest: Scalars['String']['output'];
};

/** Manifiesto firmado de un corte sellado */
export type CutoffManifest = {
  __typename?: 'CutoffManifest';
  manifest: Manifest;
  /** JWS separado (RFC 7515, apéndice F) sobre el JSON canónico (RFC 8785) del manifiesto */
  signature: Scalars['String']['output'];
};

/** Lo que se firma de un corte sellado */
export type Manifest = {
  __typename?: 'Manifest';
  version: Scalars['Int']['output'];
  process: Scalars['String']['output'];
  date: Scalars['Date']['output'];
  instant: Scalars['DateTime']['output'];
  knownAsOf: Scalars['Int']['output'];
  sealedAt: Scalars['DateTime']['output'];
  /** SHA-256 del contenido */
  digest: Scalars['String']['output'];
  /** El corte sellado justo antes */
  previous?: Maybe<CutoffLink>;
  /** Última cabeza firmada de la bitácora al sellar (JWS compacto) */
  auditHead?: Maybe<Scalars['String']['output']>;
  forms: Array<CutoffForm>;
  /** Clave que firma (kid del JWKS) */
  key: Scalars['String']['output'];
};

/** Archivo del corte, hecho una sola vez */
export type CutoffForm = {
  __typename?: 'CutoffForm';
  name: Scalars['String']['output'];
  mediaType: Scalars['String']['output'];
  /** Tamaño en bytes */
  bytes: Scalars['Int']['output'];
  sha256: Scalars['String']['output'];
};

/** Anexo firmado de un corte sellado */
export type CutoffAnnex = {
  __typename?: 'CutoffAnnex';
  id: Scalars['ID']['output'];
  /** SHA-256 del JSON canónico del anexo */
  digest: Scalars['String']['output'];
  annex: Annex;
  /** JWS separado (RFC 7515, apéndice F) sobre el JSON canónico (RFC 8785) del anexo */
  signature: Scalars['String']['output'];
};

/** Lo que se firma de un anexo */
export type Annex = {
  __typename?: 'Annex';
  version: Scalars['Int']['output'];
  process: Scalars['String']['output'];
  date: Scalars['Date']['output'];
  /** Huella del manifiesto del corte */
  cutoff: Scalars['String']['output'];
  /** Huella del anexo anterior del corte */
  previous?: Maybe<Scalars['String']['output']>;
  title: Scalars['String']['output'];
  source: Scalars['String']['output'];
  period: AnnexPeriod;
  table: AnnexTable;
  addedAt: Scalars['DateTime']['output'];
  /** Clave que firma (kid del JWKS) */
  key: Scalars['String']['output'];
};

export type AnnexPeriod = {
  __typename?: 'AnnexPeriod';
  from: Scalars['Date']['output'];
  to: Scalars['Date']['output'];
};

export type AnnexTable = {
  __typename?: 'AnnexTable';
  columns: Array<Scalars['String']['output']>;
  rows: Array<Array<Maybe<Scalars['Cell']['output']>>>;
};

/** Tablas de un corte, como se sellaron */
export type CutoffTables = {
  __typename?: 'CutoffTables';
  entities: EntityFigures;
  entitiesComplying: EntityFigures;
  countries: CountryFigures;
  countriesComplying: CountryFigures;
  countryEntity: CountryEntityFigures;
  review: ReviewFigures;
  reviewByCountry: ReviewByCountryFigures;
  daily: DailyFigures;
  reasons: ReasonFigures;
};

/** Movimiento que un estado admite, y a dónde lleva */
export type Transition = {
  __typename?: 'Transition';
  from?: Maybe<Status>;
  kind: MovementKind;
  to: Status;
};

/** Entrada de un catálogo, como rige en un instante */
export type CatalogueEntry = {
  __typename?: 'CatalogueEntry';
  code: Scalars['String']['output'];
  value: Scalars['JSON']['output'];
  validFrom: Scalars['DateTime']['output'];
  /** Acto jurídico que la ordena */
  act: Scalars['String']['output'];
};

/** Versión de una entrada de catálogo */
export type CatalogueVersion = {
  __typename?: 'CatalogueVersion';
  id: Scalars['ID']['output'];
  catalogue: Scalars['String']['output'];
  code: Scalars['String']['output'];
  value: Scalars['JSON']['output'];
  validFrom: Scalars['DateTime']['output'];
  act: Scalars['String']['output'];
  status: VersionStatus;
  proposedBy: Scalars['String']['output'];
  proposedAt: Scalars['DateTime']['output'];
  approvedBy?: Maybe<Scalars['String']['output']>;
  approvedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Revocación: jti o subject, y sólo uno de los dos */
export type TokenRevocationInput = {
  /** Identificador (jti) de un token */
  jti?: InputMaybe<Scalars['String']['input']>;
  /** Sujeto (sub): todos sus tokens emitidos hasta ahora */
  subject?: InputMaybe<Scalars['String']['input']>;
  /** Por qué, de 3 a 200 caracteres */
  reason: Scalars['String']['input'];
};

/** Revocación de uno o varios tokens */
export type TokenRevocation = {
  __typename?: 'TokenRevocation';
  id: Scalars['ID']['output'];
  jti?: Maybe<Scalars['String']['output']>;
  subject?: Maybe<Scalars['String']['output']>;
  /** Se rechazan los tokens del sujeto emitidos antes de este instante */
  issuedBefore?: Maybe<Scalars['DateTime']['output']>;
  reason: Scalars['String']['output'];
  revokedBy: Scalars['String']['output'];
  revokedAt: Scalars['DateTime']['output'];
  /** Hasta cuándo se recuerda: después ya vencieron por sí */
  until: Scalars['DateTime']['output'];
};

/** Solicitud individual de inscripción */
export type SubmissionInput = {
  /** Clave de elector */
  electorKey: Scalars['String']['input'];
  curp?: InputMaybe<Scalars['String']['input']>;
  cic?: InputMaybe<Scalars['String']['input']>;
  ocr?: InputMaybe<Scalars['String']['input']>;
  citizenIdentifier?: InputMaybe<Scalars['String']['input']>;
  issueNumber?: InputMaybe<Scalars['String']['input']>;
  givenNames: Scalars['String']['input'];
  firstSurname: Scalars['String']['input'];
  secondSurname?: InputMaybe<Scalars['String']['input']>;
  birthDate: Scalars['Date']['input'];
  sex: Sex;
  /** Entidad de la credencial, clave del INEGI */
  entity: Scalars['String']['input'];
  section?: InputMaybe<Scalars['String']['input']>;
  /** País de residencia, ISO 3166-1 alfa-2 */
  country: Scalars['String']['input'];
  address: AddressInput;
  email?: InputMaybe<Scalars['String']['input']>;
  mobile?: InputMaybe<Scalars['String']['input']>;
  credentialType: CredentialType;
  modality: Modality;
  /** Sede consular del voto presencial */
  venue?: InputMaybe<Scalars['String']['input']>;
  simulationOptIn?: InputMaybe<Scalars['Boolean']['input']>;
  documents?: InputMaybe<Array<DocumentDigestInput>>;
  /** Folio vigente que esta solicitud reemplaza */
  supersedes?: InputMaybe<Scalars['String']['input']>;
};

export type AddressInput = {
  lines: Array<Scalars['String']['input']>;
  city: Scalars['String']['input'];
  region?: InputMaybe<Scalars['String']['input']>;
  postalCode?: InputMaybe<Scalars['String']['input']>;
};

export type DocumentDigestInput = {
  type: DocumentType;
  sha256: Scalars['String']['input'];
  mime: Scalars['String']['input'];
  size: Scalars['Int']['input'];
};

export type ModalityChangeInput = {
  modality: Modality;
  venue?: InputMaybe<Scalars['String']['input']>;
  email?: InputMaybe<Scalars['String']['input']>;
  mobile?: InputMaybe<Scalars['String']['input']>;
  /** Clave de elector, cuando la solicitud no entró por el portal */
  electorKey?: InputMaybe<Scalars['String']['input']>;
};

export type ContactDataChangeInput = {
  country?: InputMaybe<Scalars['String']['input']>;
  address?: InputMaybe<AddressInput>;
  email?: InputMaybe<Scalars['String']['input']>;
  mobile?: InputMaybe<Scalars['String']['input']>;
  simulationOptIn?: InputMaybe<Scalars['Boolean']['input']>;
  /** Clave de elector, cuando la solicitud no entró por el portal */
  electorKey?: InputMaybe<Scalars['String']['input']>;
};

export type DecisionInput = {
  to: DecisionDestination;
  requirements?: InputMaybe<Array<RequirementOutcomeInput>>;
  reasons?: InputMaybe<Array<ReasonInput>>;
  note?: InputMaybe<Scalars['String']['input']>;
  /** Sólo derfe_admin */
  effectiveAt?: InputMaybe<Scalars['DateTime']['input']>;
};

export type RequirementOutcomeInput = {
  code: Requirement;
  result: RequirementResult;
};

export type ReasonInput = {
  code: Scalars['String']['input'];
  tellElector?: InputMaybe<Scalars['Boolean']['input']>;
};

export type CorrectionItemInput = {
  code: Scalars['String']['input'];
  kind: CorrectionKind;
  text: Scalars['String']['input'];
};

export type CatalogueVersionInput = {
  code: Scalars['String']['input'];
  value: Scalars['JSON']['input'];
  validFrom: Scalars['DateTime']['input'];
  /** Acto jurídico que la ordena */
  act: Scalars['String']['input'];
};

/** Cabeza firmada de la bitácora */
export type AuditHead = {
  __typename?: 'AuditHead';
  at: Scalars['DateTime']['output'];
  /** Asientos que cubre */
  size: Scalars['Int']['output'];
  /** Raíz del árbol (RFC 6962), en hexadecimal */
  root: Scalars['String']['output'];
  /** JWS compacto de at, size y root */
  signature: Scalars['String']['output'];
};

/** Asiento de la bitácora en su lugar */
export type AuditEntry = {
  __typename?: 'AuditEntry';
  index: Scalars['Int']['output'];
  id: Scalars['String']['output'];
  at: Scalars['DateTime']['output'];
  role: Scalars['String']['output'];
  actor: Scalars['String']['output'];
  action: Scalars['String']['output'];
  /** OK, REPLAYED o el código del rechazo */
  outcome: Scalars['String']['output'];
  /** Seudónimos de las solicitudes */
  records: Array<Scalars['String']['output']>;
  purpose?: Maybe<Scalars['String']['output']>;
  /** Texto RFC 8785 del que la hoja es resumen */
  content: Scalars['String']['output'];
  /** SHA-256(0x00 ‖ content) */
  leaf: Scalars['String']['output'];
};

/** Página de la bitácora */
export type AuditEntryPage = {
  __typename?: 'AuditEntryPage';
  data: Array<AuditEntry>;
  hasMore: Scalars['Boolean']['output'];
  /** El argumento before de la página que sigue */
  nextBefore?: Maybe<Scalars['Int']['output']>;
};

/** Prueba de que el árbol de size hojas contiene una */
export type InclusionProof = {
  __typename?: 'InclusionProof';
  index: Scalars['Int']['output'];
  size: Scalars['Int']['output'];
  root: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
};

/** Prueba de que un árbol es el comienzo de otro */
export type ConsistencyProof = {
  __typename?: 'ConsistencyProof';
  from: Scalars['Int']['output'];
  to: Scalars['Int']['output'];
  fromRoot: Scalars['String']['output'];
  toRoot: Scalars['String']['output'];
  path: Array<Scalars['String']['output']>;
};

/** Un tratamiento de los datos de una solicitud */
export type Consultation = {
  __typename?: 'Consultation';
  at: Scalars['DateTime']['output'];
  role: Scalars['String']['output'];
  /** Entidad del OPL */
  entity?: Maybe<Scalars['String']['output']>;
  actor: Scalars['String']['output'];
  action: Scalars['String']['output'];
  purpose?: Maybe<Scalars['String']['output']>;
};

/** Lectura en pausa por su volumen, hasta que otra persona la libere */
export type ReadingPause = {
  __typename?: 'ReadingPause';
  /** Asiento de la alarma */
  id: Scalars['String']['output'];
  role: Scalars['String']['output'];
  subject: Scalars['String']['output'];
  since: Scalars['DateTime']['output'];
};

/** Acceso extraordinario a un registro */
export type Grant = {
  __typename?: 'Grant';
  id: Scalars['String']['output'];
  /** REQUESTED, IN_FORCE o ENDED */
  status: Scalars['String']['output'];
  role: Scalars['String']['output'];
  subject: Scalars['String']['output'];
  folio: Scalars['String']['output'];
  reason: Scalars['String']['output'];
  minutes: Scalars['Int']['output'];
  requestedAt: Scalars['DateTime']['output'];
  approvedBy?: Maybe<Scalars['String']['output']>;
  endsAt?: Maybe<Scalars['DateTime']['output']>;
};

export type GrantInput = {
  folio: Scalars['String']['input'];
  /** Por qué hace falta, con su fundamento */
  reason: Scalars['String']['input'];
  /** De 5 a 120 minutos desde su aprobación */
  minutes?: InputMaybe<Scalars['Int']['input']>;
};

/** Tabla de otro sistema, para agregarla firmada a un corte sellado */
export type AnnexInput = {
  title: Scalars['String']['input'];
  /** Sistema o área de la que viene */
  source: Scalars['String']['input'];
  period: AnnexPeriodInput;
  table: AnnexTableInput;
};

export type AnnexPeriodInput = {
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
};

export type AnnexTableInput = {
  columns: Array<Scalars['String']['input']>;
  /** Tantas celdas como columnas */
  rows: Array<Array<InputMaybe<Scalars['Cell']['input']>>>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Cell: ResolverTypeWrapper<Scalars['Cell']['output']>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Medium: Medium;
  CredentialType: CredentialType;
  Modality: Modality;
  Sex: Sex;
  Status: Status;
  CountedStatus: CountedStatus;
  MovementKind: MovementKind;
  DocumentType: DocumentType;
  Requirement: Requirement;
  RequirementResult: RequirementResult;
  CorrectionKind: CorrectionKind;
  InitialCheckDestination: InitialCheckDestination;
  DecisionDestination: DecisionDestination;
  FiguresStatus: FiguresStatus;
  CutoffStatus: CutoffStatus;
  CatalogueName: CatalogueName;
  VersionStatus: VersionStatus;
  DryRunOutcome: DryRunOutcome;
  InscriptionRequestConnection: ResolverTypeWrapper<InscriptionRequestConnection>;
  InscriptionRequestEdge: ResolverTypeWrapper<InscriptionRequestEdge>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  InscriptionRequest: ResolverTypeWrapper<InscriptionRequest>;
  Address: ResolverTypeWrapper<Address>;
  DocumentDigest: ResolverTypeWrapper<DocumentDigest>;
  Correction: ResolverTypeWrapper<Correction>;
  CorrectionItem: ResolverTypeWrapper<CorrectionItem>;
  Decision: ResolverTypeWrapper<Decision>;
  RequirementOutcome: ResolverTypeWrapper<RequirementOutcome>;
  Reason: ResolverTypeWrapper<Reason>;
  Movement: ResolverTypeWrapper<Movement>;
  DryRun: ResolverTypeWrapper<DryRun>;
  Finding: ResolverTypeWrapper<Finding>;
  FigureFilter: ResolverTypeWrapper<FigureFilter>;
  MediumCounts: ResolverTypeWrapper<MediumCounts>;
  CredentialTypeCounts: ResolverTypeWrapper<CredentialTypeCounts>;
  ModalityCounts: ResolverTypeWrapper<ModalityCounts>;
  SexCounts: ResolverTypeWrapper<SexCounts>;
  AverageAge: ResolverTypeWrapper<AverageAge>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Panorama: ResolverTypeWrapper<Panorama>;
  EntityFigures: ResolverTypeWrapper<EntityFigures>;
  EntityRow: ResolverTypeWrapper<EntityRow>;
  CountryFigures: ResolverTypeWrapper<CountryFigures>;
  CountryRow: ResolverTypeWrapper<CountryRow>;
  CountryEntityFigures: ResolverTypeWrapper<CountryEntityFigures>;
  MatrixColumn: ResolverTypeWrapper<MatrixColumn>;
  MatrixRow: ResolverTypeWrapper<MatrixRow>;
  MatrixTotal: ResolverTypeWrapper<MatrixTotal>;
  MatrixCell: ResolverTypeWrapper<MatrixCell>;
  FigureDifference: ResolverTypeWrapper<FigureDifference>;
  DifferencePoint: ResolverTypeWrapper<DifferencePoint>;
  DifferenceKey: ResolverTypeWrapper<DifferenceKey>;
  DifferenceRow: ResolverTypeWrapper<DifferenceRow>;
  DifferenceFlow: ResolverTypeWrapper<DifferenceFlow>;
  ReviewFigures: ResolverTypeWrapper<ReviewFigures>;
  ReviewCounts: ResolverTypeWrapper<ReviewCounts>;
  ReviewRow: ResolverTypeWrapper<ReviewRow>;
  ReviewByCountryFigures: ResolverTypeWrapper<ReviewByCountryFigures>;
  ReviewByCountryRow: ResolverTypeWrapper<ReviewByCountryRow>;
  DailyFigures: ResolverTypeWrapper<DailyFigures>;
  DailyCounts: ResolverTypeWrapper<DailyCounts>;
  DailyRow: ResolverTypeWrapper<DailyRow>;
  ReasonFigures: ResolverTypeWrapper<ReasonFigures>;
  ReasonRow: ResolverTypeWrapper<ReasonRow>;
  ReasonTotal: ResolverTypeWrapper<ReasonTotal>;
  Crossing: ResolverTypeWrapper<Crossing>;
  CrossingRow: ResolverTypeWrapper<CrossingRow>;
  CrossingTotal: ResolverTypeWrapper<CrossingTotal>;
  CrossingKey: ResolverTypeWrapper<CrossingKey>;
  FigureCasePage: ResolverTypeWrapper<FigureCasePage>;
  FigureCase: ResolverTypeWrapper<FigureCase>;
  Funnel: ResolverTypeWrapper<Funnel>;
  FunnelRow: ResolverTypeWrapper<FunnelRow>;
  FunnelTotal: ResolverTypeWrapper<FunnelTotal>;
  Durations: ResolverTypeWrapper<Durations>;
  DurationRow: ResolverTypeWrapper<DurationRow>;
  Stays: ResolverTypeWrapper<Stays>;
  DurationTotal: ResolverTypeWrapper<DurationTotal>;
  StayCount: ResolverTypeWrapper<StayCount>;
  LastMovement: ResolverTypeWrapper<LastMovement>;
  LastMovementPage: ResolverTypeWrapper<LastMovementPage>;
  Cutoff: ResolverTypeWrapper<Cutoff>;
  CutoffLink: ResolverTypeWrapper<CutoffLink>;
  CutoffManifest: ResolverTypeWrapper<CutoffManifest>;
  Manifest: ResolverTypeWrapper<Manifest>;
  CutoffForm: ResolverTypeWrapper<CutoffForm>;
  CutoffAnnex: ResolverTypeWrapper<CutoffAnnex>;
  Annex: ResolverTypeWrapper<Annex>;
  AnnexPeriod: ResolverTypeWrapper<AnnexPeriod>;
  AnnexTable: ResolverTypeWrapper<AnnexTable>;
  CutoffTables: ResolverTypeWrapper<CutoffTables>;
  Transition: ResolverTypeWrapper<Transition>;
  CatalogueEntry: ResolverTypeWrapper<CatalogueEntry>;
  CatalogueVersion: ResolverTypeWrapper<CatalogueVersion>;
  TokenRevocationInput: TokenRevocationInput;
  TokenRevocation: ResolverTypeWrapper<TokenRevocation>;
  SubmissionInput: SubmissionInput;
  AddressInput: AddressInput;
  DocumentDigestInput: DocumentDigestInput;
  ModalityChangeInput: ModalityChangeInput;
  ContactDataChangeInput: ContactDataChangeInput;
  DecisionInput: DecisionInput;
  RequirementOutcomeInput: RequirementOutcomeInput;
  ReasonInput: ReasonInput;
  CorrectionItemInput: CorrectionItemInput;
  CatalogueVersionInput: CatalogueVersionInput;
  AuditHead: ResolverTypeWrapper<AuditHead>;
  AuditEntry: ResolverTypeWrapper<AuditEntry>;
  AuditEntryPage: ResolverTypeWrapper<AuditEntryPage>;
  InclusionProof: ResolverTypeWrapper<InclusionProof>;
  ConsistencyProof: ResolverTypeWrapper<ConsistencyProof>;
  Consultation: ResolverTypeWrapper<Consultation>;
  ReadingPause: ResolverTypeWrapper<ReadingPause>;
  Grant: ResolverTypeWrapper<Grant>;
  GrantInput: GrantInput;
  AnnexInput: AnnexInput;
  AnnexPeriodInput: AnnexPeriodInput;
  AnnexTableInput: AnnexTableInput;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  JSON: Scalars['JSON']['output'];
  Cell: Scalars['Cell']['output'];
  Query: Record<PropertyKey, never>;
  String: Scalars['String']['output'];
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  Mutation: Record<PropertyKey, never>;
  InscriptionRequestConnection: InscriptionRequestConnection;
  InscriptionRequestEdge: InscriptionRequestEdge;
  PageInfo: PageInfo;
  Boolean: Scalars['Boolean']['output'];
  InscriptionRequest: InscriptionRequest;
  Address: Address;
  DocumentDigest: DocumentDigest;
  Correction: Correction;
  CorrectionItem: CorrectionItem;
  Decision: Decision;
  RequirementOutcome: RequirementOutcome;
  Reason: Reason;
  Movement: Movement;
  DryRun: DryRun;
  Finding: Finding;
  FigureFilter: FigureFilter;
  MediumCounts: MediumCounts;
  CredentialTypeCounts: CredentialTypeCounts;
  ModalityCounts: ModalityCounts;
  SexCounts: SexCounts;
  AverageAge: AverageAge;
  Float: Scalars['Float']['output'];
  Panorama: Panorama;
  EntityFigures: EntityFigures;
  EntityRow: EntityRow;
  CountryFigures: CountryFigures;
  CountryRow: CountryRow;
  CountryEntityFigures: CountryEntityFigures;
  MatrixColumn: MatrixColumn;
  MatrixRow: MatrixRow;
  MatrixTotal: MatrixTotal;
  MatrixCell: MatrixCell;
  FigureDifference: FigureDifference;
  DifferencePoint: DifferencePoint;
  DifferenceKey: DifferenceKey;
  DifferenceRow: DifferenceRow;
  DifferenceFlow: DifferenceFlow;
  ReviewFigures: ReviewFigures;
  ReviewCounts: ReviewCounts;
  ReviewRow: ReviewRow;
  ReviewByCountryFigures: ReviewByCountryFigures;
  ReviewByCountryRow: ReviewByCountryRow;
  DailyFigures: DailyFigures;
  DailyCounts: DailyCounts;
  DailyRow: DailyRow;
  ReasonFigures: ReasonFigures;
  ReasonRow: ReasonRow;
  ReasonTotal: ReasonTotal;
  Crossing: Crossing;
  CrossingRow: CrossingRow;
  CrossingTotal: CrossingTotal;
  CrossingKey: CrossingKey;
  FigureCasePage: FigureCasePage;
  FigureCase: FigureCase;
  Funnel: Funnel;
  FunnelRow: FunnelRow;
  FunnelTotal: FunnelTotal;
  Durations: Durations;
  DurationRow: DurationRow;
  Stays: Stays;
  DurationTotal: DurationTotal;
  StayCount: StayCount;
  LastMovement: LastMovement;
  LastMovementPage: LastMovementPage;
  Cutoff: Cutoff;
  CutoffLink: CutoffLink;
  CutoffManifest: CutoffManifest;
  Manifest: Manifest;
  CutoffForm: CutoffForm;
  CutoffAnnex: CutoffAnnex;
  Annex: Annex;
  AnnexPeriod: AnnexPeriod;
  AnnexTable: AnnexTable;
  CutoffTables: CutoffTables;
  Transition: Transition;
  CatalogueEntry: CatalogueEntry;
  CatalogueVersion: CatalogueVersion;
  TokenRevocationInput: TokenRevocationInput;
  TokenRevocation: TokenRevocation;
  SubmissionInput: SubmissionInput;
  AddressInput: AddressInput;
  DocumentDigestInput: DocumentDigestInput;
  ModalityChangeInput: ModalityChangeInput;
  ContactDataChangeInput: ContactDataChangeInput;
  DecisionInput: DecisionInput;
  RequirementOutcomeInput: RequirementOutcomeInput;
  ReasonInput: ReasonInput;
  CorrectionItemInput: CorrectionItemInput;
  CatalogueVersionInput: CatalogueVersionInput;
  AuditHead: AuditHead;
  AuditEntry: AuditEntry;
  AuditEntryPage: AuditEntryPage;
  InclusionProof: InclusionProof;
  ConsistencyProof: ConsistencyProof;
  Consultation: Consultation;
  ReadingPause: ReadingPause;
  Grant: Grant;
  GrantInput: GrantInput;
  AnnexInput: AnnexInput;
  AnnexPeriodInput: AnnexPeriodInput;
  AnnexTableInput: AnnexTableInput;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export interface CellScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Cell'], any> {
  name: 'Cell';
}

export type QueryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  listInscriptionRequests?: Resolver<Maybe<ResolversTypes['InscriptionRequestConnection']>, ParentType, ContextType, RequireFields<QueryListInscriptionRequestsArgs, 'first'>>;
  getInscriptionRequest?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<QueryGetInscriptionRequestArgs, 'folio'>>;
  listMovements?: Resolver<Maybe<Array<ResolversTypes['Movement']>>, ParentType, ContextType, RequireFields<QueryListMovementsArgs, 'folio'>>;
  getEntityFigures?: Resolver<Maybe<ResolversTypes['EntityFigures']>, ParentType, ContextType, Partial<QueryGetEntityFiguresArgs>>;
  getCountryFigures?: Resolver<Maybe<ResolversTypes['CountryFigures']>, ParentType, ContextType, Partial<QueryGetCountryFiguresArgs>>;
  getCountryEntityFigures?: Resolver<Maybe<ResolversTypes['CountryEntityFigures']>, ParentType, ContextType, Partial<QueryGetCountryEntityFiguresArgs>>;
  getReviewFigures?: Resolver<Maybe<ResolversTypes['ReviewFigures']>, ParentType, ContextType, Partial<QueryGetReviewFiguresArgs>>;
  getDailyFigures?: Resolver<Maybe<ResolversTypes['DailyFigures']>, ParentType, ContextType, Partial<QueryGetDailyFiguresArgs>>;
  getReasonFigures?: Resolver<Maybe<ResolversTypes['ReasonFigures']>, ParentType, ContextType, Partial<QueryGetReasonFiguresArgs>>;
  getFunnel?: Resolver<Maybe<ResolversTypes['Funnel']>, ParentType, ContextType, Partial<QueryGetFunnelArgs>>;
  getDurations?: Resolver<Maybe<ResolversTypes['Durations']>, ParentType, ContextType, Partial<QueryGetDurationsArgs>>;
  listLastMovements?: Resolver<Maybe<ResolversTypes['LastMovementPage']>, ParentType, ContextType, RequireFields<QueryListLastMovementsArgs, 'limit'>>;
  getFigureDifference?: Resolver<Maybe<ResolversTypes['FigureDifference']>, ParentType, ContextType, RequireFields<QueryGetFigureDifferenceArgs, 'table' | 'from' | 'to'>>;
  getCrossing?: Resolver<Maybe<ResolversTypes['Crossing']>, ParentType, ContextType, RequireFields<QueryGetCrossingArgs, 'groupBy'>>;
  listFigureCases?: Resolver<Maybe<ResolversTypes['FigureCasePage']>, ParentType, ContextType, RequireFields<QueryListFigureCasesArgs, 'limit'>>;
  listCutoffs?: Resolver<Maybe<Array<ResolversTypes['Cutoff']>>, ParentType, ContextType, Partial<QueryListCutoffsArgs>>;
  getCutoff?: Resolver<Maybe<ResolversTypes['Cutoff']>, ParentType, ContextType, RequireFields<QueryGetCutoffArgs, 'date'>>;
  getCutoffManifest?: Resolver<Maybe<ResolversTypes['CutoffManifest']>, ParentType, ContextType, RequireFields<QueryGetCutoffManifestArgs, 'date'>>;
  listCutoffAnnexes?: Resolver<Maybe<Array<ResolversTypes['CutoffAnnex']>>, ParentType, ContextType, RequireFields<QueryListCutoffAnnexesArgs, 'date'>>;
  getCutoffAnnex?: Resolver<Maybe<ResolversTypes['CutoffAnnex']>, ParentType, ContextType, RequireFields<QueryGetCutoffAnnexArgs, 'date' | 'id'>>;
  listTransitions?: Resolver<Maybe<Array<ResolversTypes['Transition']>>, ParentType, ContextType>;
  listCatalogue?: Resolver<Maybe<Array<ResolversTypes['CatalogueEntry']>>, ParentType, ContextType, RequireFields<QueryListCatalogueArgs, 'name'>>;
  listCatalogueVersions?: Resolver<Maybe<Array<ResolversTypes['CatalogueVersion']>>, ParentType, ContextType, RequireFields<QueryListCatalogueVersionsArgs, 'name'>>;
  listAuditEntries?: Resolver<Maybe<ResolversTypes['AuditEntryPage']>, ParentType, ContextType, RequireFields<QueryListAuditEntriesArgs, 'limit'>>;
  getAuditHead?: Resolver<Maybe<ResolversTypes['AuditHead']>, ParentType, ContextType>;
  proveInclusion?: Resolver<Maybe<ResolversTypes['InclusionProof']>, ParentType, ContextType, Partial<QueryProveInclusionArgs>>;
  proveConsistency?: Resolver<Maybe<ResolversTypes['ConsistencyProof']>, ParentType, ContextType, RequireFields<QueryProveConsistencyArgs, 'from'>>;
  listConsultations?: Resolver<Maybe<Array<ResolversTypes['Consultation']>>, ParentType, ContextType, RequireFields<QueryListConsultationsArgs, 'folio'>>;
  listReadingPauses?: Resolver<Maybe<Array<ResolversTypes['ReadingPause']>>, ParentType, ContextType>;
  listGrants?: Resolver<Maybe<Array<ResolversTypes['Grant']>>, ParentType, ContextType>;
  readGranted?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<QueryReadGrantedArgs, 'id'>>;
};

export type MutationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  createInscriptionRequest?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<MutationCreateInscriptionRequestArgs, 'submission'>>;
  dryRunInscriptionRequest?: Resolver<Maybe<ResolversTypes['DryRun']>, ParentType, ContextType, RequireFields<MutationDryRunInscriptionRequestArgs, 'submission'>>;
  lookupInscriptionRequest?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<MutationLookupInscriptionRequestArgs, 'electorKey'>>;
  changeModality?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<MutationChangeModalityArgs, 'folio' | 'change'>>;
  changeContactData?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<MutationChangeContactDataArgs, 'folio' | 'change'>>;
  withdrawInscriptionRequest?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<MutationWithdrawInscriptionRequestArgs, 'folio'>>;
  checkInscriptionRequest?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<MutationCheckInscriptionRequestArgs, 'folio' | 'to'>>;
  claimInscriptionRequest?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<MutationClaimInscriptionRequestArgs, 'folio'>>;
  releaseInscriptionRequest?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<MutationReleaseInscriptionRequestArgs, 'folio'>>;
  decideInscriptionRequest?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<MutationDecideInscriptionRequestArgs, 'folio' | 'decision'>>;
  askCorrection?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<MutationAskCorrectionArgs, 'folio' | 'items'>>;
  answerCorrection?: Resolver<Maybe<ResolversTypes['InscriptionRequest']>, ParentType, ContextType, RequireFields<MutationAnswerCorrectionArgs, 'folio' | 'id'>>;
  proposeCutoff?: Resolver<Maybe<ResolversTypes['Cutoff']>, ParentType, ContextType, RequireFields<MutationProposeCutoffArgs, 'date'>>;
  approveCutoff?: Resolver<Maybe<ResolversTypes['Cutoff']>, ParentType, ContextType, RequireFields<MutationApproveCutoffArgs, 'date'>>;
  addCutoffAnnex?: Resolver<Maybe<ResolversTypes['CutoffAnnex']>, ParentType, ContextType, RequireFields<MutationAddCutoffAnnexArgs, 'date' | 'annex'>>;
  proposeCatalogueVersion?: Resolver<Maybe<ResolversTypes['CatalogueVersion']>, ParentType, ContextType, RequireFields<MutationProposeCatalogueVersionArgs, 'name' | 'version'>>;
  approveCatalogueVersion?: Resolver<Maybe<ResolversTypes['CatalogueVersion']>, ParentType, ContextType, RequireFields<MutationApproveCatalogueVersionArgs, 'name' | 'id'>>;
  revokeTokens?: Resolver<Maybe<ResolversTypes['TokenRevocation']>, ParentType, ContextType, RequireFields<MutationRevokeTokensArgs, 'revocation'>>;
  requestGrant?: Resolver<Maybe<ResolversTypes['Grant']>, ParentType, ContextType, RequireFields<MutationRequestGrantArgs, 'grant'>>;
  approveGrant?: Resolver<Maybe<ResolversTypes['Grant']>, ParentType, ContextType, RequireFields<MutationApproveGrantArgs, 'id'>>;
  releaseReading?: Resolver<Maybe<ResolversTypes['ReadingPause']>, ParentType, ContextType, RequireFields<MutationReleaseReadingArgs, 'id' | 'reason'>>;
};

export type InscriptionRequestConnectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['InscriptionRequestConnection'] = ResolversParentTypes['InscriptionRequestConnection']> = {
  edges?: Resolver<Array<ResolversTypes['InscriptionRequestEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type InscriptionRequestEdgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['InscriptionRequestEdge'] = ResolversParentTypes['InscriptionRequestEdge']> = {
  node?: Resolver<ResolversTypes['InscriptionRequest'], ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type InscriptionRequestResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['InscriptionRequest'] = ResolversParentTypes['InscriptionRequest']> = {
  folio?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['Status'], ParentType, ContextType>;
  statusSince?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastMovementAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  lastMovement?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  etag?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entity?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  entityLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  countryLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modality?: Resolver<Maybe<ResolversTypes['Modality']>, ParentType, ContextType>;
  medium?: Resolver<Maybe<ResolversTypes['Medium']>, ParentType, ContextType>;
  credentialType?: Resolver<Maybe<ResolversTypes['CredentialType']>, ParentType, ContextType>;
  sex?: Resolver<Maybe<ResolversTypes['Sex']>, ParentType, ContextType>;
  venue?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  venueLabel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  simulationOptIn?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  birthDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  givenNames?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firstSurname?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  secondSurname?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  electorKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  curp?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  cic?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ocr?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  citizenIdentifier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issueNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  section?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  address?: Resolver<Maybe<ResolversTypes['Address']>, ParentType, ContextType>;
  email?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  mobile?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  claimedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  claimedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  corrections?: Resolver<Maybe<Array<ResolversTypes['Correction']>>, ParentType, ContextType>;
  documents?: Resolver<Maybe<Array<ResolversTypes['DocumentDigest']>>, ParentType, ContextType>;
  decisions?: Resolver<Maybe<Array<ResolversTypes['Decision']>>, ParentType, ContextType>;
  movements?: Resolver<Maybe<Array<ResolversTypes['Movement']>>, ParentType, ContextType>;
  personalDataRemovedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  receipt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AddressResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Address'] = ResolversParentTypes['Address']> = {
  lines?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  city?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DocumentDigestResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DocumentDigest'] = ResolversParentTypes['DocumentDigest']> = {
  type?: Resolver<ResolversTypes['DocumentType'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mime?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CorrectionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Correction'] = ResolversParentTypes['Correction']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  items?: Resolver<Array<ResolversTypes['CorrectionItem']>, ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  dueAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  answered?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type CorrectionItemResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CorrectionItem'] = ResolversParentTypes['CorrectionItem']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CorrectionKind'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DecisionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Decision'] = ResolversParentTypes['Decision']> = {
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Status'], ParentType, ContextType>;
  requirements?: Resolver<Array<ResolversTypes['RequirementOutcome']>, ParentType, ContextType>;
  reasons?: Resolver<Array<ResolversTypes['Reason']>, ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  decidedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RequirementOutcomeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['RequirementOutcome'] = ResolversParentTypes['RequirementOutcome']> = {
  code?: Resolver<ResolversTypes['Requirement'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  result?: Resolver<ResolversTypes['RequirementResult'], ParentType, ContextType>;
};

export type ReasonResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Reason'] = ResolversParentTypes['Reason']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tellElector?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MovementResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Movement'] = ResolversParentTypes['Movement']> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['MovementKind'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['Status']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Status'], ParentType, ContextType>;
  effectiveAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reasons?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DryRunResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DryRun'] = ResolversParentTypes['DryRun']> = {
  outcome?: Resolver<ResolversTypes['DryRunOutcome'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['Status']>, ParentType, ContextType>;
  errors?: Resolver<Array<ResolversTypes['Finding']>, ParentType, ContextType>;
  warnings?: Resolver<Array<ResolversTypes['Finding']>, ParentType, ContextType>;
  liveRequest?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type FindingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Finding'] = ResolversParentTypes['Finding']> = {
  pointer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FigureFilterResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FigureFilter'] = ResolversParentTypes['FigureFilter']> = {
  entity?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['CountedStatus']>, ParentType, ContextType>;
};

export type MediumCountsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MediumCounts'] = ResolversParentTypes['MediumCounts']> = {
  INETEL?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  SRVE?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  EX_OFFICIO?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CredentialTypeCountsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CredentialTypeCounts'] = ResolversParentTypes['CredentialTypeCounts']> = {
  CPVE?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  CPV?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ModalityCountsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ModalityCounts'] = ResolversParentTypes['ModalityCounts']> = {
  ELECTRONIC?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  POSTAL?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  IN_PERSON?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SexCountsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['SexCounts'] = ResolversParentTypes['SexCounts']> = {
  H?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  M?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  X?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type AverageAgeResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AverageAge'] = ResolversParentTypes['AverageAge']> = {
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  n?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PanoramaResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Panorama'] = ResolversParentTypes['Panorama']> = {
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medium?: Resolver<ResolversTypes['MediumCounts'], ParentType, ContextType>;
  credentialType?: Resolver<ResolversTypes['CredentialTypeCounts'], ParentType, ContextType>;
  modality?: Resolver<ResolversTypes['ModalityCounts'], ParentType, ContextType>;
  sex?: Resolver<ResolversTypes['SexCounts'], ParentType, ContextType>;
  averageAge?: Resolver<Maybe<ResolversTypes['AverageAge']>, ParentType, ContextType>;
};

export type EntityFiguresResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EntityFigures'] = ResolversParentTypes['EntityFigures']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cutDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FiguresStatus'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['FigureFilter'], ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['EntityRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Panorama'], ParentType, ContextType>;
};

export type EntityRowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['EntityRow'] = ResolversParentTypes['EntityRow']> = {
  entity?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medium?: Resolver<ResolversTypes['MediumCounts'], ParentType, ContextType>;
  credentialType?: Resolver<ResolversTypes['CredentialTypeCounts'], ParentType, ContextType>;
  modality?: Resolver<ResolversTypes['ModalityCounts'], ParentType, ContextType>;
  sex?: Resolver<ResolversTypes['SexCounts'], ParentType, ContextType>;
  averageAge?: Resolver<Maybe<ResolversTypes['AverageAge']>, ParentType, ContextType>;
};

export type CountryFiguresResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CountryFigures'] = ResolversParentTypes['CountryFigures']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cutDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FiguresStatus'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['FigureFilter'], ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['CountryRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Panorama'], ParentType, ContextType>;
};

export type CountryRowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CountryRow'] = ResolversParentTypes['CountryRow']> = {
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medium?: Resolver<ResolversTypes['MediumCounts'], ParentType, ContextType>;
  credentialType?: Resolver<ResolversTypes['CredentialTypeCounts'], ParentType, ContextType>;
  modality?: Resolver<ResolversTypes['ModalityCounts'], ParentType, ContextType>;
  sex?: Resolver<ResolversTypes['SexCounts'], ParentType, ContextType>;
  averageAge?: Resolver<Maybe<ResolversTypes['AverageAge']>, ParentType, ContextType>;
};

export type CountryEntityFiguresResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CountryEntityFigures'] = ResolversParentTypes['CountryEntityFigures']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cutDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FiguresStatus'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['FigureFilter'], ParentType, ContextType>;
  columns?: Resolver<Array<ResolversTypes['MatrixColumn']>, ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['MatrixRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['MatrixTotal'], ParentType, ContextType>;
};

export type MatrixColumnResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MatrixColumn'] = ResolversParentTypes['MatrixColumn']> = {
  entity?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  abbreviation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  localVote?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type MatrixRowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MatrixRow'] = ResolversParentTypes['MatrixRow']> = {
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cells?: Resolver<Array<ResolversTypes['MatrixCell']>, ParentType, ContextType>;
};

export type MatrixTotalResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MatrixTotal'] = ResolversParentTypes['MatrixTotal']> = {
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cells?: Resolver<Array<ResolversTypes['MatrixCell']>, ParentType, ContextType>;
};

export type MatrixCellResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['MatrixCell'] = ResolversParentTypes['MatrixCell']> = {
  entity?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type FigureDifferenceResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FigureDifference'] = ResolversParentTypes['FigureDifference']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  table?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DifferencePoint'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['DifferencePoint'], ParentType, ContextType>;
  reasonsWithheld?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['DifferenceRow']>, ParentType, ContextType>;
};

export type DifferencePointResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DifferencePoint'] = ResolversParentTypes['DifferencePoint']> = {
  date?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  instant?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DifferenceKeyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DifferenceKey'] = ResolversParentTypes['DifferenceKey']> = {
  entity?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  date?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DifferenceRowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DifferenceRow'] = ResolversParentTypes['DifferenceRow']> = {
  key?: Resolver<ResolversTypes['DifferenceKey'], ParentType, ContextType>;
  column?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  opening?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  in?: Resolver<Array<ResolversTypes['DifferenceFlow']>, ParentType, ContextType>;
  out?: Resolver<Array<ResolversTypes['DifferenceFlow']>, ParentType, ContextType>;
  closing?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DifferenceFlowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DifferenceFlow'] = ResolversParentTypes['DifferenceFlow']> = {
  kind?: Resolver<ResolversTypes['MovementKind'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  n?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  late?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewFiguresResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReviewFigures'] = ResolversParentTypes['ReviewFigures']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cutDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FiguresStatus'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['FigureFilter'], ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['ReviewRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['ReviewCounts'], ParentType, ContextType>;
};

export type ReviewCountsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReviewCounts'] = ResolversParentTypes['ReviewCounts']> = {
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  initialCheck?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  forAnalysis?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inAnalysis?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  subsane?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complies?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inadmissible?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewRowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReviewRow'] = ResolversParentTypes['ReviewRow']> = {
  entity?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  initialCheck?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  forAnalysis?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inAnalysis?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  subsane?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complies?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inadmissible?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReviewByCountryFiguresResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReviewByCountryFigures'] = ResolversParentTypes['ReviewByCountryFigures']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cutDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FiguresStatus'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['FigureFilter'], ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['ReviewByCountryRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['ReviewCounts'], ParentType, ContextType>;
};

export type ReviewByCountryRowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReviewByCountryRow'] = ResolversParentTypes['ReviewByCountryRow']> = {
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  initialCheck?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  forAnalysis?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inAnalysis?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  subsane?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complies?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  inadmissible?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DailyFiguresResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DailyFigures'] = ResolversParentTypes['DailyFigures']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cutDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FiguresStatus'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['FigureFilter'], ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['DailyRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['DailyCounts'], ParentType, ContextType>;
};

export type DailyCountsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DailyCounts'] = ResolversParentTypes['DailyCounts']> = {
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medium?: Resolver<ResolversTypes['MediumCounts'], ParentType, ContextType>;
  modality?: Resolver<ResolversTypes['ModalityCounts'], ParentType, ContextType>;
};

export type DailyRowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DailyRow'] = ResolversParentTypes['DailyRow']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cumulative?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medium?: Resolver<ResolversTypes['MediumCounts'], ParentType, ContextType>;
  modality?: Resolver<ResolversTypes['ModalityCounts'], ParentType, ContextType>;
};

export type ReasonFiguresResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReasonFigures'] = ResolversParentTypes['ReasonFigures']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cutDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FiguresStatus'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['FigureFilter'], ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['ReasonRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['ReasonTotal'], ParentType, ContextType>;
};

export type ReasonRowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReasonRow'] = ResolversParentTypes['ReasonRow']> = {
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReasonTotalResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReasonTotal'] = ResolversParentTypes['ReasonTotal']> = {
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CrossingResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Crossing'] = ResolversParentTypes['Crossing']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FiguresStatus'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['FigureFilter'], ParentType, ContextType>;
  smallestGroup?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['CrossingRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['CrossingTotal'], ParentType, ContextType>;
};

export type CrossingRowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CrossingRow'] = ResolversParentTypes['CrossingRow']> = {
  key?: Resolver<ResolversTypes['CrossingKey'], ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CrossingTotalResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CrossingTotal'] = ResolversParentTypes['CrossingTotal']> = {
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CrossingKeyResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CrossingKey'] = ResolversParentTypes['CrossingKey']> = {
  entity?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  country?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  medium?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  modality?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  credentialType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sex?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ageGroup?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receivedOn?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FigureCasePageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FigureCasePage'] = ResolversParentTypes['FigureCasePage']> = {
  data?: Resolver<Array<ResolversTypes['FigureCase']>, ParentType, ContextType>;
  nextCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type FigureCaseResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FigureCase'] = ResolversParentTypes['FigureCase']> = {
  folio?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  pseudonym?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FunnelResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Funnel'] = ResolversParentTypes['Funnel']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cutDate?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FiguresStatus'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['FigureFilter'], ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['FunnelRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['FunnelTotal'], ParentType, ContextType>;
};

export type FunnelRowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FunnelRow'] = ResolversParentTypes['FunnelRow']> = {
  entity?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complies?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  listed?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type FunnelTotalResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['FunnelTotal'] = ResolversParentTypes['FunnelTotal']> = {
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complies?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  listed?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type DurationsResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Durations'] = ResolversParentTypes['Durations']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['FiguresStatus'], ParentType, ContextType>;
  filter?: Resolver<ResolversTypes['FigureFilter'], ParentType, ContextType>;
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  rows?: Resolver<Array<ResolversTypes['DurationRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['DurationTotal'], ParentType, ContextType>;
};

export type DurationRowResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DurationRow'] = ResolversParentTypes['DurationRow']> = {
  status?: Resolver<ResolversTypes['CountedStatus'], ParentType, ContextType>;
  ended?: Resolver<ResolversTypes['Stays'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Stays'], ParentType, ContextType>;
};

export type StaysResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Stays'] = ResolversParentTypes['Stays']> = {
  n?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  median?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p90?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  p95?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type DurationTotalResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['DurationTotal'] = ResolversParentTypes['DurationTotal']> = {
  ended?: Resolver<ResolversTypes['StayCount'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['StayCount'], ParentType, ContextType>;
};

export type StayCountResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['StayCount'] = ResolversParentTypes['StayCount']> = {
  n?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LastMovementResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LastMovement'] = ResolversParentTypes['LastMovement']> = {
  folio?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entity?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  country?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CountedStatus'], ParentType, ContextType>;
  lastMovement?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lastMovementAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type LastMovementPageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['LastMovementPage'] = ResolversParentTypes['LastMovementPage']> = {
  data?: Resolver<Array<ResolversTypes['LastMovement']>, ParentType, ContextType>;
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nextCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CutoffResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Cutoff'] = ResolversParentTypes['Cutoff']> = {
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  instant?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CutoffStatus'], ParentType, ContextType>;
  knownAsOf?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  digest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  refusal?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  proposedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  approvedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  manifestDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['CutoffLink']>, ParentType, ContextType>;
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tables?: Resolver<Maybe<ResolversTypes['CutoffTables']>, ParentType, ContextType>;
};

export type CutoffLinkResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CutoffLink'] = ResolversParentTypes['CutoffLink']> = {
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CutoffManifestResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CutoffManifest'] = ResolversParentTypes['CutoffManifest']> = {
  manifest?: Resolver<ResolversTypes['Manifest'], ParentType, ContextType>;
  signature?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ManifestResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Manifest'] = ResolversParentTypes['Manifest']> = {
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  instant?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  knownAsOf?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sealedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['CutoffLink']>, ParentType, ContextType>;
  auditHead?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  forms?: Resolver<Array<ResolversTypes['CutoffForm']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CutoffFormResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CutoffForm'] = ResolversParentTypes['CutoffForm']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mediaType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  bytes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CutoffAnnexResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CutoffAnnex'] = ResolversParentTypes['CutoffAnnex']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  annex?: Resolver<ResolversTypes['Annex'], ParentType, ContextType>;
  signature?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AnnexResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Annex'] = ResolversParentTypes['Annex']> = {
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  process?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  cutoff?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  previous?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['AnnexPeriod'], ParentType, ContextType>;
  table?: Resolver<ResolversTypes['AnnexTable'], ParentType, ContextType>;
  addedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AnnexPeriodResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AnnexPeriod'] = ResolversParentTypes['AnnexPeriod']> = {
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type AnnexTableResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AnnexTable'] = ResolversParentTypes['AnnexTable']> = {
  columns?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  rows?: Resolver<Array<Array<Maybe<ResolversTypes['Cell']>>>, ParentType, ContextType>;
};

export type CutoffTablesResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CutoffTables'] = ResolversParentTypes['CutoffTables']> = {
  entities?: Resolver<ResolversTypes['EntityFigures'], ParentType, ContextType>;
  entitiesComplying?: Resolver<ResolversTypes['EntityFigures'], ParentType, ContextType>;
  countries?: Resolver<ResolversTypes['CountryFigures'], ParentType, ContextType>;
  countriesComplying?: Resolver<ResolversTypes['CountryFigures'], ParentType, ContextType>;
  countryEntity?: Resolver<ResolversTypes['CountryEntityFigures'], ParentType, ContextType>;
  review?: Resolver<ResolversTypes['ReviewFigures'], ParentType, ContextType>;
  reviewByCountry?: Resolver<ResolversTypes['ReviewByCountryFigures'], ParentType, ContextType>;
  daily?: Resolver<ResolversTypes['DailyFigures'], ParentType, ContextType>;
  reasons?: Resolver<ResolversTypes['ReasonFigures'], ParentType, ContextType>;
};

export type TransitionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Transition'] = ResolversParentTypes['Transition']> = {
  from?: Resolver<Maybe<ResolversTypes['Status']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['MovementKind'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Status'], ParentType, ContextType>;
};

export type CatalogueEntryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CatalogueEntry'] = ResolversParentTypes['CatalogueEntry']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  act?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CatalogueVersionResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['CatalogueVersion'] = ResolversParentTypes['CatalogueVersion']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  catalogue?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  act?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['VersionStatus'], ParentType, ContextType>;
  proposedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  proposedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  approvedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  approvedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type TokenRevocationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['TokenRevocation'] = ResolversParentTypes['TokenRevocation']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  jti?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  issuedBefore?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedBy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type AuditHeadResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditHead'] = ResolversParentTypes['AuditHead']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  root?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  signature?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  records?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  leaf?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditEntryPageResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['AuditEntryPage'] = ResolversParentTypes['AuditEntryPage']> = {
  data?: Resolver<Array<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nextBefore?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type InclusionProofResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['InclusionProof'] = ResolversParentTypes['InclusionProof']> = {
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  root?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ConsistencyProofResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ConsistencyProof'] = ResolversParentTypes['ConsistencyProof']> = {
  from?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  fromRoot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  toRoot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ConsultationResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Consultation'] = ResolversParentTypes['Consultation']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  entity?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ReadingPauseResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['ReadingPause'] = ResolversParentTypes['ReadingPause']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type GrantResolvers<ContextType = GraphqlContext, ParentType extends ResolversParentTypes['Grant'] = ResolversParentTypes['Grant']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  folio?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  minutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  approvedBy?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphqlContext> = {
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  JSON?: GraphQLScalarType;
  Cell?: GraphQLScalarType;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  InscriptionRequestConnection?: InscriptionRequestConnectionResolvers<ContextType>;
  InscriptionRequestEdge?: InscriptionRequestEdgeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  InscriptionRequest?: InscriptionRequestResolvers<ContextType>;
  Address?: AddressResolvers<ContextType>;
  DocumentDigest?: DocumentDigestResolvers<ContextType>;
  Correction?: CorrectionResolvers<ContextType>;
  CorrectionItem?: CorrectionItemResolvers<ContextType>;
  Decision?: DecisionResolvers<ContextType>;
  RequirementOutcome?: RequirementOutcomeResolvers<ContextType>;
  Reason?: ReasonResolvers<ContextType>;
  Movement?: MovementResolvers<ContextType>;
  DryRun?: DryRunResolvers<ContextType>;
  Finding?: FindingResolvers<ContextType>;
  FigureFilter?: FigureFilterResolvers<ContextType>;
  MediumCounts?: MediumCountsResolvers<ContextType>;
  CredentialTypeCounts?: CredentialTypeCountsResolvers<ContextType>;
  ModalityCounts?: ModalityCountsResolvers<ContextType>;
  SexCounts?: SexCountsResolvers<ContextType>;
  AverageAge?: AverageAgeResolvers<ContextType>;
  Panorama?: PanoramaResolvers<ContextType>;
  EntityFigures?: EntityFiguresResolvers<ContextType>;
  EntityRow?: EntityRowResolvers<ContextType>;
  CountryFigures?: CountryFiguresResolvers<ContextType>;
  CountryRow?: CountryRowResolvers<ContextType>;
  CountryEntityFigures?: CountryEntityFiguresResolvers<ContextType>;
  MatrixColumn?: MatrixColumnResolvers<ContextType>;
  MatrixRow?: MatrixRowResolvers<ContextType>;
  MatrixTotal?: MatrixTotalResolvers<ContextType>;
  MatrixCell?: MatrixCellResolvers<ContextType>;
  FigureDifference?: FigureDifferenceResolvers<ContextType>;
  DifferencePoint?: DifferencePointResolvers<ContextType>;
  DifferenceKey?: DifferenceKeyResolvers<ContextType>;
  DifferenceRow?: DifferenceRowResolvers<ContextType>;
  DifferenceFlow?: DifferenceFlowResolvers<ContextType>;
  ReviewFigures?: ReviewFiguresResolvers<ContextType>;
  ReviewCounts?: ReviewCountsResolvers<ContextType>;
  ReviewRow?: ReviewRowResolvers<ContextType>;
  ReviewByCountryFigures?: ReviewByCountryFiguresResolvers<ContextType>;
  ReviewByCountryRow?: ReviewByCountryRowResolvers<ContextType>;
  DailyFigures?: DailyFiguresResolvers<ContextType>;
  DailyCounts?: DailyCountsResolvers<ContextType>;
  DailyRow?: DailyRowResolvers<ContextType>;
  ReasonFigures?: ReasonFiguresResolvers<ContextType>;
  ReasonRow?: ReasonRowResolvers<ContextType>;
  ReasonTotal?: ReasonTotalResolvers<ContextType>;
  Crossing?: CrossingResolvers<ContextType>;
  CrossingRow?: CrossingRowResolvers<ContextType>;
  CrossingTotal?: CrossingTotalResolvers<ContextType>;
  CrossingKey?: CrossingKeyResolvers<ContextType>;
  FigureCasePage?: FigureCasePageResolvers<ContextType>;
  FigureCase?: FigureCaseResolvers<ContextType>;
  Funnel?: FunnelResolvers<ContextType>;
  FunnelRow?: FunnelRowResolvers<ContextType>;
  FunnelTotal?: FunnelTotalResolvers<ContextType>;
  Durations?: DurationsResolvers<ContextType>;
  DurationRow?: DurationRowResolvers<ContextType>;
  Stays?: StaysResolvers<ContextType>;
  DurationTotal?: DurationTotalResolvers<ContextType>;
  StayCount?: StayCountResolvers<ContextType>;
  LastMovement?: LastMovementResolvers<ContextType>;
  LastMovementPage?: LastMovementPageResolvers<ContextType>;
  Cutoff?: CutoffResolvers<ContextType>;
  CutoffLink?: CutoffLinkResolvers<ContextType>;
  CutoffManifest?: CutoffManifestResolvers<ContextType>;
  Manifest?: ManifestResolvers<ContextType>;
  CutoffForm?: CutoffFormResolvers<ContextType>;
  CutoffAnnex?: CutoffAnnexResolvers<ContextType>;
  Annex?: AnnexResolvers<ContextType>;
  AnnexPeriod?: AnnexPeriodResolvers<ContextType>;
  AnnexTable?: AnnexTableResolvers<ContextType>;
  CutoffTables?: CutoffTablesResolvers<ContextType>;
  Transition?: TransitionResolvers<ContextType>;
  CatalogueEntry?: CatalogueEntryResolvers<ContextType>;
  CatalogueVersion?: CatalogueVersionResolvers<ContextType>;
  TokenRevocation?: TokenRevocationResolvers<ContextType>;
  AuditHead?: AuditHeadResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditEntryPage?: AuditEntryPageResolvers<ContextType>;
  InclusionProof?: InclusionProofResolvers<ContextType>;
  ConsistencyProof?: ConsistencyProofResolvers<ContextType>;
  Consultation?: ConsultationResolvers<ContextType>;
  ReadingPause?: ReadingPauseResolvers<ContextType>;
  Grant?: GrantResolvers<ContextType>;
};
