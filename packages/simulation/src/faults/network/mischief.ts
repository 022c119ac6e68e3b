import type { Chance } from '../../world/chance.js';
import type { Meddler, Passage } from './frame-line.js';

/** How likely each is for a frame. */
const likely = { doubled: 0.02, reordered: 0.02, dropped: 0.004, cut: 0.002 };

/** Doubles frames, lets others overtake them, drops them, and hands on the first part of some. */
export class Mischief implements Meddler {
  readonly frames = { 'frames doubled': 0, 'frames reordered': 0, 'frames dropped': 0, 'frames cut': 0 };
  private readonly chance: Chance;
  /** A frame that waits until the next one of its direction has passed. */
  private readonly held = new WeakMap<Passage, Map<string, string>>();

  constructor(chance: Chance) {
    this.chance = chance;
  }

  fromClient(text: string, passage: Passage): void {
    this.meddle(text, 'up', passage, passage.toServer);
  }
  fromServer(text: string, passage: Passage): void {
    this.meddle(text, 'down', passage, passage.toClient);
  }

  private meddle(text: string, direction: string, passage: Passage, handOn: (text: string) => void): void {
    const held = this.held.get(passage) ?? new Map<string, string>();
    this.held.set(passage, held);
    switch (this.choice()) {
      case 'doubled':
        handOn(text);
        handOn(text);
        break;
      case 'reordered': {
        const before = held.get(direction);
        held.set(direction, text);
        if (before !== undefined) handOn(before);
        return;
      }
      case 'dropped':
        // As a network does it: what follows does not come, either, and in the end the connection is gone.
        setTimeout(passage.breakOff, this.chance.between(0, 300));
        break;
      case 'cut':
        handOn(text.slice(0, this.chance.whole(0, text.length - 1)));
        break;
      default:
        handOn(text);
    }
    const late = held.get(direction);
    held.delete(direction);
    if (late !== undefined) handOn(late);
  }

  private choice(): keyof typeof likely | undefined {
    let left = this.chance.between(0, 1);
    for (const [name, share] of Object.entries(likely) as [keyof typeof likely, number][]) {
      left -= share;
      if (left >= 0) continue;
      this.frames[`frames ${name}`] += 1;
      return name;
    }
    return undefined;
  }
}
