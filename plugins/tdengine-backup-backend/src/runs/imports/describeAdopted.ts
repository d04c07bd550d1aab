import { JsonValue } from '@backstage/types';
import {
  BackupManifest,
  BackupSetDescription,
  BackupSource,
} from 'backstage-plugin-tdengine-backup-node';
import { Backup } from 'backstage-plugin-tdengine-backup-common';
import { AdoptedBackup } from '../../database/BackupStore';
import { parseBackupName } from '../../services/backupName';
import { Caller } from '../../services/types';
import { describeOutcome } from '../backup/describeOutcome';
import { KeyedSet, madeCopy } from '../copies/madeCopy';
import { assertStorable } from './assertStorable';

/** In characters of JSON: it goes with every answer about a backup, each list of backups included. */
const LARGEST_SCOPE = 256 * 1024;
const LONGEST_SUMMARY = 1_000;

/** A complete set on a target, as far as it was read. */
export interface FoundSet {
  target: string;
  prefix: string;
  description: Omit<BackupSetDescription, 'metadata'>;
  manifest: BackupManifest;
}

/** What the set is as it lies there. */
export function publishedOf({ prefix, description }: FoundSet): KeyedSet {
  const { packaging, metadataSha256, archive, size, wrappedKeys } = description;
  return { prefix, packaging, metadataSha256, archive, size, wrappedKeys };
}

/**
 * The record of a backup out of its manifest. What that does not say stays open: no policy has it, so that no rule removes it.
 * Throws an InputError where it says what no record can hold.
 *
 * @param options - `source`: for its type, where it is installed; `verified`: whether all of it was read just now
 */
export function describeAdopted(
  set: FoundSet,
  options: {
    origin: Exclude<Backup['origin'], 'created'>;
    caller: Caller;
    ownerRef: string | undefined;
    source: BackupSource | undefined;
    verified: boolean;
  },
): AdoptedBackup {
  const { manifest, description, prefix, target } = set;
  assertStorable(manifest);
  const scope = readScope(manifest, options.source);
  const published = publishedOf(set);
  return {
    backup: {
      id: manifest.backupId,
      name: parseBackupName(manifest.name),
      setPrefix: prefix,
      origin: options.origin,
      mode: 'manual',
      kind: manifest.kind,
      parentId: manifest.parentId,
      baseId: manifest.baseId,
      ownerRef: options.ownerRef,
      createdBy: options.caller.ref,
      createdAt: new Date(manifest.backupTime),
      instance: manifest.source.instance,
      sourceType: manifest.source.type,
      ...scope,
      databases: manifest.databases,
      format: manifest.dataFormat,
      packaging: description.packaging,
      compression: manifest.compression,
      encryptionKeyId: description.wrappedKeys?.[0].keyId,
      verifyRequested: false,
      sizeLimitBytes: published.size,
      targets: [target],
    },
    outcome: describeOutcome(manifest, published, [
      madeCopy(target, published, { verified: options.verified }),
    ]),
    window: {
      start: new Date(manifest.window.start),
      end: new Date(manifest.window.end),
    },
  };
}

/** In the words of its source where that knows it, and by its databases where not, or where it is too large. */
function readScope(
  { scope, databases }: BackupManifest,
  source: BackupSource | undefined,
): { scope: AdoptedBackup['backup']['scope']; scopeSummary: string } {
  try {
    const parsed =
      JSON.stringify(scope).length > LARGEST_SCOPE
        ? undefined
        : source?.parseScope(scope);
    if (parsed !== undefined) {
      return {
        scope: parsed as AdoptedBackup['backup']['scope'],
        scopeSummary: shortened(
          source!.describeScope(parsed as JsonValue).summary,
        ),
      };
    }
  } catch {
    // It was another version of the source that wrote it.
  }
  return {
    scope: { databases },
    scopeSummary: shortened(databases.join(', ')),
  };
}

function shortened(summary: string): string {
  return summary.length > LONGEST_SUMMARY
    ? `${summary.slice(0, LONGEST_SUMMARY)}…`
    : summary;
}
