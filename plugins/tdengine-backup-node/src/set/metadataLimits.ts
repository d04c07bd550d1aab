import { atOnce, Steps } from '../run/inTurns';
import { DamagedBackupError } from './errors';

/**
 * A manifest of 10,000 files and 100,000 tables has 38 MiB. Nothing larger is written or read: all of it is in memory at once.
 *
 * @internal
 */
export const MAXIMUM_METADATA_BYTES = 64 * 1024 * 1024;

/**
 * What a JSON file of a set may have.
 *
 * @internal
 */
export interface JsonLimits {
  bytes: number;
  /** Objects and lists. */
  containers: number;
  /** Commas that are in no text. */
  fields: number;
}

/** A manifest of the largest size has 700,000 objects and lists at most, 2,300,000 commas and few different names of fields. */
const METADATA_LIMITS: JsonLimits = {
  bytes: MAXIMUM_METADATA_BYTES,
  containers: 800_000,
  fields: 3_000_000,
};
const MOST_NAMES = 100_000;
const DEEPEST = 100;
/** Looked at in one step. */
const STEP_BYTES = 256 * 1024;

const QUOTE = 0x22;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * Throws a DamagedBackupError for JSON of which a parser would make far more than a manifest, or whatever has these limits, takes: a few bytes of text can be
 * a hundred in memory. Takes no memory itself. What is no JSON at all is left to the parser.
 *
 * @internal
 */
export function assertBearableJson(
  bytes: Uint8Array,
  from: string,
  limits = METADATA_LIMITS,
): void {
  atOnce(checkBearableJson(bytes, from, limits));
}

/**
 * What {@link assertBearableJson} does, step by step.
 *
 * @internal
 */
export function* checkBearableJson(
  bytes: Uint8Array,
  from: string,
  limits = METADATA_LIMITS,
): Steps<void> {
  if (bytes.byteLength > limits.bytes) {
    throw new DamagedBackupError(
      `'${from}' is larger than the ${limits.bytes} bytes it may have`,
    );
  }
  let start = 0;
  let containers = 0;
  let commas = 0;
  let depth = 0;
  let stepEnd = STEP_BYTES;
  const names = new Set<string>();
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let index = 0; index < bytes.byteLength; index++) {
    switch (bytes[index]) {
      case QUOTE:
        start = index;
        index = endOfText(bytes, index);
        break;
      case COLON:
        // Once a text: the same one must not be read again and again for colons that are no JSON.
        names.add(text.toString('latin1', start, index));
        start = index;
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        containers++;
        depth++;
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        depth--;
        break;
      case COMMA:
        commas++;
        break;
      default:
    }
    if (
      containers > limits.containers ||
      commas > limits.fields ||
      names.size > MOST_NAMES ||
      depth > DEEPEST
    ) {
      throw new DamagedBackupError(
        `'${from}' is nothing that was written: it has more than ${limits.containers} objects and lists, ${limits.fields} fields or ${MOST_NAMES} names of fields, or they are nested deeper than ${DEEPEST}`,
      );
    }
    if (index >= stepEnd) {
      stepEnd = index + STEP_BYTES;
      yield;
    }
  }
}

function endOfText(bytes: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < bytes.byteLength && bytes[index] !== QUOTE) {
    index += bytes[index] === BACKSLASH ? 2 : 1;
  }
  return index;
}
