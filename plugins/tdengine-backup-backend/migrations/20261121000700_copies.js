// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('backup_copies', table => {
    table
      .string('checksum', 64)
      .nullable()
      .comment('SHA-256 of its metadata.json');
    table
      .string('verification', 16)
      .notNullable()
      .defaultTo('unverified')
      .comment('unverified, verified or failed');
    table
      .boolean('leftovers')
      .notNullable()
      .defaultTo(false)
      .comment('Files of a failed run could not be removed there yet');
    table
      .integer('repair_attempts')
      .notNullable()
      .defaultTo(0)
      .comment('That failed since it was good last');
    table
      .timestamp('next_repair_at')
      .nullable()
      .comment('When it is made again; null where nothing is to be done');
    table.index(['next_repair_at']);
  });
  await knex('backup_copies').update({
    checksum: ofBackup(knex, 'checksum'),
    verification: ofBackup(knex, 'verification'),
    leftovers: ofBackup(knex, 'leftovers'),
  });
  // What is damaged was known of the whole only.
  await knex('backup_copies')
    .where({ state: 'present' })
    .whereIn(
      'backup_id',
      knex('backups').where({ state: 'corrupted' }).select('id'),
    )
    .update({ state: 'corrupted' });
  await dropColumn(knex, 'backups', 'leftovers');

  await knex.schema.alterTable('backup_verifications', table => {
    table
      .string('target', 64)
      .nullable()
      .comment('Of the copy that was read; null in what is older than copies');
  });
  await knex('backup_verifications').update({
    target: knex.raw(
      '(select min(c.target) from backup_copies c where c.backup_id = backup_verifications.backup_id)',
    ),
  });

  await knex.schema.alterTable('policies', table => {
    table
      .text('targets')
      .notNullable()
      .defaultTo('[]')
      .comment('Configured targets as a JSON list');
  });
  // Names of targets are of letters, digits and marks that JSON leaves alone.
  await knex('policies').update({
    targets: knex.raw(`'["' || target || '"]'`),
  });
  await dropColumn(knex, 'policies', 'target');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('policies', table => {
    table.string('target', 64).notNullable().defaultTo('default');
  });
  for (const { id, targets } of await knex('policies').select(
    'id',
    'targets',
  )) {
    const [target] = JSON.parse(targets);
    await knex('policies').where({ id }).update({ target });
  }
  await dropColumn(knex, 'policies', 'targets');
  await dropColumn(knex, 'backup_verifications', 'target');
  await knex.schema.alterTable('backups', table => {
    table.boolean('leftovers').notNullable().defaultTo(false);
  });
  await knex('backups')
    .whereIn(
      'id',
      knex('backup_copies').where({ leftovers: true }).select('backup_id'),
    )
    .update({ leftovers: true });
  await knex('backup_copies')
    .where({ state: 'corrupted' })
    .update({ state: 'present' });
  await knex.schema.alterTable('backup_copies', table => {
    table.dropIndex(['next_repair_at']);
  });
  for (const column of [
    'checksum',
    'verification',
    'leftovers',
    'repair_attempts',
    'next_repair_at',
  ]) {
    await dropColumn(knex, 'backup_copies', column);
  }
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} column
 */
function ofBackup(knex, column) {
  return knex.raw(
    '(select b.?? from backups b where b.id = backup_copies.backup_id)',
    [column],
  );
}

/**
 * On SQLite the builder would copy the table and drop the old one, and the rows that refer to it with that.
 *
 * @param {import('knex').Knex} knex
 * @param {string} table
 * @param {string} column
 */
async function dropColumn(knex, table, column) {
  await knex.raw('alter table ?? drop column ??', [table, column]);
}
