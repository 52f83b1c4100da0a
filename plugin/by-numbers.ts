/** What the reason begins with of a result whose code could not be measured, though its baseline has code. */
export const byNumbersBecause = 'judged by the saved numbers, because ';
