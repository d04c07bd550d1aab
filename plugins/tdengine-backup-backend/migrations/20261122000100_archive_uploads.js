// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('archive_uploads', table => {
    table.comment('Archives that are being written to their targets');
    table.string('id', 36).primary().comment('A UUID');
    table
      .string('set_prefix', 512)
      .notNullable()
      .unique()
      .comment('Where on the targets its files begin');
    table.string('packaging', 16).notNullable().comment('zip, tar.gz');
    table.text('targets').notNullable().comment('JSON list of their names');
    table
      .timestamp('lease_expires_at')
      .notNullable()
      .comment('From when on its process counts as dead');
    table.index(['lease_expires_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('archive_uploads');
};
