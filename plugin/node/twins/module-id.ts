/**
 * Names of modules whose code has been through the user's plugins already. They keep the bundling Vite's own plugins away, which
 * look at endings and queries.
 */

const mark = { before: '\0twin:', after: '.js' };

export function marked(id: string): string {
  return `${mark.before}${encodeURIComponent(id)}${mark.after}`;
}

export function isMarked(id: string): boolean {
  return id.startsWith(mark.before);
}

/** The id as the user's server knows it. */
export function unmarked(id: string): string {
  return isMarked(id) ? decodeURIComponent(id.slice(mark.before.length, -mark.after.length)) : id;
}

/** A text of the bundler's, with the names of files as the user knows them. */
export function withoutMarks(text: string): string {
  // Some messages write the character of no meaning as it stands in code.
  return text.replaceAll(/(?:\0|\\0)(twin:[\w%.~!*'()-]+?\.js)(?![\w%])/g, (_, id: string) => unmarked(`\0${id}`));
}
