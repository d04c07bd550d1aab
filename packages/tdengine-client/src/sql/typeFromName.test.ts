import { TDengineType } from '../block';
import { typeFromName } from './typeFromName';

describe('typeFromName', () => {
  it.each([
    ['TIMESTAMP', 8, { type: TDengineType.TIMESTAMP, bytes: 8 }],
    ['BOOL', 1, { type: TDengineType.BOOL, bytes: 1 }],
    ['TINYINT UNSIGNED', 1, { type: TDengineType.UTINYINT, bytes: 1 }],
    ['bigint  unsigned', undefined, { type: TDengineType.UBIGINT, bytes: 8 }],
    ['VARCHAR', 64, { type: TDengineType.VARCHAR, bytes: 66 }],
    ['VARCHAR(64)', undefined, { type: TDengineType.VARCHAR, bytes: 66 }],
    ['BINARY(8)', undefined, { type: TDengineType.VARCHAR, bytes: 10 }],
    ['NCHAR', 64, { type: TDengineType.NCHAR, bytes: 258 }],
    ['NCHAR(2)', 10, { type: TDengineType.NCHAR, bytes: 10 }],
    ['VARBINARY', 64, { type: TDengineType.VARBINARY, bytes: 66 }],
    ['GEOMETRY', 128, { type: TDengineType.GEOMETRY, bytes: 130 }],
    ['JSON', 4095, { type: TDengineType.JSON, bytes: 16384 }],
    ['BLOB', 5, { type: TDengineType.BLOB, bytes: 5 }],
    [
      'DECIMAL(10, 3)',
      8,
      { type: TDengineType.DECIMAL64, bytes: 8, precision: 10, scale: 3 },
    ],
    [
      'DECIMAL(30,10)',
      16,
      { type: TDengineType.DECIMAL, bytes: 16, precision: 30, scale: 10 },
    ],
    [
      'DECIMAL(18)',
      8,
      { type: TDengineType.DECIMAL64, bytes: 8, precision: 18, scale: 0 },
    ],
  ])('reads %s', (name, length, expected) => {
    expect(typeFromName(name, length)).toEqual(expected);
  });

  it.each(['POINT', 'toString', '', 'INT(', 'VARCHAR'])('refuses %p', name => {
    expect(() => typeFromName(name)).toThrow(
      /is not a type of TDengine|comes without its length/,
    );
  });
});
