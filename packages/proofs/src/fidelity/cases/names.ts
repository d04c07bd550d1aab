import { FidelityCase } from '../FidelityCase';

/** Names as TDengine allows them between backticks; a backtick inside is doubled. */
const names = [
  'Tb1',
  'tb1',
  '表一😀',
  'a/b"c',
  "q'x",
  'x``y',
  'sp ace',
  'back\\slash',
  'new\nline',
  '~tilde$#@!',
  'CON',
  '%percent%',
  'select',
  'n'.repeat(192),
];

export const namesCase: FidelityCase = {
  name: 'names',
  title:
    'Quotes, slashes, backticks, emoji, case twins, newlines and 192 bytes in names',
  options: "PRECISION 'ms' VGROUPS 1 KEEP 36500",
  async setUp({ database, execute }) {
    await execute(
      `CREATE STABLE ${database}.\`Stable 中文 'q' "d"\` (\`时间 ts\` TIMESTAMP, \`va'l\` INT, \`Va"l\` DOUBLE, \`a/b\\c\` NCHAR(20)) TAGS (\`标签 t\` NCHAR(20), \`t'2\` INT)`,
    );
    for (const [index, name] of names.entries()) {
      await execute(
        `CREATE TABLE ${database}.\`${name}\` USING ${database}.\`Stable 中文 'q' "d"\` TAGS ('标${index}', ${index})`,
      );
      await execute(
        `INSERT INTO ${database}.\`${name}\` VALUES (1700000000000, ${index}, 0.5, 'a') (1700000000001, NULL, 1.5, '值')`,
      );
    }
    for (const name of ['Normal', 'normal', "n'ormal/表"]) {
      await execute(
        `CREATE TABLE ${database}.\`${name}\` (ts TIMESTAMP, v INT)`,
      );
      await execute(
        `INSERT INTO ${database}.\`${name}\` VALUES (1700000000000, 1)`,
      );
    }
  },
};
