import type { JsonObject } from '@everruns/schemas';

export interface ParameterPlace {
  name: string;
  /** The argument that holds its value. */
  argument: string;
  in: 'path' | 'query' | 'header';
  /** How a list in the query is written: as one parameter an item, or joined by commas. */
  isExploded: boolean;
  /** An object in the query is written as `name[key]=value`. */
  isDeep: boolean;
}

/** An operation of a document, as the worker calls it. */
export interface CompiledOperation {
  method: string;
  /** `/pets/{id}` */
  path: string;
  parameters: ParameterPlace[];
  /** The media type of the body, which the argument `body` holds. Null: there is none. */
  body: string | null;
  /** The JSON Schema 2020-12 of the arguments, without `$ref`. */
  schema: JsonObject;
}

export interface CompiledTool {
  name: string;
  description: string;
  operation: CompiledOperation;
}

export interface CompiledDocument {
  baseUrl: string;
  tools: CompiledTool[];
}

export interface CompileInput {
  /** JSON or YAML. */
  document: string;
  /** In place of the first server of the document. */
  baseUrl: string | null;
  /** Operations with one of these tags. Null: any. */
  tags: readonly string[] | null;
  /** Operations with one of these ids. Null: any. */
  operations: readonly string[] | null;
}
