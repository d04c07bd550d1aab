import { SqlError } from '../../SqlError';

const MINUTES: Record<string, number> = { m: 1, h: 60, d: 1440 };

/** Minutes of a super table's KEEP such as `100d`; days where no unit is given. */
export function parseKeep(text: string): number {
  const match = /^(\d+)([mhd]?)$/i.exec(text);
  if (!match) {
    throw new SqlError(0x261a, `Invalid option keep unit: ${text.at(-1)}`);
  }
  return Number(match[1]) * MINUTES[(match[2] || 'd').toLowerCase()];
}
