import { VerificationReport } from 'backstage-plugin-tdengine-backup-common';
import { ago, HOUR, MINUTE } from './sampleClock';

export const sampleReport: VerificationReport = {
  ok: true,
  startedAt: ago(2 * HOUR - 3 * MINUTE),
  finishedAt: ago(2 * HOUR - 4 * MINUTE),
  checkedFiles: 71,
  checkedBytes: 412_300_000,
  checkedRows: 98_432_100,
  problems: [],
};

export const sampleBadReport: VerificationReport = {
  ...sampleReport,
  ok: false,
  problems: [
    {
      path: 'power/meters/00017.tdb',
      problem: 'checksum',
      message:
        'SHA-256 is 2c26b46b…, metadata.json says fcde2b2e…. The file was changed or damaged after it was written.',
    },
    {
      path: 'weather/stations/00001.tdb',
      problem: 'missing',
      message: 'The file is not there.',
    },
  ],
};
