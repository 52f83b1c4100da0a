/** Which tree this code came from: today's, or that of the baseline. */
export const origin: string = import.meta.url;
