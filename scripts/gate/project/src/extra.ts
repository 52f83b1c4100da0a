/** How much more work each call does than before. A trial writes another number here: that is the change that is judged. */
export const extra: number = 0;
