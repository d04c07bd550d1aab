import { BackupManifest, ManifestFile, PartKind } from '../BackupManifest';
import { HeaderFields } from './EncryptedSetHeader';

/**
 * The manifest of a set as its files are stored: enciphered ones by their stored paths and with the digests of their
 * ciphertext. That of a set that is not encrypted is as it was. For what moves files without reading them.
 *
 * @public
 */
export function storedManifest(manifest: BackupManifest): BackupManifest {
  return {
    ...manifest,
    files: manifest.files.map(({ contentSize: _, storedPath, ...file }) =>
      storedPath === undefined
        ? file
        : { ...file, path: storedPath, contentDigest: file.storedDigest },
    ),
  };
}

/**
 * The files of an encrypted set as they are stored, the enciphered manifest first.
 *
 * @param manifest - where it could be deciphered; without it there are no names in the result, no databases and no tables
 *
 * @internal
 */
export function ciphertextManifest(
  header: HeaderFields,
  manifest?: BackupManifest,
): BackupManifest {
  const kinds = new Map(
    manifest?.files.map(file => [file.storedPath, file.kind]),
  );
  return {
    ...(manifest ?? nameless(header)),
    files: [
      toFile(header, header.manifest, 'schema'),
      ...header.files.map(file =>
        toFile(header, file, kinds.get(file.path) ?? 'rows'),
      ),
    ],
  };
}

function toFile(
  { backupId }: HeaderFields,
  { path, size, sha256 }: HeaderFields['manifest'],
  kind: PartKind,
): ManifestFile {
  return {
    id: path,
    path,
    kind,
    unit: path,
    size,
    rawSize: size,
    rows: 0,
    contentDigest: sha256,
    storedDigest: sha256,
    origin: { backupId, path },
  };
}

function nameless(header: HeaderFields): BackupManifest {
  const { backupId, backupTime, packaging, files } = header;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  return {
    formatVersion: 1,
    backupId,
    name: backupId,
    backupTime,
    kind: 'full',
    tdengineVersion: '',
    source: { type: 'encrypted', instance: 'encrypted', version: '' },
    scope: {},
    window: { start: backupTime, end: backupTime },
    facts: {},
    dataFormat: 'encrypted',
    packaging,
    compression: { algorithm: 'none', level: 0 },
    databases: [],
    tables: [],
    files: [],
    totals: { rows: 0, tables: 0, rawSize: size, size },
    limitations: [],
  };
}
