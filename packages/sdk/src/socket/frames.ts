import type { ContentPart, ErrorCode, Usage } from '../nouns.ts';
import type { SessionEvent } from '../session-event.ts';

/** A tool that the client executed during a request. */
export interface Mutation {
  tool: string;
  arguments: Record<string, unknown>;
  result?: unknown;
  error?: string;
}

/** The frames of the server that a client reads. A type that it does not know is passed over. */
export type ServerFrame =
  | { type: 'welcome'; device_id: string; epoch: number; heartbeat_ms: number; pong_ms: number }
  | {
      type: 'stream_start';
      request_id: string;
      session_id: string;
      turn_id: string;
      message_id: string;
      disposition: 'started' | 'queued' | 'steered' | 'interrupted';
    }
  | {
      type: 'stream_text';
      request_id: string;
      message_id: string;
      part: number;
      attempt: number;
      offset: number;
      delta: string;
    }
  | { type: 'stream_reset'; request_id: string; message_id: string; attempt: number }
  | { type: 'stream_block'; request_id: string; message_id: string; part: number; block: ContentPart }
  | {
      type: 'stream_end';
      request_id: string;
      status: 'completed' | 'failed' | 'canceled';
      error?: { code: ErrorCode; message: string };
      usage?: Usage;
      mutations: Mutation[];
      is_cut?: true;
    }
  | {
      type: 'tool_call';
      tool_call_id: string;
      session_id: string;
      turn_id: string;
      request_id?: string;
      name: string;
      arguments: Record<string, unknown>;
      deadline: string;
    }
  | { type: 'claimed'; tool_call_id: string; ok: boolean; by?: string; deadline?: string }
  | { type: 'settled'; tool_call_id: string; by: string }
  | { type: 'event'; session_id: string; event: SessionEvent }
  | { type: 'ping' }
  | {
      type: 'error';
      code: ErrorCode;
      message: string;
      request_id?: string;
      tool_call_id?: string;
      session_id?: string;
      retry_ms?: number;
    }
  | {
      type: 'bye';
      reason: 'deploy' | 'auth_expired' | 'superseded' | 'device_deleted';
      retry_ms: number | null;
    };

export type FrameOf<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>;
export type StreamFrame = FrameOf<'stream_start' | 'stream_text' | 'stream_reset' | 'stream_block' | 'stream_end'>;

/** The frames that a client sends. */
export type ClientFrame =
  | { type: 'auth'; credential: string; org_id?: string }
  | {
      type: 'hello';
      device_id: string;
      instance_id: string;
      secret?: string;
      subject?: string;
      tools: string[];
      running: string[];
      resume: { session_id: string; after_sequence: number }[];
    }
  | {
      type: 'message';
      request_id: string;
      session_id?: string;
      agent_id?: string;
      content: { type: 'text'; text: string }[];
      busy_policy?: 'queue' | 'steer' | 'interrupt' | 'reject';
    }
  | { type: 'cancel'; request_id: string }
  | { type: 'claim'; tool_call_id: string }
  | { type: 'progress'; tool_call_id: string; message: string }
  | { type: 'tool_result'; tool_call_id: string; result?: unknown; error?: string }
  | { type: 'subscribe'; session_id: string; after_sequence: number }
  | { type: 'unsubscribe'; session_id: string }
  | { type: 'pong' };
