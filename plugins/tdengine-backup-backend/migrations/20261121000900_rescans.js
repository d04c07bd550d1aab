// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('backups', table => {
    table
      .string('origin', 16)
      .notNullable()
      .defaultTo('created')
      .comment('created, found or uploaded');
  });
  await knex.schema.createTable('target_rescans', table => {
    table.comment('Searches for backups on targets');
    table.string('id', 36).primary().comment('A UUID');
    table.string('target', 64).notNullable().comment('Configured target');
    table.string('owner_ref', 300).nullable().comment('Of what is found');
    table.string('job_id', 36).notNullable().comment('The job that does it');
    table.string('created_by', 300).notNullable();
    table.timestamp('created_at').notNullable();
    table.text('result').nullable().comment('A RescanResult as JSON');
    table.index(['target', 'created_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('target_rescans');
  // The builder would copy the table on SQLite, and drop rows that refer to it with the old one.
  await knex.raw('alter table backups drop column origin');
};
