import { resolve } from 'node:path';
import {
  BackupManifest,
  BackupSetReader,
  LocalFolderTarget,
  Packaging,
  plainManifest,
  publishArchive,
  publishFolder,
  putObject,
  setPrefix,
  VerifyingSetReader,
} from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { ExitCode, exitCodes } from '../cli/exitCodes';
import { formatBytes } from '../output/formatting';
import { openChosenSet } from './chooseSet';
import { openPlace } from './openPlace';
import { KeyOptions, readKeys } from './readKeys';

/** What is decrypted, and where to. */
export interface DecryptOptions extends KeyOptions {
  backup?: string;
  out: string;
  as?: Packaging;
}

/** Writes an encrypted backup as a plain one, which any reader of the format takes. */
export async function decryptCommand(
  context: CliContext,
  placeName: string,
  options: DecryptOptions,
): Promise<ExitCode> {
  const { output, io } = context;
  const keys = await readKeys(context, options);
  const place = await openPlace(context, placeName, { ...options, keys });
  const set = await openChosenSet(context, place, options.backup);
  if (!set.manifest.files.some(({ storedPath }) => storedPath !== undefined)) {
    throw CliError.refused(
      `Backup '${set.manifest.name}' is not encrypted: it can be copied as it is`,
    );
  }
  const manifest: BackupManifest = {
    ...plainManifest(set.manifest),
    ...(options.as && { packaging: options.as }),
  };
  const path = resolve(io.cwd, options.out);
  const target = LocalFolderTarget.create({ name: options.out, path });
  const prefix = setPrefix({
    id: manifest.backupId,
    name: manifest.name,
    time: manifest.backupTime,
  });
  await assertAbsent(context, target, prefix);
  const reader = VerifyingSetReader.create(set);
  const { size, archive } =
    manifest.packaging === 'folder'
      ? await writeFolder(context, { reader, manifest, target, prefix })
      : await publishArchive({
          reader,
          manifest,
          target,
          prefix,
          packaging: manifest.packaging,
          attempt: '1',
          signal: context.signal,
        });
  const location = archive
    ? resolve(path, prefix, '..', archive.file)
    : resolve(path, prefix);
  output.result(
    { id: manifest.backupId, name: manifest.name, location, size },
    () => `${location} (${formatBytes(size)}) is not encrypted.`,
  );
  return exitCodes.done;
}

async function assertAbsent(
  { signal }: CliContext,
  target: LocalFolderTarget,
  prefix: string,
): Promise<void> {
  for await (const { key } of target.list(prefix, { signal })) {
    throw CliError.refused(
      `'${key}' is in '${target.location}' already: choose another folder with --out`,
    );
  }
}

/** The manifest comes last, so that what breaks off is no backup. */
async function writeFolder(
  { output, signal }: CliContext,
  options: {
    reader: BackupSetReader;
    manifest: BackupManifest;
    target: LocalFolderTarget;
    prefix: string;
  },
): ReturnType<typeof publishFolder> {
  const { reader, manifest, target, prefix } = options;
  const progress = output.progress(`Decrypting ${manifest.name}`);
  let bytes = 0;
  for (const { path, size } of manifest.files) {
    progress.update({
      fraction: bytes / Math.max(1, manifest.totals.size),
      current: path,
    });
    const content = await reader.read(path, { signal });
    await putObject(target, `${prefix}/${path}`, content, { signal });
    bytes += size;
  }
  return publishFolder({ target, prefix, manifest, signal });
}
