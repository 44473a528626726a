import { z } from 'zod';
import { DeviceId } from './ids.ts';
import { Subject } from './subject.ts';
import { ToolName } from './tool.ts';

/** The name of a device, or of a run of its program, chosen by the client: letters, digits and `._:-`. */
export const DeviceName = z.string().regex(/^[\w.:-]{1,128}$/);

/** At least 32 characters, so that nobody guesses it. */
export const DeviceSecret = z
  .string()
  .regex(/^[\x21-\x7e]{32,256}$/, 'must be 32 to 256 printable ASCII characters without spaces');

/** A program that executes tools over a WebSocket. */
export const Device = z.object({
  id: DeviceId,
  /** The name that the device gives itself. It is unique for its subject. */
  device_id: DeviceName,
  /** Calls of the sessions of this subject are offered to it. */
  subject: Subject,
  /** Whether a socket of the device is open now. */
  is_connected: z.boolean(),
  /** The tools that it can execute, as its newest socket has said. */
  tools: z.array(ToolName),
  /** Whether the device needs its secret. */
  has_secret: z.boolean(),
  /** The number of its newest socket. */
  epoch: z.int().positive(),
  /** Who connected it last: the stable name of the caller. */
  connected_by: z.string(),
  created_at: z.iso.datetime(),
  /** When a socket was last opened or closed. */
  seen_at: z.iso.datetime(),
});
export type Device = z.infer<typeof Device>;
