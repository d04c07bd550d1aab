// @ts-check

/**
 * Finds records by their age without reading all of them.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('jobs', table => {
    table.index(['finished_at']);
  });
  await knex.schema.alterTable('restores', table => {
    table.index(['finished_at']);
  });
  await knex.schema.alterTable('policy_runs', table => {
    table.index(['created_at']);
  });
  await knex.schema.alterTable('backups', table => {
    table.index(['state', 'updated_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('backups', table => {
    table.dropIndex(['state', 'updated_at']);
  });
  await knex.schema.alterTable('policy_runs', table => {
    table.dropIndex(['created_at']);
  });
  await knex.schema.alterTable('restores', table => {
    table.dropIndex(['finished_at']);
  });
  await knex.schema.alterTable('jobs', table => {
    table.dropIndex(['finished_at']);
  });
};
