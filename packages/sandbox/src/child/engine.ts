import type { RunEnd } from '../frames.ts';
import type { Files, Print, Received } from './channel.ts';

/** How a program ended, and the files as it left them. */
export interface Finished extends Pick<RunEnd, 'exitCode' | 'value'> {
  files: Files;
}

/** A language, loaded and ready for the one program of this process. */
export interface Engine {
  run(request: Received, print: Print): Promise<Finished> | Finished;
}
