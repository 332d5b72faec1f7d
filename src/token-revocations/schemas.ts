import { z } from 'zod'
import { Name } from '../access/actor.ts'
import { text } from '../platform/wire.ts'

const Jti = Name.meta({ description: 'Identificador (jti) de un token' })
const Subject = Name.meta({
  description: 'Sujeto (sub): todos sus tokens emitidos hasta ahora',
})

/** One token by its id, or all that a subject has had so far. */
export const TokenRevocationInput = z
  .strictObject({ jti: Jti.optional(), subject: Subject.optional(), reason: text(3, 200) })
  .superRefine(({ jti, subject }, context) => {
    const wrong = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message })
    if (jti === undefined && subject === undefined) wrong('jti', 'REQUIRED')
    if (jti !== undefined && subject !== undefined) wrong('subject', 'NOT_ADMITTED')
  })
  .meta({
    id: 'TokenRevocationInput',
    description: 'Revocación: jti o subject, y sólo uno de los dos',
    example: { subject: 'maria', reason: 'Equipo extraviado' },
  })
export type TokenRevocationInput = z.infer<typeof TokenRevocationInput>

export const TokenRevocation = z
  .object({
    id: z.uuid(),
    jti: z.string().optional(),
    subject: z.string().optional(),
    issuedBefore: z.string().optional().meta({
      description: 'Se rechazan los tokens del sujeto emitidos antes de este instante',
    }),
    reason: z.string(),
    revokedBy: z.string(),
    revokedAt: z.string(),
    until: z
      .string()
      .meta({ description: 'Hasta cuándo se recuerda: después ya vencieron por sí' }),
  })
  .meta({ id: 'TokenRevocation', description: 'Revocación de uno o varios tokens' })
export type TokenRevocation = z.infer<typeof TokenRevocation>
