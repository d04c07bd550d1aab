// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('policy_runs', table => {
    table
      .text('cause')
      .nullable()
      .comment('Why it did not begin, as JSON; the reason has it in English');
  });
  await knex.schema.alterTable('backups', table => {
    table
      .text('removal')
      .nullable()
      .comment('Why a rule removed it, as JSON; the reason has it in English');
    table
      .text('damage')
      .nullable()
      .comment('What the last verification found, as JSON; error is English');
    table
      .timestamp('in_use_until')
      .nullable()
      .comment('Somebody downloads it; no rule removes it before that');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('backups', table => {
    table.dropColumn('in_use_until');
    table.dropColumn('damage');
    table.dropColumn('removal');
  });
  await knex.schema.alterTable('policy_runs', table => {
    table.dropColumn('cause');
  });
};
