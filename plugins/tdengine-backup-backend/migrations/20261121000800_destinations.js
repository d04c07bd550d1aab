// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('policies', table => {
    table
      .text('destinations')
      .nullable()
      .comment('Where copies go later, and how long they stay, as JSON');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // The builder would copy the table on SQLite, and drop rows that refer to it with the old one.
  await knex.raw('alter table policies drop column destinations');
};
