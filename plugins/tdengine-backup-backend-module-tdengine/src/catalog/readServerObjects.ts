import { quoteIdentifier, quoteString, TDengineClient } from 'tdengine-client';
import { numberOf, textOf } from './queryRecords';
import { ObjectSource, readObjects, ReadObjects } from './readObjects';

const PASSWORD = "'<password>'";
const LIBRARY = "'<path of the library>'";
const ROOT = 'root';
const ALL = 'all';
/** These every user may come from. */
const LOCAL_HOSTS: ReadonlySet<string> = new Set(['127.0.0.1/32', '::1/128']);

/**
 * Reads functions, users and grants: statements with placeholders, since no server tells a password, and a function's
 * library not whole. They are there to be run by hand.
 *
 * @internal
 */
export async function readServerObjects(
  client: TDengineClient,
  options: { signal: AbortSignal },
): Promise<ReadObjects> {
  const sources: ObjectSource[] = [
    {
      table: 'ins_functions',
      many: 'functions',
      toObject: row => {
        const name = textOf(row.name)!;
        const buffer = numberOf(row.bufsize);
        const language = textOf(row.func_language);
        return {
          kind: 'function',
          name,
          statement: `CREATE ${
            numberOf(row.aggregate) === 1 ? 'AGGREGATE ' : ''
          }FUNCTION ${quoteIdentifier(name)} AS ${LIBRARY} OUTPUTTYPE ${textOf(
            row.output_type,
          )}${buffer ? ` BUFSIZE ${buffer}` : ''}${
            language ? ` LANGUAGE ${quoteString(language)}` : ''
          }`,
          byHand: true,
        };
      },
    },
    {
      table: 'ins_users',
      many: 'users',
      toObject: row => {
        const name = textOf(row.name)!;
        if (name === ROOT) {
          return undefined;
        }
        const user = quoteIdentifier(name);
        const hosts = (textOf(row.allowed_host) ?? '')
          .split(',')
          .filter(host => host !== '' && !LOCAL_HOSTS.has(host));
        return {
          kind: 'user',
          name,
          statement: [
            `CREATE USER ${user} PASS ${PASSWORD} SYSINFO ${numberOf(
              row.sysinfo,
            )}`,
            ...(hosts.length > 0
              ? [
                  `ALTER USER ${user} ADD HOST ${hosts
                    .map(quoteString)
                    .join(', ')}`,
                ]
              : []),
            ...(numberOf(row.createdb)
              ? [`ALTER USER ${user} CREATEDB 1`]
              : []),
            ...(numberOf(row.enable) ? [] : [`ALTER USER ${user} ENABLE 0`]),
          ].join(';\n'),
          byHand: true,
        };
      },
    },
    {
      table: 'ins_user_privileges',
      many: 'grants',
      toObject: row => {
        const user = textOf(row.user_name)!;
        const database = textOf(row.db_name);
        if (user === ROOT || !database || textOf(row.privilege) === ALL) {
          return undefined;
        }
        const privilege = textOf(row.privilege)!.toUpperCase();
        const table = textOf(row.table_name);
        const condition = textOf(row.condition);
        const target =
          privilege === 'SUBSCRIBE'
            ? quoteIdentifier(database)
            : `${quoteIdentifier(database)}.${
                table ? quoteIdentifier(table) : '*'
              }`;
        return {
          kind: 'grant',
          name: `${privilege} ${database}${table ? `.${table}` : ''} ${user}`,
          statement: `GRANT ${privilege} ON ${target}${
            condition ? ` WITH ${tagsOnly(condition)}` : ''
          } TO ${quoteIdentifier(user)}`,
          byHand: true,
        };
      },
    },
  ];
  const read = await readObjects(client, sources, { place: '', ...options });
  const byHand = (kind: string) =>
    read.objects
      .filter(object => object.kind === kind)
      .map(({ name }) => `'${name}'`)
      .join(', ');
  const [users, functions] = [byHand('user'), byHand('function')];
  return {
    objects: read.objects,
    limitations: [
      ...read.limitations,
      ...(users
        ? [
            `Passwords are not in the backup: create the users ${users} and their grants by hand, with the statements in schemas/server.sql`,
          ]
        : []),
      ...(functions
        ? [
            `Libraries of functions are not in the backup: create the functions ${functions} by hand, with the statements in schemas/server.sql`,
          ]
        : []),
    ],
  };
}

/** The server tells tags with database and table before them, and does not take them so. */
function tagsOnly(condition: string): string {
  return condition.replace(
    /('(?:\\.|[^'\\])*')|(?:`(?:``|[^`])+`\.)+(?=`)/g,
    (_, text?: string) => text ?? '',
  );
}
