import { z } from 'zod';

/** Where content comes from that no member of the organization wrote. */
export const TaintSource = z.object({
  kind: z.enum(['web', 'http', 'mcp', 'file', 'hook']),
  /** The host, the server or the tool that it came from. */
  name: z.string(),
});
export type TaintSource = z.infer<typeof TaintSource>;

/** Says that a session has read foreign content, which may hold instructions. */
export const Taint = z.object({
  /** The sequence of the event that brought the first of it. */
  since_sequence: z.int().positive(),
  /** The first 16 sources. */
  sources: z.array(TaintSource),
});
export type Taint = z.infer<typeof Taint>;

/** Whether foreign content makes calls ask a person. */
export const TaintSwitch = z.enum(['on', 'off']);
export type TaintSwitch = z.infer<typeof TaintSwitch>;
