/** Draws from a seed, so that what failed once fails again. */
export class Random {
  #state: number

  constructor(seed: number) {
    this.#state = seed >>> 0
  }

  /** Mulberry32: from 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit)
  }

  /** A whole number between two, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  chance(share: number): boolean {
    return this.next() < share
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)] as Value
  }

  /** As many of the values as told, in their order, others at every run; all of them in a thorough one. */
  sample<Value>(values: readonly Value[], count: number): Value[] {
    let wanted = isThorough ? values.length : count
    return values.filter((_, index) => {
      const isTaken = this.chance(wanted / (values.length - index))
      if (isTaken) wanted -= 1
      return isTaken
    })
  }

  /** Some of the values, each as often as not; at least one. */
  some<Value>(values: readonly Value[]): Value[] {
    const chosen = values.filter(() => this.chance(0.5))
    return chosen.length > 0 ? chosen : [this.pick(values)]
  }
}

/** Whether every case is run that other runs take a sample of: `LNE_TEST_THOROUGH=1`, as .ci/run has it. */
export const isThorough = process.env.LNE_TEST_THOROUGH === '1'

/** The seed of the run: `LNE_TEST_SEED`, or another one each time. */
export const seedOfRun = (): number =>
  Number(process.env.LNE_TEST_SEED ?? Math.floor(Math.random() * 2 ** 31))
