import { DamagedBackupError } from './errors';

/** No line of ours comes near: the longest is a table with its tags, 16 KiB of them. */
const LONGEST_LINE = 4 * 1024 * 1024;

/**
 * The lines of a text in UTF-8, without their ends, as many at a time as came together: a step for every line would take
 * longer than most of what is done with one. Throws a DamagedBackupError where it is no such text, a line has more than
 * 4 Mi characters or the last one no end.
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
    if (rest.length > LONGEST_LINE) {
      throw new DamagedBackupError(
        `A line of it has more than ${LONGEST_LINE} characters`,
      );
    }
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
