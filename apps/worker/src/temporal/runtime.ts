import { DefaultLogger, type LogEntry, Runtime, makeTelemetryFilterString } from '@temporalio/worker';

export interface RuntimeLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/**
 * Sends the SDK's warnings and errors to `log` and leaves signals to the process. The SDK has one runtime a process and refuses a
 * second: call this once, before the first connection.
 */
export function installTemporalRuntime(log: RuntimeLog): void {
  const write = ({ level, message, meta }: LogEntry): void => {
    // The worker of the tools has none on purpose.
    if (message.startsWith('No workflows registered')) return;
    if (level === 'ERROR') log.error(meta ?? {}, message);
    else log.warn(meta ?? {}, message);
  };
  // The SDK's core warns ten times a second while the server is away.
  Runtime.install({
    logger: new DefaultLogger('WARN', write),
    telemetryOptions: { logging: { forward: {}, filter: makeTelemetryFilterString({ core: 'ERROR' }) } },
    shutdownSignals: [],
  });
}
