import type { Catalog } from '../storage/Catalog';
import type { Cell } from '../types/Cell';
import { fillTable } from './fillTable';
import { randomNumbers } from './randomNumbers';
import { SITES, type Site } from './sites';

const DAYS = 30;
const MS_PER_DAY = 86_400_000;
const METERS_PER_SITE = 15;
const METER_INTERVAL_MS = 30 * 60_000;
const SENSORS_PER_SITE = 3;
const SENSOR_INTERVAL_MS = 20 * 60_000;
const EVENT_COUNT = 400;

const MESSAGES = [
  '电压恢复正常',
  '2号变压器油温偏高 🌡️',
  'Operator\'s note: breaker "B4" reset',
  'Wartung abgeschlossen – Zähler geprüft ✅',
  'Communication lost for 12 s, reconnected',
  '雷暴⛈️导致短时停电\n已切换备用线路',
  'C:\\logs\\meter.txt rotated, 100% done',
];

/** Database `power`: electricity meters, sensors of the surroundings, a log of events and a virtual table over them. */
export const POWER_STATEMENTS: readonly string[] = [
  "CREATE DATABASE power PRECISION 'ms' KEEP 3650d VGROUPS 2",
  'CREATE STABLE power.meters (ts TIMESTAMP, current FLOAT, voltage INT, phase FLOAT) ' +
    "TAGS (site NCHAR(32), group_id INT, location VARCHAR(64)) COMMENT '电表 electricity meters'",
  'CREATE STABLE power.environment (ts TIMESTAMP, temperature DOUBLE, humidity FLOAT, pressure INT UNSIGNED, ' +
    'status VARCHAR(16)) TAGS (site NCHAR(32), sensor VARCHAR(24))',
  'CREATE TABLE power.events (ts TIMESTAMP, severity TINYINT, message NCHAR(200), acknowledged BOOL) ' +
    "COMMENT 'What operators should know'",
  ...SITES.flatMap(({ name, location }, site) => [
    ...meterNames(site).map(
      (table, index) =>
        `CREATE TABLE power.${table} USING power.meters TAGS ('${name}', ${
          index + 1
        }, '${location}')`,
    ),
    ...sensorNames(site).map(
      (table, index) =>
        `CREATE TABLE power.${table} USING power.environment TAGS ('${name}', 'roof-${
          index + 1
        }')`,
    ),
  ]),
  'CREATE VTABLE power.overview (ts TIMESTAMP, voltage INT FROM power.d1001.voltage, ' +
    'temperature DOUBLE FROM power.e101.temperature)',
];

function meterNames(site: number): string[] {
  return Array.from(
    { length: METERS_PER_SITE },
    (_, index) => `d${1001 + site * 100 + index}`,
  );
}

function sensorNames(site: number): string[] {
  return Array.from(
    { length: SENSORS_PER_SITE },
    (_, index) => `e${101 + site * 10 + index}`,
  );
}

/**
 * Fills the database with the thirty days before a time.
 *
 * @returns the number of rows
 */
export function fillPower(catalog: Catalog, now: number): number {
  const random = randomNumbers(20_240_601);
  let rows = 0;
  SITES.forEach((site, index) => {
    for (const table of meterNames(index)) {
      rows += fillTable(catalog, 'power', table, meterRows(now, random));
    }
    for (const table of sensorNames(index)) {
      rows += fillTable(catalog, 'power', table, sensorRows(now, site, random));
    }
  });
  return rows + fillTable(catalog, 'power', 'events', eventRows(now, random));
}

/** Times up to, not including, a whole interval before now. */
function times(now: number, interval: number): number[] {
  const count = (DAYS * MS_PER_DAY) / interval;
  const end = now - (now % interval);
  return Array.from(
    { length: count },
    (_, index) => end - (count - index) * interval,
  );
}

/** Between 0 at night and 1 at noon. */
function daylight(time: number): number {
  return (1 - Math.cos((2 * Math.PI * (time % MS_PER_DAY)) / MS_PER_DAY)) / 2;
}

function meterRows(now: number, random: () => number): Cell[][] {
  const base = 8 + 4 * random();
  return times(now, METER_INTERVAL_MS).map(time => [
    BigInt(time),
    Math.fround(base + 6 * daylight(time) + random()),
    215 + Math.floor(14 * random()),
    Math.fround(0.3 + 0.1 * random()),
  ]);
}

function sensorRows(
  now: number,
  { climate }: Site,
  random: () => number,
): Cell[][] {
  return times(now, SENSOR_INTERVAL_MS).map(time => {
    const isFaulty = random() < 0.01;
    return [
      BigInt(time),
      isFaulty ? undefined : climate + 8 * daylight(time) - 4 + random(),
      isFaulty ? undefined : Math.fround(40 + 30 * random()),
      99_000 + Math.floor(4_000 * random()),
      isFaulty ? 'sensor fault' : 'ok',
    ];
  });
}

function eventRows(now: number, random: () => number): Cell[][] {
  const step = (DAYS * MS_PER_DAY) / EVENT_COUNT;
  return Array.from({ length: EVENT_COUNT }, (_, index) => [
    BigInt(Math.floor(now - (EVENT_COUNT - index) * step)),
    Math.floor(4 * random()),
    MESSAGES[Math.floor(MESSAGES.length * random())],
    random() < 0.8,
  ]);
}
