import { randomBytes } from 'node:crypto';
import { proofServer } from '../../server/connect';
import { compareOverRest } from './compareOverRest';
import { RestReader } from './RestReader';

const server = process.env.TDENGINE_URL ? proofServer() : undefined;
if (!server) {
  process.stdout.write(
    'compareOverRest is not tested: it needs a real TDengine, set TDENGINE_URL\n',
  );
}

(server ? describe : describe.skip)(
  'compareOverRest (needs TDENGINE_URL)',
  () => {
    const rest = server ? RestReader.create(server) : undefined!;
    const source = `tdb_proof_${randomBytes(4).toString('hex')}`;
    const copy = `${source}_restored`;

    beforeAll(async () => {
      for (const database of [source, copy]) {
        await rest.data(
          `CREATE DATABASE ${database} PRECISION 'ns' VGROUPS 1 KEEP 36500`,
        );
      }
    });

    beforeEach(async () => {
      for (const database of [source, copy]) {
        await rest.data(`DROP STABLE IF EXISTS ${database}.st`);
        await rest.data(
          `CREATE STABLE ${database}.st (ts TIMESTAMP, v BIGINT, note VARCHAR(20)) TAGS (site NCHAR(20))`,
        );
        await rest.data(
          `CREATE TABLE ${database}.c1 USING ${database}.st TAGS ('北京') ${database}.c2 USING ${database}.st TAGS (NULL)`,
        );
        await rest.data(
          `INSERT INTO ${database}.c1 VALUES (1700000000000000000, 9007199254740993, 'a') (1700000000000000001, 2, '')`,
        );
      }
    });

    afterAll(async () => {
      for (const database of [source, copy]) {
        await rest.data(`DROP DATABASE IF EXISTS ${database}`);
      }
    });

    const differences = async () =>
      (
        await compareOverRest(rest, source, copy, {
          names: new Map([[source, copy]]),
          differs: [],
        })
      ).differences;

    it('finds nothing where nothing differs', async () => {
      await expect(differences()).resolves.toEqual([]);
    });

    it.each([
      [
        'a digit beyond what a double holds',
        'INSERT INTO {}.c1 VALUES (1700000000000000000, 9007199254740992, {a})',
      ],
      [
        'NULL instead of nothing',
        'INSERT INTO {}.c1 (ts, note) VALUES (1700000000000000001, NULL)',
      ],
      [
        'values that changed their rows',
        "INSERT INTO {}.c1 VALUES (1700000000000000000, 2, 'a') (1700000000000000001, 9007199254740993, '')",
      ],
      ['a missing row', 'DELETE FROM {}.c1 WHERE ts = 1700000000000000001'],
      ['a missing table', 'DROP TABLE {}.c2'],
      ['another tag', "ALTER TABLE {}.c2 SET TAG site = ''"],
      ['another TTL', 'ALTER TABLE {}.c1 TTL 5'],
      ['a wider column', 'ALTER STABLE {}.st MODIFY COLUMN note VARCHAR(21)'],
      [
        'another compression',
        "ALTER STABLE {}.st MODIFY COLUMN v COMPRESS 'zlib'",
      ],
      ['a comment', "ALTER STABLE {}.st COMMENT 'new'"],
    ])('finds %s', async (_, sql) => {
      await rest.data(sql.replace('{}', copy).replace('{a}', "'a'"));
      await expect(differences()).resolves.not.toEqual([]);
    });
  },
);
