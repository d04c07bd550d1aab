// @ts-check

/**
 * What a target said that did not give its copy up, and whether part of that copy is gone all the same.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('backup_copies', table => {
    table.text('deletion_error').nullable();
    table
      .boolean('deletion_partial')
      .notNullable()
      .defaultTo(false)
      .comment('Part of it was deleted: it is no copy any more');
  });
};

/**
 * On SQLite the builder would copy the table and drop the old one.
 *
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const column of ['deletion_error', 'deletion_partial']) {
    await knex.raw('alter table ?? drop column ??', ['backup_copies', column]);
  }
};
