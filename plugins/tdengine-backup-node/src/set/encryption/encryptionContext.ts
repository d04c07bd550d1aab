/**
 * What a message is bound to, so that none can take another's place: its purpose, its backup, and its stored path, or for
 * a wrapped data key the id of the key around it. UTF-8, separated by line feeds, which none of them holds.
 *
 * @internal
 */
export function encryptionContext(
  purpose: 'part' | 'manifest' | 'key',
  backupId: string,
  place: string,
): Buffer {
  return Buffer.from(
    ['tdengine-backup/v1', purpose, backupId, place].join('\n'),
  );
}
