import type { Catalog } from '../storage/Catalog';
import type { Cell } from '../types/Cell';
import { wktToWkb } from '../types/wktToWkb';
import { fillTable } from './fillTable';
import { randomNumbers } from './randomNumbers';

const MACHINES = ['m01', 'm02', 'm03', 'Presse 4', 'robot_5', '机器六'];
const CYCLES = 400;
const STEPS = 3;
const CYCLE_NS = 60_000_000_000n;

/** Database `factory`: nanoseconds, a composite key of time and step, and a column of nearly every type. */
export const FACTORY_STATEMENTS: readonly string[] = [
  "CREATE DATABASE factory PRECISION 'ns' KEEP 3650d VGROUPS 1",
  'CREATE STABLE factory.stations (ts TIMESTAMP, step INT UNSIGNED COMPOSITE KEY, torque DOUBLE, ok BOOL, ' +
    'cycles BIGINT UNSIGNED, weight DECIMAL(12,4), recipe VARBINARY(16), place GEOMETRY(64), note NCHAR(40), ' +
    "checked TIMESTAMP, code VARCHAR(12) ENCODE 'disabled' COMPRESS 'zstd' LEVEL 'high') " +
    'TAGS (line VARCHAR(16), since TIMESTAMP, rating FLOAT)',
  'CREATE STABLE factory.shifts (ts TIMESTAMP, pieces INT) TAGS (details JSON)',
  ...MACHINES.map(
    (name, index) =>
      `CREATE TABLE factory.\`${name}\` USING factory.stations TAGS ('line ${
        1 + (index % 2)
      }', '2020-0${1 + index}-01 06:00:00', ${index + 0.5})`,
  ),
  'CREATE TABLE factory.shift_early USING factory.shifts TAGS (\'{"lead":"Müller","crew":7,"night":false}\')',
  'CREATE TABLE factory.shift_night USING factory.shifts TAGS (\'{"lead":"王","crew":4,"night":true}\')',
];

/**
 * Fills the database with the cycles before a time in milliseconds.
 *
 * @returns the number of rows
 */
export function fillFactory(catalog: Catalog, now: number): number {
  const random = randomNumbers(7);
  const end = BigInt(now) * 1_000_000n;
  let rows = 0;
  for (const name of MACHINES) {
    rows += fillTable(catalog, 'factory', name, machineRows(end, random));
  }
  for (const name of ['shift_early', 'shift_night']) {
    rows += fillTable(catalog, 'factory', name, shiftRows(end, random));
  }
  return rows;
}

function machineRows(end: bigint, random: () => number): Cell[][] {
  return Array.from({ length: CYCLES * STEPS }, (_, index) => {
    const cycle = Math.floor(index / STEPS);
    const step = index % STEPS;
    const time = end - BigInt(CYCLES - cycle) * CYCLE_NS;
    const isLast = step === STEPS - 1;
    return [
      time,
      step,
      50 + 10 * random(),
      random() < 0.98,
      18_446_744_073_709_000_000n + BigInt(cycle),
      BigInt(Math.floor(1e8 * random())) - 50_000_000n,
      Uint8Array.of(0, step, cycle & 0xff, 0xff),
      wktToWkb(`POINT(${cycle} ${step}.5)`),
      isLast ? 'fertig 完成 ✓' : undefined,
      isLast ? time + 1n : undefined,
      step === 0 ? '' : `A-${step}`,
    ];
  });
}

function shiftRows(end: bigint, random: () => number): Cell[][] {
  return Array.from({ length: 30 }, (_, index) => [
    end - BigInt(30 - index) * 86_400n * 1_000_000_000n,
    800 + Math.floor(200 * random()),
  ]);
}
