/** What is kept of the head of an answer. */
export interface ResponseHead {
  status: number;
  statusText: string;
  headers: Headers;
}

const MAX_STATUS = 599;

/** A `Response` of any head that HTTP can carry: the constructor takes no status beyond 599, and servers send some. */
export function makeResponse(
  body: ReadableStream<Uint8Array<ArrayBuffer>> | null,
  { status, statusText, headers }: ResponseHead,
): Response {
  const response = new Response(body, { status: Math.min(status, MAX_STATUS), statusText, headers });
  return status <= MAX_STATUS ? response : Object.defineProperty(response, 'status', { value: status });
}
