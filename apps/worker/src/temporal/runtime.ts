import { DefaultLogger, type LogEntry, Runtime, makeTelemetryFilterString } from '@temporalio/worker';

export interface RuntimeLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/**
 * Sends the SDK's warnings and errors to `log` and leaves signals to the process. The SDK has one runtime per process and refuses a
 * second one, so this is called once, before the first connection.
 */
export function installTemporalRuntime(log: RuntimeLog): void {
  const write = ({ level, message, meta }: LogEntry): void => {
    // The worker of the tool queue has no workflows on purpose.
    if (message.startsWith('No workflows registered')) return;
    if (level === 'ERROR') log.error(meta ?? {}, message);
    else log.warn(meta ?? {}, message);
  };
  // The SDK's core warns ten times a second while the server is unreachable.
  Runtime.install({
    logger: new DefaultLogger('WARN', write),
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
    shutdownSignals: [],
  });
}
