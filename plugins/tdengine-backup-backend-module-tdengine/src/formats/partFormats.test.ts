import { partFormat, partFormatOf, partFormats } from './partFormats';

describe('partFormats', () => {
  it('knows the format of a file by the ending of its name, compressed or not', () => {
    expect(
      [
        'p/m/rows-0001-001-a1.tdb',
        'p/m/rows-0001-001-a1.parquet',
        'p/m/rows-0001-a1.csv',
        'p/m/rows-0001-a1.csv.gz',
        'p/m/rows-0001-a1.csv.zst',
      ].map(path => partFormatOf(path).name),
    ).toEqual(['native', 'parquet', 'csv', 'csv', 'csv']);
  });

  it('names what it knows where it does not know a file or a format', () => {
    expect(() => partFormatOf('p/m/rows-0001-a1.avro')).toThrow(
      /'p\/m\/rows-0001-a1\.avro' has rows in a format .* native \(\.tdb\), /,
    );
    expect(() => partFormat('avro')).toThrow(
      /have no format 'avro'; there are native, /,
    );
  });

  it('has formats that differ in name and ending', () => {
    const endings = partFormats.map(({ extension }) => extension);
    expect(new Set(endings).size).toBe(partFormats.length);
    expect(new Set(partFormats.map(({ name }) => name)).size).toBe(
      partFormats.length,
    );
    expect(partFormats.map(({ codec }) => codec.format)).toEqual(
      partFormats.map(({ name }) => name),
    );
  });
});
