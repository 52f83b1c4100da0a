/** About 1 ms of objects, strings and lists that all become garbage. */
import { extra } from './extra.ts';
import type { Subject } from './subject.ts';

const items = 24_000;
const groups = 97;

interface Item {
  readonly id: number;
  readonly label: string;
}

export function group(): number {
  const byLabel = new Map<string, Item[]>();
  for (let id = 0; id < items + extra; id++) {
    const item: Item = { id, label: `item ${id % groups}` };
    const known = byLabel.get(item.label);
    if (known === undefined) byLabel.set(item.label, [item]);
    else known.push(item);
  }
  return byLabel.size;
}

export function openSubject(): Subject {
  return { call: () => group(), close: async () => undefined };
}
