import { promises as fs } from 'node:fs';
import { compareDatabases } from 'backstage-plugin-tdengine-backup-backend-module-tdengine/testUtils';
import { s3ServerProgram, S3Server, startS3Server } from 'storage-servers';
import { run } from '../__testUtils__/run';
import { TestBench } from '../__testUtils__/TestBench';

jest.setTimeout(120_000);

const NAME = s3ServerProgram
  ? 'a target elsewhere'
  : 'a target elsewhere (skipped: there is no versitygw)';

(s3ServerProgram ? describe : describe.skip)(NAME, () => {
  let bench: TestBench;
  let server: S3Server;

  beforeAll(async () => {
    bench = await TestBench.start();
    server = await startS3Server({ data: bench.path('s3') });
  });

  afterAll(async () => {
    await server?.close();
    await bench?.stop();
  });

  it('is listed, verified and restored from', async () => {
    const database = await bench.createMeters('plant');
    const { id } = await bench.backUp([database], bench.path('nas'));
    await fs.cp(bench.path('nas/backups'), bench.path('s3/backups/backups'), {
      recursive: true,
    });
    await fs.writeFile(
      bench.path('app-config.yaml'),
      [
        'tdengineBackup:',
        '  storage:',
        '    targets:',
        '      - name: bucket',
        '        type: s3',
        `        endpoint: ${server.endpoint}`,
        `        bucket: ${server.bucket}`,
        '        region: us-east-1',
        '        pathStyle: true',
        `        accessKeyId: ${server.accessKeyId}`,
        '        secretAccessKey: "${S3_SECRET}"',
      ].join('\n'),
    );
    const options = {
      cwd: bench.folder,
      env: { ...bench.env, S3_SECRET: server.secretAccessKey },
    };
    const place = ['target:bucket', '--config', 'app-config.yaml'];
    const listed = await run(['list', ...place], options);
    expect(listed).toMatchObject({ stderr: '', exitCode: 0 });
    expect(listed.stdout).toContain(id);
    const verified = await run(['verify', ...place], options);
    expect(verified).toMatchObject({ stderr: '', exitCode: 0 });

    const into = bench.name('from_s3');
    const restored = await run(
      ['restore', ...place, '--to', bench.url, '--into', into, '--yes'],
      options,
    );
    expect(restored).toMatchObject({ stderr: '', exitCode: 0 });
    expect(
      await compareDatabases(bench.client, database, bench.client, into),
    ).toMatchObject({ differences: [], rows: 4 });
  });
});
