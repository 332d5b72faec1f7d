import { z } from 'zod'
import { Folio, text } from '../platform/wire.ts'

/** What is asked for: one record, why, and for how long from its approval. */
export const GrantRequest = z
  .strictObject({
    folio: Folio,
    reason: text(10, 500).meta({ description: 'Por qué hace falta, con su fundamento' }),
    minutes: z.int('WRONG_TYPE').min(5, 'TOO_SMALL').max(120, 'TOO_LARGE').default(30),
  })
  .meta({ id: 'GrantRequest', description: 'Solicitud de acceso extraordinario a un registro' })
export type GrantRequest = z.infer<typeof GrantRequest>

/** Access beyond a role: asked for by one person, given by another, ended by the clock. */
export const Grant = z
  .object({
    id: z.uuid(),
    status: z.enum(['REQUESTED', 'IN_FORCE', 'ENDED']),
    role: z.string(),
    subject: z.string(),
    folio: z.string(),
    reason: z.string(),
    minutes: z.int(),
    requestedAt: z.string(),
    approvedBy: z.string().optional(),
    endsAt: z.string().optional(),
  })
  .meta({ id: 'Grant' })
export type Grant = z.infer<typeof Grant>

export const GrantList = z.object({ data: z.array(Grant) }).meta({ id: 'GrantList' })
