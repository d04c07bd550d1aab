// @ts-check

/**
 * Nothing is filled in: what was on record of a backup may not be so for every copy. The next change of keys finds out.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('backup_copies', table => {
    table
      .string('encryption_key_id', 64)
      .nullable()
      .comment('The key around its data key; null where that is not known');
  });
};

/**
 * On SQLite the builder would copy the table and drop the old one.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('alter table ?? drop column ??', [
    'backup_copies',
    'encryption_key_id',
  ]);
};
