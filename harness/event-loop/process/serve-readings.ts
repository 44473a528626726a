import { createServer } from 'node:http';
import { isMainThread } from 'node:worker_threads';
import { watchLoop } from '../watch-loop.ts';

/** For `node --import`: the process reports at `LOOP_WATCH_PORT` how long its event loop was held. Its worker threads do not. */
const { LOOP_WATCH_PORT } = process.env;
if (isMainThread && LOOP_WATCH_PORT !== undefined) {
  const read = watchLoop();
  // A connection that is kept alive through a freeze would be cut after it.
  const server = createServer((_request, response) => {
    response.setHeader('connection', 'close').end(JSON.stringify(read()));
  });
  server.listen(Number(LOOP_WATCH_PORT), '127.0.0.1');
  server.unref();
}
