import { ConflictError } from '@backstage/errors';
import { TDengineClient, TDengineError } from 'tdengine-client';
import {
  createDatabaseStatement,
  DatabaseOption,
  databaseOptions,
} from '../ddl/createDatabaseStatement';
import { Applied, ApplyContext } from './ApplyContext';
import { dropDatabase, waitUntilReady } from './dropDatabase';
import { TargetDatabase } from './TargetDatabase';

const DATABASE_EXISTS = 0x0381;

/**
 * Creates a database, after the one of that name was dropped where it is to be replaced.
 *
 * @remarks
 *
 * It is written down before and after. Where an attempt ended between the two, the database counts as its own only while
 * it is empty.
 *
 * @throws ConflictError where somebody else created it meanwhile
 * @internal
 */
export async function applyDatabase(context: ApplyContext): Promise<Applied> {
  const { run, journal, client, database, schema } = context;
  const { target } = database;
  const { signal, reporter } = run;
  if (await journal.has('created-database', target)) {
    return { rows: 0, tables: 0 };
  }
  const begun = await journal.has('creating-database', target);
  if (
    database.action === 'replace' &&
    !begun &&
    !(await journal.has('dropped-database', target))
  ) {
    await journal.append({ kind: 'dropping-database', database: target });
    const topics = await dropDatabase(client, target, { signal });
    await journal.append({ kind: 'dropped-database', database: target });
    reporter.log(
      'warn',
      `Dropped database ${target}, which is replaced${
        topics.length > 0 ? `, and its topics ${topics.join(', ')}` : ''
      }`,
    );
  }
  const there =
    begun && (await TargetDatabase.find(client, target, { signal }));
  if (there && !(await there.isEmpty())) {
    throw new ConflictError(
      `Database '${target}' is not empty, and whether this restore created it is not known; drop it, or restore under another name`,
    );
  }
  if (!there) {
    if (!begun) {
      await journal.append({ kind: 'creating-database', database: target });
    }
    const { options, unknown } = databaseOptions(schema, database.overrides);
    const dropped = await createDatabase(client, target, options, { signal });
    const lost = [...dropped, ...unknown];
    if (lost.length > 0) {
      reporter.log(
        'warn',
        `This server does not take some options of database ${target}: ${lost.join(
          ', ',
        )}`,
      );
    }
  }
  await waitUntilReady(client, target, { signal });
  await journal.append({ kind: 'created-database', database: target });
  reporter.log('info', `Created database ${target}`);
  return { rows: 0, tables: 0 };
}

/** Creates it, giving up one by one the options that the server does not know; returns these. */
async function createDatabase(
  client: TDengineClient,
  database: string,
  wanted: readonly DatabaseOption[],
  options: { signal: AbortSignal },
): Promise<string[]> {
  const left = [...wanted];
  const dropped: string[] = [];
  for (;;) {
    try {
      await client.execute(createDatabaseStatement(database, left), options);
      return dropped;
    } catch (error) {
      if (!(error instanceof TDengineError) || error.code === undefined) {
        throw error;
      }
      if (error.code === DATABASE_EXISTS) {
        throw new ConflictError(
          `Database '${database}' was created by somebody else after the restore was planned; plan it again`,
        );
      }
      const refused = refusedOption(left, error.message);
      if (!refused) {
        throw error;
      }
      left.splice(left.indexOf(refused), 1);
      dropped.push(refused.keyword);
    }
  }
}

/** The option that an error is about: the first one its message names, which is where the parser stopped. */
function refusedOption(
  options: readonly DatabaseOption[],
  message: string,
): DatabaseOption | undefined {
  const text = message.toLowerCase();
  const named = options
    .filter(({ required }) => !required)
    .map(option => ({
      option,
      at: text.search(
        new RegExp(
          `(?<![a-z0-9_])${option.keyword.toLowerCase()}(?![a-z0-9_])`,
        ),
      ),
    }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return named[0]?.option;
}
