/** The head of an answer. */
export interface ResponseHead {
  status: number;
  statusText: string;
  headers: Headers;
}

const MAX_STATUS = 599;
/** As it is when this module is loaded: the framework of a server may replace the global one by one that costs more here. */
const PlatformResponse = globalThis.Response;

/** Makes a `Response` with any head that HTTP allows. The constructor refuses a status above 599, which some servers send. */
export function makeResponse(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  { status, statusText, headers }: ResponseHead,
): Response {
  const response = new PlatformResponse(body, { status: Math.min(status, MAX_STATUS), statusText, headers });
  return status <= MAX_STATUS ? response : Object.defineProperty(response, 'status', { value: status });
}
