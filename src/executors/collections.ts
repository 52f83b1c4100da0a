import { constants, type NodeGCPerformanceDetail, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';

/** How often the collector of this thread ran by itself, and how long that took in all, in ns. */
interface Counted {
  readonly collections: number;
  readonly collecting: number;
}

type CollectionEntry = PerformanceEntry & { readonly detail: NodeGCPerformanceDetail };

/** Counts the collections of the thread that it is made in, from then on. Costs a small object for each of them. */
export class Collections {
  readonly #observer: PerformanceObserver;
  #collections = 0;
  #collecting = 0;

  constructor() {
    this.#observer = new PerformanceObserver((list) => {
      this.#add(list.getEntries());
    });
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  /** Up to now, but for those in the present turn of the event loop. */
  count(): Counted {
    this.#add(this.#observer.takeRecords());
    return { collections: this.#collections, collecting: this.#collecting };
  }

  #add(entries: readonly PerformanceEntry[]): void {
    for (const entry of entries) {
      const { flags } = (entry as CollectionEntry).detail;
      // Those that somebody asked for, as our own measuring does, say nothing about the work.
      if ((flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) !== 0) continue;
      this.#collections += 1;
      this.#collecting += entry.duration * 1e6;
    }
  }
}
