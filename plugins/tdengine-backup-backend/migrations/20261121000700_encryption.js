// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('backups', table => {
    table
      .string('encryption_key_id', 64)
      .nullable()
      .comment('The key around the data key of an encrypted set');
  });
  await knex.schema.alterTable('policies', table => {
    table
      .boolean('encrypt')
      .notNullable()
      .defaultTo(false)
      .comment('Whether its backups are encrypted');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('policies', table => {
    table.dropColumn('encrypt');
  });
  await knex.schema.alterTable('backups', table => {
    table.dropColumn('encryption_key_id');
  });
};
