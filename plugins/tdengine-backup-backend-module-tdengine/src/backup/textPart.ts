import {
  CompressionSettings,
  createCompressor,
  Part,
  PartKind,
} from 'backstage-plugin-tdengine-backup-node';

const CHUNK_LENGTH = 64 * 1024;

/**
 * A part made of text, with the bytes before compression counted as it is read.
 *
 * @internal
 */
export function textPart(options: {
  path: string;
  kind: PartKind;
  lines: AsyncIterable<string> | Iterable<string>;
  compression: CompressionSettings;
  /** Rows of data, or tables of a list; nothing for definitions. */
  summary?: () => { rows: number; tables?: ReadonlyMap<string, number> };
}): Part {
  let rawBytes = 0;
  async function* bytes(): AsyncGenerator<Uint8Array> {
    let text = '';
    const flush = () => {
      const chunk = Buffer.from(text, 'utf8');
      rawBytes += chunk.byteLength;
      text = '';
      return chunk;
    };
    for await (const line of options.lines) {
      text += line;
      if (text.length >= CHUNK_LENGTH) {
        yield flush();
      }
    }
    if (text !== '') {
      yield flush();
    }
  }
  return {
    path: options.path,
    kind: options.kind,
    content: createCompressor(options.compression)(bytes()),
    summary: () => ({ rows: 0, ...options.summary?.(), rawBytes }),
  };
}
