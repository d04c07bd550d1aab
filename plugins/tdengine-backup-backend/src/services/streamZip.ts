import { Readable } from 'node:stream';
import archiver, { Archiver } from 'archiver';

/** One file on its way into an archive. */
export interface ZipEntry {
  path: string;
  content: AsyncIterable<Uint8Array>;
}

/**
 * A zip archive made while it is read: nothing is kept, and the reader's pace is the source's. An error of a source
 * destroys the stream, so that nobody takes half an archive for a whole one.
 */
export function streamZip(
  entries: AsyncIterable<ZipEntry>,
  options: {
    /** False for files that are compressed already. */
    compress: boolean;
    /** Of all entries, so that the same entries give the same bytes whenever they are asked for. */
    date: Date;
    signal: AbortSignal;
    /** Called once, when everything is read or nobody reads any more. */
    onEnd: () => Promise<void>;
  },
): Readable {
  const archive = archiver(
    'zip',
    options.compress ? { zlib: { level: 6 } } : { store: true },
  );
  // Whoever reads sees it; without a listener an error before the first read would end the process.
  archive.on('error', () => {});
  const { signal } = options;
  const abort = () => archive.destroy(toError(signal.reason));
  signal.addEventListener('abort', abort, { once: true });
  archive.once('close', () => {
    signal.removeEventListener('abort', abort);
    options.onEnd().catch(() => {});
  });
  appendAll(archive, entries, options).catch(error =>
    archive.destroy(toError(error)),
  );
  return archive;
}

async function appendAll(
  archive: Archiver,
  entries: AsyncIterable<ZipEntry>,
  options: { date: Date; signal: AbortSignal },
): Promise<void> {
  const { date, signal } = options;
  for await (const { path, content } of entries) {
    signal.throwIfAborted();
    if (archive.destroyed) {
      return;
    }
    await append(archive, { name: path, date }, content);
  }
  await archive.finalize();
}

/** One entry after another, so that no more than one source is open. */
async function append(
  archive: Archiver,
  entry: { name: string; date: Date },
  content: AsyncIterable<Uint8Array>,
): Promise<void> {
  const source = Readable.from(content, { objectMode: false });
  try {
    await new Promise<void>((resolve, reject) => {
      const onEntry = () => settle(resolve);
      const onClose = () =>
        settle(() =>
          reject(archive.errored ?? new Error('Nobody reads the archive')),
        );
      function settle(end: () => void) {
        archive.off('entry', onEntry);
        archive.off('close', onClose);
        end();
      }
      archive.on('entry', onEntry);
      archive.on('close', onClose);
      // Archiver does not notice when a source breaks off.
      source.once('error', error => archive.destroy(error));
      archive.append(source, entry);
    });
  } finally {
    source.destroy();
  }
}

function toError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
