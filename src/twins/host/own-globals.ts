/**
 * What the code of the sides keeps on `globalThis`, as setup files do: each side finds its own, though they share a process. What both
 * share all the same are packages that are not bundled, and objects of the language that somebody has changed.
 */
import type { Side as SideName } from '../protocol.ts';

type Kept = Map<string, PropertyDescriptor | undefined>;

export class OwnGlobals {
  readonly #first: ReadonlyMap<string, PropertyDescriptor> = new Map(
    Object.entries(Object.getOwnPropertyDescriptors(globalThis)),
  );
  /** The names whose values are the sides' own, and these values; undefined where a side has none. */
  readonly #kept: Readonly<Record<SideName, Kept>> = { base: new Map(), head: new Map() };
  #current: SideName | undefined;

  /** Makes the values of a side the ones that code finds. It stands between measured blocks: nothing is searched here. */
  enter(side: SideName): void {
    if (this.#current === side) return;
    const left = this.#current === undefined ? undefined : this.#kept[this.#current];
    for (const [name, wanted] of this.#kept[side]) {
      left?.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
      put(name, wanted);
    }
    this.#current = side;
  }

  /** After code of the side that was entered has run: what it changed is its own from now on. */
  note(): void {
    if (this.#current === undefined) return;
    const own = this.#kept[this.#current];
    const other = this.#kept[this.#current === 'base' ? 'head' : 'base'];
    for (const name of new Set([...Object.getOwnPropertyNames(globalThis), ...this.#first.keys()])) {
      const now = Object.getOwnPropertyDescriptor(globalThis, name);
      if (own.has(name) || now?.configurable === false || isSame(now, this.#first.get(name))) continue;
      own.set(name, now);
      other.set(name, this.#first.get(name));
    }
  }
}

function isSame(a: PropertyDescriptor | undefined, b: PropertyDescriptor | undefined): boolean {
  return a?.value === b?.value && a?.get === b?.get && a?.set === b?.set && (a === undefined) === (b === undefined);
}

function put(name: string, wanted: PropertyDescriptor | undefined): void {
  if (wanted === undefined) delete (globalThis as Record<string, unknown>)[name];
  else if (!isSame(Object.getOwnPropertyDescriptor(globalThis, name), wanted)) {
    Object.defineProperty(globalThis, name, wanted);
  }
}
