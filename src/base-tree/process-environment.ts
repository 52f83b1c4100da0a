/** The environment of the programs that are started: the user's, without what the surrounding ones set for themselves. */

/** What git sets for the programs that it starts (hooks, aliases): another repository would be worked on. */
const ofGit = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_IMPLICIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_PREFIX',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_QUARANTINE_PATH',
  'GIT_NAMESPACE',
  'GIT_GRAFT_FILE',
  'GIT_SHALLOW_FILE',
  'GIT_REFLOG_ACTION',
  'GIT_INTERNAL_SUPER_PREFIX',
];

/** Settings of npm in lower case that say where packages come from; all others belong to the script that runs now. */
const registrySetting =
  /^npm_config_(?:.*registry|\/\/.*|_auth.*|userconfig|globalconfig|cache|(?:https?_)?proxy|noproxy|ca|cafile|strict_ssl|offline|prefer_offline)$/;

/** For git: speaks English, since its words are read, asks nobody, and takes no lock that it can do without. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  return { ...withoutGit(), GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', LANGUAGE: '' };
}

/** For package managers: as if they were started by hand, in a terminal where nothing else runs. */
export function installEnvironment(): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {
    ...withoutGit(),
    GIT_TERMINAL_PROMPT: '0',
    COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
    // pnpm asks before it removes a folder, unless it is in CI.
    CI: process.env['CI'] ?? 'true',
  };
  for (const name of Object.keys(env)) {
    if (name.startsWith('npm_') && !registrySetting.test(name)) delete env[name];
  }
  // "production" leaves out the dependencies that benchmarks need; "test" is Vitest's own.
  delete env['NODE_ENV'];
  delete env['INIT_CWD'];
  return env;
}

function withoutGit(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  for (const name of ofGit) delete env[name];
  return env;
}
