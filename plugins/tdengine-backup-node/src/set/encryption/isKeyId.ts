/**
 * @internal
 */
export function isKeyId(id: string): boolean {
  return /^[A-Za-z0-9._-]{1,64}$/.test(id);
}
