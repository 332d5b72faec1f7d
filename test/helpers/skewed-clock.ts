/** Preloaded into a process: its own clock is wrong by SKEW_MS, as that of an instance may be. */
const RealDate = Date
const skew = Number(process.env.SKEW_MS)

class SkewedDate extends RealDate {
  constructor(...given: []) {
    if (given.length === 0) super(RealDate.now() + skew)
    else super(...given)
  }

  static override now(): number {
    return RealDate.now() + skew
  }
}

globalThis.Date = SkewedDate as DateConstructor
