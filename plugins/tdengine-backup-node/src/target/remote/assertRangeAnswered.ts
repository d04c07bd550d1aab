import { ByteRange } from '../StorageTarget';
import { UnusableAnswerError } from './UnusableAnswerError';

/**
 * Makes sure that HTTP answers with the very bytes that were asked for: servers, and what stands before them, may leave a
 * range out of account or send another one. Throws an {@link UnusableAnswerError}. Returns what is sent; its end is smaller than
 * asked for where the object ends before: RFC 9110, section 14.4.
 *
 * @param asked - its end is `Infinity` where the rest was asked for
 *
 * @public
 */
export function assertRangeAnswered(
  asked: ByteRange,
  answer: { status: number | undefined; contentRange: string | undefined },
): ByteRange {
  const { status, contentRange } = answer;
  const [, first, last, total] =
    /^bytes (\d+)-(\d+)\/(\d+|\*)$/i.exec(contentRange ?? '') ?? [];
  const sent = { start: Number(first), end: Number(last) + 1 };
  const due = Math.min(asked.end, total === '*' ? Infinity : Number(total));
  const isDue = due === Infinity ? sent.end > sent.start : sent.end === due;
  if (status !== 206 || sent.start !== asked.start || !isDue) {
    const wanted =
      asked.end === Infinity
        ? `those from ${asked.start} on`
        : `${asked.start} to ${asked.end - 1}`;
    const got =
      status === 206
        ? `said to send ${contentRange?.slice(0, 100) ?? 'a part of it'}`
        : `answered ${status}`;
    throw new UnusableAnswerError(
      `the server, or something before it, sends other bytes than were asked for: of bytes ${wanted} it ${got}`,
    );
  }
  return sent;
}
