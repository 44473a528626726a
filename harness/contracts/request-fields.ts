import path from 'node:path';
import { loadSync, type MethodDefinition } from '@grpc/proto-loader';

const PROTO = path.resolve(import.meta.dirname, '../../proto');

interface DescribedField {
  name: string;
  type: string;
  typeName: string;
  label: string;
}
interface DescribedMessage {
  name: string;
  field: DescribedField[];
}

/** A field of a request, with its path from the request's root message, such as `['token', 'atom', 'ordinal']`. */
export interface RequestField {
  way: string[];
  kind: 'text' | 'number' | 'flag' | 'bytes' | 'message';
  isFraction: boolean;
  isRepeated: boolean;
}

const KINDS: Record<string, RequestField['kind']> = {
  TYPE_STRING: 'text',
  TYPE_INT32: 'number',
  TYPE_INT64: 'number',
  TYPE_DOUBLE: 'number',
  TYPE_BOOL: 'flag',
  TYPE_BYTES: 'bytes',
  TYPE_MESSAGE: 'message',
};

function load() {
  const options = { includeDirs: [PROTO], keepCase: true, longs: Number, oneofs: true, defaults: false };
  return loadSync('everruns/worker/v1/worker.proto', options);
}

/** Returns the methods of the service by name, from the proto files alone. */
export function listMethods(): Record<string, MethodDefinition<object, object>> {
  const service = load()['everruns.worker.v1.WorkerService'];
  if (service === undefined || 'format' in service) throw new Error('the proto files have no such service');
  return service;
}

/** Returns every field that a worker can set in a request of this message type, at any depth. */
export function listFields(message: string): RequestField[] {
  const described = new Map(
    Object.entries(load()).flatMap(([name, definition]) =>
      // The descriptor of a message is a plain object with the shape of protobuf's own descriptors.
      'format' in definition ? [[`.${name}`, definition.type as DescribedMessage] as const] : [],
    ),
  );
  const walk = (name: string, way: string[]): RequestField[] =>
    (described.get(`.${name}`)?.field ?? []).flatMap((field) => {
      const kind = KINDS[field.type];
      if (kind === undefined) throw new Error(`${name}.${field.name} is of a kind that is not attacked: ${field.type}`);
      const here: RequestField = {
        way: [...way, field.name],
        kind,
        isFraction: field.type === 'TYPE_DOUBLE',
        isRepeated: field.label === 'LABEL_REPEATED',
      };
      return kind === 'message'
        ? [here, ...walk(`everruns.worker.v1.${field.typeName.split('.').at(-1)}`, here.way)]
        : [here];
    });
  return walk(`everruns.worker.v1.${message}`, []);
}
