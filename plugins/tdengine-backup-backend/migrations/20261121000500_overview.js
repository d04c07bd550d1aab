// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('alerts', table => {
    table
      .timestamp('closing_notified_at')
      .nullable()
      .comment('When the end was sent; notified_at is of its beginning');
  });
  await knex.schema.alterTable('backups', table => {
    table.index(['finished_at']);
    table.index(['state', 'finished_at']);
    table.index(['policy_id', 'state', 'finished_at']);
  });
  await knex.schema.alterTable('backup_copies', table => {
    table.index(['state', 'target', 'size_bytes']);
  });
  // Of older backups it is not known which database has which part.
  await knex('backup_databases').update({
    size_bytes: knex.raw(
      '(select b.size_bytes from backups b where b.id = backup_databases.backup_id) / (select count(*) from backup_databases d where d.backup_id = backup_databases.backup_id)',
    ),
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('backup_copies', table => {
    table.dropIndex(['state', 'target', 'size_bytes']);
  });
  await knex.schema.alterTable('backups', table => {
    table.dropIndex(['policy_id', 'state', 'finished_at']);
    table.dropIndex(['state', 'finished_at']);
    table.dropIndex(['finished_at']);
  });
  await knex.schema.alterTable('alerts', table => {
    table.dropColumn('closing_notified_at');
  });
};
