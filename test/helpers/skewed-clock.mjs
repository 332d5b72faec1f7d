/** Preloaded into a process: its own clock is wrong by SKEW_MS, as that of an instance may be. */
const RealDate = Date
const skew = Number(process.env.SKEW_MS)

globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + skew)
    else super(...given)
  }

  static now() {
    return RealDate.now() + skew
  }
}
