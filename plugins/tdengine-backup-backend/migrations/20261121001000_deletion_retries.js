// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('backup_copies', table => {
    table
      .timestamp('next_deletion_at')
      .nullable()
      .comment('When a deletion that the target refused is tried again');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // The builder would copy the table on SQLite, and drop rows that refer to it with the old one.
  await knex.raw('alter table backup_copies drop column next_deletion_at');
};
