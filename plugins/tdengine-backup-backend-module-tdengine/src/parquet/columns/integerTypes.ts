import { TDengineType } from 'tdengine-client';

const UNSIGNED: ReadonlySet<number> = new Set([
  TDengineType.UTINYINT,
  TDengineType.USMALLINT,
  TDengineType.UINT,
  TDengineType.UBIGINT,
]);

/**
 * Whether the integers of a type have a sign.
 *
 * @internal
 */
export function isSigned(type: TDengineType): boolean {
  return !UNSIGNED.has(type);
}
