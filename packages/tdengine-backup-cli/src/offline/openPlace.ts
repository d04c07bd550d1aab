import { stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import {
  describeArchiveFile,
  describeBackupSet,
  describeUnsafePath,
  EncryptionKeys,
  KnownLocation,
  listBackupSets,
  LocalFolderTarget,
  METADATA_FILE_NAME,
  metadataPath,
  openArchiveFile,
  openBackupSet,
  openCiphertext,
  readStorageTargets,
  StorageTarget,
} from 'backstage-plugin-tdengine-backup-node';
import { CliContext } from '../cli/CliContext';
import { CliError } from '../cli/CliError';
import { noBackups } from './noBackups';
import { Place, PlacedSet } from './Place';
import { requireConfig } from './readConfig';
import { SetFolderTarget } from './SetFolderTarget';
import { targetFactories } from './targetFactories';

const TARGET = 'target:';
const BESIDE = `.${METADATA_FILE_NAME}`;

/** What a set is opened by. */
interface SetAccess {
  keys: EncryptionKeys | undefined;
  requireEncrypted?: boolean;
}

/** Finds out what a place is: a set's folder, an archive, a folder with `backups/` in it, or a configured target. */
export async function openPlace(
  context: CliContext,
  place: string,
  options: SetAccess & { config?: string[] },
): Promise<Place> {
  if (place.startsWith(TARGET)) {
    const name = place.slice(TARGET.length);
    const target = await findTarget(context, name, options.config);
    return wholeTarget(context, target, `target '${name}'`, options);
  }
  const path = resolve(context.io.cwd, place);
  const kind = await kindOf(path);
  if (kind === 'folder') {
    if (await kindOf(join(path, METADATA_FILE_NAME))) {
      return single(
        place,
        setOn(
          context,
          SetFolderTarget.create(path),
          { prefix: 'set', packaging: 'folder' },
          place,
          options,
        ),
      );
    }
    if ((await kindOf(join(path, 'backups'))) === 'folder') {
      const target = LocalFolderTarget.create({ name: place, path });
      return wholeTarget(context, target, `'${place}'`, options);
    }
    throw CliError.usage(
      `There is no backup in '${place}': a set's folder has a ${METADATA_FILE_NAME}, and a folder of many has a folder 'backups'`,
    );
  }
  if (kind === undefined) {
    throw CliError.usage(
      `There is nothing at '${place}'; a place is a set's folder, a zip or tar.gz file, a folder with 'backups' in it, or target:NAME`,
    );
  }
  return single(place, await setOfFile(context, path, place, options));
}

async function findTarget(
  context: CliContext,
  name: string,
  files: string[] | undefined,
): Promise<StorageTarget> {
  const config = await requireConfig(context, files, `Target '${name}'`);
  const storage = config.getOptionalConfig('tdengineBackup.storage');
  const { targets } = readStorageTargets(
    storage,
    targetFactories,
    resolve(context.io.cwd, storage?.getOptionalString('path') ?? 'data'),
  );
  const target = targets.get(name);
  if (!target) {
    throw CliError.usage(
      `There is no storage target '${name}' in the configuration; there are ${[
        ...targets.keys(),
      ]
        .map(known => `'${known}'`)
        .join(', ')}`,
    );
  }
  return target;
}

function wholeTarget(
  context: CliContext,
  target: StorageTarget,
  title: string,
  access: SetAccess,
): Place {
  return {
    title,
    single: false,
    async *sets() {
      let isEmpty = true;
      for await (const listed of listBackupSets(target, context)) {
        const { prefix, packaging, contested } = listed;
        const location = contested ? metadataPath(prefix, packaging) : prefix;
        if (contested) {
          context.output.warn(
            `'${location}' is one of two backups at the same place: one of them was put there by somebody else`,
          );
        }
        isEmpty = false;
        yield setOn(context, target, { prefix, packaging }, location, access);
      }
      if (isEmpty) {
        throw await noBackups(target, title);
      }
    },
  };
}

function single(title: string, set: PlacedSet): Place {
  return {
    title: `'${title}'`,
    single: true,
    async *sets() {
      yield set;
    },
  };
}

function setOn(
  context: CliContext,
  target: StorageTarget,
  location: KnownLocation,
  title: string,
  access: SetAccess,
): PlacedSet {
  const { signal } = context;
  const open = { target, location, signal };
  return {
    location: title,
    open: async () =>
      openBackupSet({
        ...open,
        location: { ...location, ...(await pinEncrypted(open, title, access)) },
        keys: access.keys,
        temporaryDirectory: await context.temporaryDirectory(),
      }),
    openCiphertext: async () =>
      openCiphertext({
        ...open,
        temporaryDirectory: await context.temporaryDirectory(),
      }),
    storedSize: async () => (await describeBackupSet(open)).size,
    describe: () => describeBackupSet(open),
  };
}

/** An archive with the manifest beside it is read by that, which also knows its digest. */
async function setOfFile(
  context: CliContext,
  path: string,
  place: string,
  access: SetAccess,
): Promise<PlacedSet> {
  if (basename(path) === METADATA_FILE_NAME) {
    const folder = SetFolderTarget.create(dirname(path));
    return setOn(
      context,
      folder,
      { prefix: 'set', packaging: 'folder' },
      place,
      access,
    );
  }
  const stem = basename(path).replace(
    path.endsWith(BESIDE) ? BESIDE : /(?:\.a[a-z0-9_-]+)?\.(?:zip|tar\.gz)$/,
    '',
  );
  if (
    describeUnsafePath(stem) === undefined &&
    (await kindOf(join(dirname(path), `${stem}${BESIDE}`)))
  ) {
    const folder = SetFolderTarget.create(dirname(path));
    const set = setOn(
      context,
      folder,
      { prefix: `set/${stem}`, packaging: 'archive' },
      place,
      access,
    );
    const described = await set.describe?.();
    if (path.endsWith(BESIDE) || described?.archive?.file === basename(path)) {
      return set;
    }
  }
  return {
    location: place,
    storedSize: async () => (await stat(path)).size,
    open: async () => {
      const { signal } = context;
      if (access.requireEncrypted) {
        assertEncrypted(
          (await describeArchiveFile({ path, signal })).encrypted,
          place,
        );
      }
      return openArchiveFile({
        path,
        keys: access.keys,
        temporaryDirectory: await context.temporaryDirectory(),
        signal,
      });
    },
  };
}

/** Only what was found to be encrypted is opened, whatever takes its place meanwhile. */
async function pinEncrypted(
  set: Parameters<typeof describeBackupSet>[0],
  title: string,
  { requireEncrypted }: SetAccess,
): Promise<{ metadataSha256?: string }> {
  if (!requireEncrypted) {
    return {};
  }
  const { metadataSha256, wrappedKeys } = await describeBackupSet(set);
  assertEncrypted(wrappedKeys !== undefined, title);
  return { metadataSha256 };
}

function assertEncrypted(isEncrypted: boolean, place: string): void {
  if (!isEncrypted) {
    throw CliError.refused(
      `'${place}' is not encrypted, and --require-encrypted takes only what is`,
    );
  }
}

async function kindOf(path: string): Promise<'folder' | 'file' | undefined> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      return undefined;
    }
    throw CliError.failed(
      code === 'EACCES'
        ? `'${path}' cannot be read: permission denied`
        : (error as Error).message,
    );
  }
}
