// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('restores', table => {
    table.comment('One row per restore');
    table.string('id', 36).primary().comment('A UUID');
    table
      .string('idempotency_key', 64)
      .nullable()
      .unique()
      .comment('Hash of caller and key of the request that created it');
    table
      .string('backup_id', 36)
      .notNullable()
      .references('id')
      .inTable('backups')
      .onDelete('CASCADE');
    table.string('backup_name', 255).notNullable().comment('At that time');
    table.string('instance', 64).notNullable().comment('Written into');
    table.string('state', 32).notNullable().comment('A RestoreState');
    table.string('mode', 16).notNullable().comment('full or selective');
    table
      .string('conflict', 16)
      .notNullable()
      .comment('refuse, merge, replace');
    table.text('request').notNullable().comment('What was asked for, as JSON');
    table.text('plan').notNullable().comment('What was confirmed, as JSON');
    table.string('plan_token', 64).notNullable().comment('Hash of the plan');
    table.text('remark').nullable();
    table.string('owner_ref', 300).nullable().comment('Entity that owns it');
    table.string('created_by', 300).notNullable().comment('Who asked for it');
    table.timestamp('created_at').notNullable();
    table.timestamp('started_at').nullable();
    table.timestamp('finished_at').nullable();
    table.bigInteger('duration_ms').nullable();
    table.bigInteger('row_count').nullable().comment('Rows written');
    table.bigInteger('table_count').nullable().comment('Tables written');
    table.text('checks').nullable().comment('Counts compared, as JSON');
    table.text('error').nullable();
    table.text('removed').nullable().comment('JSON list, after a failure');
    table.text('remaining').nullable().comment('JSON list, after a failure');
    table.string('job_id', 36).nullable().comment('The job that does it');

    table.index(['state', 'created_at']);
    table.index(['created_at']);
    table.index(['backup_id']);
  });

  await knex.schema.createTable('restore_databases', table => {
    table.comment('The databases a restore writes, as named at the target');
    table
      .string('restore_id', 36)
      .notNullable()
      .references('id')
      .inTable('restores')
      .onDelete('CASCADE');
    table.string('database', 255).notNullable();
    table.primary(['restore_id', 'database']);
    table.index(['database']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('restore_databases');
  await knex.schema.dropTable('restores');
};
