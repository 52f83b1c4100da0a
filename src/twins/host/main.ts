/**
 * The measuring process, started with `child_process.fork` and `serialization: 'advanced'`: answers the requests of the protocol, and
 * ends when the channel does. It imports little, since a run starts many of them.
 */
import type { Request } from '../protocol.ts';
import { Session } from './session.ts';

/** How long what tests leave open may take to end, in ms. */
const patience = 2000;

const session = new Session();

process.on('message', (request: Request) => {
  void reply(request);
});
process.on('uncaughtException', (error) => session.stray(error));
process.on('unhandledRejection', (error) => session.stray(error));
process.once('disconnect', () => {
  // User's code may hang, and has nobody left to be measured for.
  setTimeout(() => process.exit(0), patience);
  void session.end().then(() => process.exit(0));
});

async function reply(request: Request): Promise<void> {
  const answer = await session.answer(request);
  // Nobody is left to hear it once the channel has closed.
  if (process.connected) process.send!(answer, undefined, undefined, () => undefined);
}
