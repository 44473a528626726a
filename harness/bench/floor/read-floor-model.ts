import type { WireFormat } from '../load/wire-answers.ts';
import { createWireModel, type AskModel } from './ask-wire-model.ts';
import { streamModel } from './floor-model.ts';

/**
 * Returns the model that the floor calls. `FLOOR_MODEL` is a wire format and a URL; without it the model is in the same
 * process.
 */
export function readFloorModel({ FLOOR_MODEL }: NodeJS.ProcessEnv): AskModel {
  if (FLOOR_MODEL === undefined) return streamModel;
  const [format = '', url = ''] = FLOOR_MODEL.split(' ');
  return createWireModel(format as WireFormat, url);
}
