import { BackupManifest } from './BackupManifest';
import { BackupSetDescription } from './describeBackupSet';
import { openBackupSet, OpenBackupSetOptions } from './openBackupSet';

/**
 * The manifest of a published set of which the `metadata.json` was read already. Nothing more is read of a set that is not
 * encrypted, and of an encrypted one no more than its manifest. Errors are those of {@link openBackupSet}.
 *
 * @public
 */
export async function readBackupManifest(
  description: BackupSetDescription,
  options: Omit<OpenBackupSetOptions, 'location'> & { prefix: string },
): Promise<BackupManifest> {
  const { prefix } = options;
  const { manifest, metadataSha256, packaging } = description;
  if (manifest) {
    return manifest;
  }
  const reader = await openBackupSet({
    ...options,
    location: { prefix, packaging, metadataSha256 },
  });
  await reader.close();
  return reader.manifest;
}
