/**
 * Ends child processes when the process that started them is killed. They see that their channel closes and end by themselves,
 * but for one that hangs in a loop. A shell waits at the other end of a pipe instead: that costs those who measure nothing.
 */
import { type ChildProcess, spawn } from 'node:child_process';

/** Keeps a list from lines such as `+ 12` and `- 12`; the end of the pipe is the end of all that are on it. */
const script = `kept=' '
while read -r sign pid; do
  case $sign in
    +) kept="$kept$pid " ;;
    *) kept="\${kept%% $pid *} \${kept#* $pid }" ;;
  esac
done
for pid in $kept; do kill -9 "$pid"; done`;

let guardian: ChildProcess | undefined;

/** From now on the child does not outlive this process, however that ends. Where there is no shell (Windows) it may. */
export function guard(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || process.platform === 'win32') return;
  tell(`+ ${pid}`);
  child.once('exit', () => tell(`- ${pid}`));
}

function tell(line: string): void {
  guardian ??= start();
  if (guardian.stdin?.writable === true) guardian.stdin.write(`${line}\n`);
}

function start(): ChildProcess {
  // In a group of its own: what ends the group of a terminal must leave somebody to end the rest.
  const shell = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  shell.once('error', () => undefined);
  shell.stdin.on('error', () => undefined);
  shell.unref();
  (shell.stdin as unknown as { unref?: () => void }).unref?.();
  return shell;
}
