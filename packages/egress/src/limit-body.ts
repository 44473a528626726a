import { EverrunsError } from '@everruns/schemas';

/** The same response with a body that ends in `payload_too_large` after `maxBytes` decoded bytes; those before it are delivered. */
export function limitBody(response: Response, maxBytes: number): Response {
  if (response.body === null) return response;
  let left = maxBytes;
  const limited = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        if (chunk.byteLength <= left) {
          left -= chunk.byteLength;
          controller.enqueue(chunk);
          return;
        }
        if (left > 0) controller.enqueue(chunk.subarray(0, left));
        left = 0;
        controller.error(new EverrunsError('payload_too_large', `The response is larger than ${maxBytes} bytes.`));
      },
    }),
  );
  const { status, statusText, headers, url } = response;
  return Object.defineProperty(new Response(limited, { status, statusText, headers }), 'url', { value: url });
}
