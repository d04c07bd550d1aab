/** A stream as one buffer. */
export async function collect(
  content: AsyncIterable<Uint8Array> | Promise<AsyncIterable<Uint8Array>>,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await content) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
