/** The service comes back on an empty machine, from what docs/operations.md has the operator keep. */
import t from 'tap'
import { loseAndRestore } from '../helpers/restore-drill.ts'

t.test(
  'a lost machine is restored up to the last archived segment',
  // The commands of the guide are for the machines that it is about.
  { skip: process.platform === 'linux' ? false : 'the commands are for Linux' },
  (t) => loseAndRestore(t, { cutoffs: ['2023-09-15', '2023-09-30'] }),
)
