import { type Random, seededRandom } from '@palaver/protocol';

/** Chance as the simulation asks for it. Each purpose draws from a sequence of its own, so that one more question here changes no answer there. */
export class Chance {
  readonly random: Random;
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed >>> 0;
    this.random = seededRandom(this.seed);
  }

  fork(purpose: string): Chance {
    let mixed = this.seed ^ 0x9e3779b9;
    for (const character of purpose) mixed = Math.imul(mixed ^ (character.codePointAt(0) ?? 0), 0x01000193);
    return new Chance(mixed ^ (mixed >>> 15));
  }

  happens(probability: number): boolean {
    return this.random.fraction() < probability;
  }

  between(least: number, most: number): number {
    return least + this.random.fraction() * (most - least);
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  /** A span whose mean is `mean`, short ones more often than long ones. */
  span(mean: number): number {
    return -Math.log(1 - this.random.fraction()) * mean;
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.random.fraction() * list.length)];
  }

  /** One of the choices, each as often as its weight says. */
  weighted<T extends { readonly weight: number }>(choices: readonly T[]): T | undefined {
    let left = this.random.fraction() * choices.reduce((sum, choice) => sum + choice.weight, 0);
    for (const choice of choices) {
      left -= choice.weight;
      if (left < 0) return choice;
    }
    return choices.at(-1);
  }
}
