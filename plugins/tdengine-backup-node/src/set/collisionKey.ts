/**
 * Two paths with the same key are one file where case or the form of Unicode is ignored, as on Windows and macOS.
 *
 * @internal
 */
export function collisionKey(path: string): string {
  return path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
}
