import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** For `node --import`: at `MEMORY_PORT` the process answers with its memory once garbage is collected. Its worker threads do not. */
const { MEMORY_PORT } = process.env;
if (isMainThread && MEMORY_PORT !== undefined) {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const server = createServer((_request, response) => {
    collect();
    response.setHeader('connection', 'close').end(JSON.stringify(process.memoryUsage()));
  });
  server.listen(Number(MEMORY_PORT), '127.0.0.1');
  server.unref();
}
