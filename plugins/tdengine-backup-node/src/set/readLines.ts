import { DamagedBackupError } from './errors';

/**
 * The lines of a text in UTF-8, without their ends, as many at a time as came together: a step for every line would take
 * longer than most of what is done with one. Throws a DamagedBackupError where it is no such text or its last line has no
 * end.
 *
 * @public
 */
export async function* readLines(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  for await (const chunk of content) {
    const lines = (rest + decode(decoder, chunk)).split('\n');
    rest = lines.pop()!;
    yield lines;
  }
  rest += decode(decoder);
  if (rest !== '') {
    throw new DamagedBackupError('Its last line is cut short');
  }
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
  } catch (error) {
    throw new DamagedBackupError('It is not UTF-8 text', error);
  }
}
