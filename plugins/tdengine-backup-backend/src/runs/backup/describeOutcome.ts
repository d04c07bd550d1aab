import {
  BackupManifest,
  PublishedSet,
} from 'backstage-plugin-tdengine-backup-node';
import { BackupOutcome } from '../../database/BackupStore';
import { firstLimitations } from './firstLimitations';
import { shareBytes } from './shareBytes';

/** What is on record of a backup that is complete: what its manifest counts, and what it takes on a target. */
export function describeOutcome(
  manifest: BackupManifest,
  published: Pick<PublishedSet, 'size' | 'metadataSha256'>,
  copies: BackupOutcome['copies'],
): BackupOutcome {
  return {
    rows: manifest.totals.rows,
    tables: manifest.totals.tables,
    rawBytes: manifest.totals.rawSize,
    sizeBytes: published.size,
    checksum: published.metadataSha256,
    sourceVersion: manifest.source.version,
    databases: manifest.databases,
    databaseBytes: shareBytes(manifest, published.size),
    limitations: firstLimitations(manifest.limitations),
    copies,
  };
}
