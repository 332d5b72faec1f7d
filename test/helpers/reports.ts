/** The forms of sealed cut-offs, as a party gets them. */
import type { Manifest } from '../../src/cutoffs/schemas.ts'
import type { RunningApp } from './app.ts'
import { notedFetch } from './contract.ts'

type Report = {
  /** The canonical text of what was sealed. */
  content: string
  /** Its SHA-256. */
  digest: string
  manifest: Manifest
  bytes: Buffer
}

/** Reads the report of a date in a form that is not text. */
export const reportsOf =
  (running: RunningApp) =>
  async (date: string, format: 'xlsx' | 'pdf'): Promise<Report> => {
    const token = await running.token({ role: 'party', party: 'PARTIDO_A' })
    const get = async (query: string): Promise<Buffer> => {
      const answer = await notedFetch(`${running.address}/v1/cutoffs/${date}/report${query}`, {
        headers: { authorization: `Bearer ${token}` },
      })
      if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`)
      return Buffer.from(await answer.arrayBuffer())
    }
    const sealed = JSON.parse((await get('')).toString())
    const manifest = JSON.parse(sealed.manifest) as Manifest
    const bytes = await get(`?format=${format}`)
    return { content: sealed.content, digest: manifest.digest, manifest, bytes }
  }
