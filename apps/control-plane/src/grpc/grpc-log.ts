/** The part of a pino logger that the gRPC server uses. */
export interface GrpcLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
