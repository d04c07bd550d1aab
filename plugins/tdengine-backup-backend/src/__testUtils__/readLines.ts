/** The lines of a small text. */
export async function* readLines(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) {
    chunks.push(chunk);
  }
  yield* Buffer.concat(chunks)
    .toString()
    .split('\n')
    .filter(line => line !== '');
}
