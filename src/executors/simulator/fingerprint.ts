/** Which of the two words of a number is the lower one: the first, but on big-endian machines. */
const low: number = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 0 : 1;
const first = 0x9e3779b1;
const second = 0x85ebca6b;

/** The bits of a column of numbers, two words each. */
export function wordsOf(column: Float64Array): Int32Array {
  return new Int32Array(column.buffer, column.byteOffset, column.length * 2);
}

/** A digest of decisions in the order in which they ended, 64 bits: of whole numbers and of the bits of times, nothing else. */
export class Fingerprint {
  #a = 0x243f6a88;
  #b = 0x13198a2e;

  /**
   * @param worker whatever tells who ran it, and how it ended
   * @param began words of a column of times, and which of them it is; `ended` likewise
   */
  add(task: number, worker: number, began: Int32Array, ended: Int32Array, at: number): void {
    let a = this.#a;
    let b = this.#b;
    a = Math.imul(a ^ task, first);
    b = Math.imul(b ^ worker, second);
    a = Math.imul(a ^ (a >>> 15) ^ began[2 * at + low]!, second);
    b = Math.imul(b ^ (b >>> 15) ^ began[2 * at + 1 - low]!, first);
    a = Math.imul(a ^ (a >>> 15) ^ ended[2 * at + 1 - low]!, first);
    b = Math.imul(b ^ (b >>> 15) ^ ended[2 * at + low]!, second);
    // What one half took in reaches the other one, too.
    this.#a = a ^ (b >>> 16);
    this.#b = b ^ (a >>> 16);
  }

  toString(): string {
    return hexadecimal(this.#a) + hexadecimal(this.#b);
  }
}

function hexadecimal(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
