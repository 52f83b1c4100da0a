/** The value of an environment variable; one that is set to nothing but blanks counts as not set. */
export function textOf(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const text = env[name];
  return text === undefined || text.trim() === '' ? undefined : text;
}
