import {
  readSampleTemplate,
  runTemplate,
} from './__testUtils__/sampleTemplate';
import { useWholeBackend } from './__testUtils__/useWholeBackend';

jest.setTimeout(120_000);

describe('the sample template, with everything behind it', () => {
  const whole = useWholeBackend(() => [
    readSampleTemplate('backup-and-restore'),
  ]);
  const { database, query } = whole;
  const copy = `${database}_copy`;

  it('copies a database', async () => {
    const run = () =>
      runTemplate(whole.server, 'tdengine-backup-and-restore', {
        instance: 'sample',
        database,
        newName: copy,
      });
    const { status, events } = await run();
    const log = events.map(({ body }) => body.message).join('\n');

    expect([status, log]).toEqual(['completed', expect.any(String)]);
    const { output } = events.find(({ type }) => type === 'completion')!.body;
    expect(output.text[0].content).toContain(
      `holds 2 rows;\n2 rows were restored into **${copy}**`,
    );
    const rows = (db: string) =>
      query(`SELECT tbname, ts, voltage, site FROM ${db}.meters ORDER BY ts`);
    expect(await rows(copy)).toEqual(await rows(database));

    // The name is taken now, and the template touches nothing that exists.
    const again = await run();
    expect(again.status).toBe('failed');
    expect(JSON.stringify(again.events)).toContain(copy);
  });
});
