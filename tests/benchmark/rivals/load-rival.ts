import type { Rival } from './rival.ts';

/** The pools that are compared. */
export type RivalName = 'benchgate' | 'piscina' | 'tinypool' | 'poolifier' | 'workerpool';

/** All of them, our own first. */
export const rivalNames: readonly RivalName[] = ['benchgate', 'piscina', 'tinypool', 'poolifier', 'workerpool'];

/** Loads the code of one pool and of no other. */
export async function loadRival(name: RivalName): Promise<Rival> {
  switch (name) {
    case 'benchgate':
      return (await import('./benchgate.ts')).benchgate;
    case 'piscina':
      return (await import('./piscina.ts')).piscina;
    case 'tinypool':
      return (await import('./tinypool.ts')).tinypool;
    case 'poolifier':
      return (await import('./poolifier.ts')).poolifier;
    case 'workerpool':
      return (await import('./workerpool.ts')).workerpoolRival;
  }
}
