import { z } from 'zod'
import { DocumentDigest } from '../inscription-requests/schemas.ts'
import { Instant, text } from '../platform/wire.ts'
import { CORRECTION_KINDS, REQUIREMENT_RESULTS, REQUIREMENTS } from '../vocabulary.ts'

const GroundCode = z.string('WRONG_TYPE').regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'GROUND_UNKNOWN')

export const InitialCheck = z
  .strictObject({
    to: z
      .enum(['INITIAL_CHECK', 'IN_ANALYSIS'])
      .default('IN_ANALYSIS')
      .meta({ description: 'INITIAL_CHECK la deja en aclaración registral' }),
  })
  .meta({
    id: 'InitialCheck',
    description: 'Verificación de la situación registral',
    example: { to: 'IN_ANALYSIS' },
  })
export type InitialCheck = z.infer<typeof InitialCheck>

const Reason = z.strictObject({
  code: GroundCode,
  tellElector: z.boolean('WRONG_TYPE').default(true),
})

/** Who decides says the result of every requirement, and the grounds when it is inadmissible. */
export const DecisionInput = z
  .strictObject({
    to: z.enum(['COMPLIES', 'INADMISSIBLE', 'IN_ANALYSIS']),
    requirements: z
      .array(z.strictObject({ code: z.enum(REQUIREMENTS), result: z.enum(REQUIREMENT_RESULTS) }))
      .max(REQUIREMENTS.length, 'TOO_MANY')
      .default([]),
    reasons: z.array(Reason).max(10, 'TOO_MANY').default([]),
    note: text(1, 1000).optional(),
    effectiveAt: Instant.optional().meta({ description: 'Sólo derfe_admin' }),
  })
  .superRefine(
    (decision, context) => {
      const refuse = (path: PropertyKey[], message: string) =>
        context.addIssue({ code: 'custom', path, message })
      const requirements = Array.isArray(decision?.requirements) ? decision.requirements : []
      const reasons = Array.isArray(decision?.reasons) ? decision.reasons : []
      const codes = requirements.map((requirement) => requirement?.code)
      codes.forEach((code, index) => {
        if (codes.indexOf(code) < index) refuse(['requirements', index, 'code'], 'REPEATED')
      })
      const grounds = reasons.map((reason) => reason?.code)
      grounds.forEach((code, index) => {
        if (grounds.indexOf(code) < index) refuse(['reasons', index, 'code'], 'REPEATED')
      })
      if (decision?.to === 'INADMISSIBLE' && reasons.length === 0) {
        refuse(['reasons'], 'REASONS_REQUIRED')
      }
      if (decision?.to !== 'COMPLIES') return
      if (REQUIREMENTS.some((code) => !codes.includes(code))) {
        refuse(['requirements'], 'REQUIREMENTS_INCOMPLETE')
      }
      requirements.forEach((requirement, index) => {
        if (requirement?.result === 'NOT_MET') {
          refuse(['requirements', index, 'result'], 'REQUIREMENT_NOT_MET')
        }
      })
    },
    // Also when the shape is wrong, so that everything is told at once.
    { when: () => true },
  )
  .meta({
    id: 'DecisionInput',
    description: 'Decisión sobre una solicitud',
    example: {
      to: 'COMPLIES',
      requirements: REQUIREMENTS.map((code) => ({ code, result: 'MET' })),
      reasons: [],
    },
  })
export type DecisionInput = z.infer<typeof DecisionInput>

export const CorrectionRequest = z
  .strictObject({
    items: z
      .array(
        z.strictObject({ code: GroundCode, kind: z.enum(CORRECTION_KINDS), text: text(3, 500) }),
      )
      .min(1, 'TOO_FEW')
      .max(10, 'TOO_MANY'),
  })
  .meta({
    id: 'CorrectionRequest',
    description: 'Petición de corrección (subsane)',
    example: {
      items: [
        {
          code: 'PROOF_EXPIRED',
          kind: 'OUTDATED',
          text: 'Envíe un comprobante de domicilio de los últimos tres meses.',
        },
      ],
    },
  })
export type CorrectionRequest = z.infer<typeof CorrectionRequest>

export const CorrectionAnswer = z
  .strictObject({
    documents: z.array(DocumentDigest).max(6, 'TOO_MANY').default([]),
    electorKey: z.string('WRONG_TYPE').max(18, 'ELECTOR_KEY_FORMAT').optional(),
  })
  .meta({
    id: 'CorrectionAnswer',
    description: 'Respuesta del elector a una corrección',
    example: {
      documents: [
        { type: 'PROOF_OF_ADDRESS', sha256: 'a'.repeat(64), mime: 'image/jpeg', size: 204800 },
      ],
    },
  })
export type CorrectionAnswer = z.infer<typeof CorrectionAnswer>
