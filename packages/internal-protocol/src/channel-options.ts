import { LIMITS } from '@everruns/schemas';
import type { ChannelOptions } from '@grpc/grpc-js';

/**
 * Both ends set these because gRPC's own defaults are 4 MiB and no keepalive. The server keeps its channelz, because
 * `forceShutdown` closes the sessions in that list (grpc-js 1.14).
 */
export const CHANNEL_OPTIONS: ChannelOptions = {
  'grpc.max_receive_message_length': LIMITS.grpcMessageBytes,
  'grpc.max_send_message_length': LIMITS.grpcMessageBytes,
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 5_000,
};

/** The channel reconnects quickly but retries nothing itself, because the caller decides what is tried again. */
export const CLIENT_CHANNEL_OPTIONS: ChannelOptions = {
  ...CHANNEL_OPTIONS,
  // The statistics are for a debugging service that we do not run.
  'grpc.enable_channelz': 0,
  'grpc.keepalive_permit_without_calls': 1,
  'grpc.enable_retries': 0,
  'grpc.initial_reconnect_backoff_ms': 100,
  'grpc.min_reconnect_backoff_ms': 100,
  'grpc.max_reconnect_backoff_ms': 2_000,
  // Of the addresses of a name each channel tries them in an order of its own, so that workers spread over the replicas.
  // With a pool of its own: a shared one prefers whatever replica is connected already.
  'grpc.use_local_subchannel_pool': 1,
  'grpc.service_config': JSON.stringify({ loadBalancingConfig: [{ pick_first: { shuffleAddressList: true } }] }),
};
