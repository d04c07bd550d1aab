import { BackupManifest, contentSizeOf } from '../BackupManifest';

/**
 * The manifest that an encrypted set has once its files are deciphered. That of a set that is not encrypted is as it was.
 *
 * @public
 */
export function plainManifest(manifest: BackupManifest): BackupManifest {
  const files = manifest.files.map(
    ({ storedPath: _, contentSize, ...file }) => ({
      ...file,
      size: contentSizeOf({ size: file.size, contentSize }),
      storedDigest: file.contentDigest,
      origin: { backupId: file.origin.backupId, path: file.path },
    }),
  );
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return { ...manifest, files, totals: { ...manifest.totals, size } };
}
