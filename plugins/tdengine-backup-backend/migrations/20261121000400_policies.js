// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('policies', table => {
    table.comment(
      'What is backed up by itself; deleted ones stay for the record',
    );
    table.string('id', 36).primary().comment('A UUID');
    table.integer('version').notNullable().comment('Grows with every change');
    table
      .string('origin', 16)
      .notNullable()
      .comment('api, or config where it is written in the configuration');
    table.string('name', 255).notNullable().comment('As people know it');
    table
      .string('name_key', 64)
      .nullable()
      .unique()
      .comment(
        'Hash of owner and name; null once deleted, so that the name is free',
      );
    table.text('description').nullable();
    table.string('owner_ref', 300).nullable().comment('Entity that owns it');
    table.boolean('enabled').notNullable();
    table.string('instance', 64).notNullable().comment('Configured instance');
    table.string('source_type', 64).notNullable().comment('Type of the source');
    table.text('scope').notNullable().comment('What is backed up, as JSON');
    table.text('scope_summary').notNullable().comment('The scope in words');
    table.string('format', 32).notNullable().comment('Format of the rows');
    table.string('packaging', 16).notNullable().comment('folder, zip, tar.gz');
    table.string('compression_algorithm', 16).notNullable();
    table.integer('compression_level').notNullable().comment('0 to 9');
    table.boolean('verify').notNullable().comment('Read back when written');
    table.string('target', 64).notNullable().comment('Configured target');
    table.bigInteger('size_limit').nullable().comment('Bytes');
    table.text('schedule').notNullable().comment('As JSON');
    table.text('retention').notNullable().comment('Rules as JSON');
    table.string('overlap', 16).notNullable().comment('skip or queue');
    table
      .integer('grace_minutes')
      .notNullable()
      .comment('How late a missed run is still made up');
    table
      .integer('objective_hours')
      .nullable()
      .comment('Longest time without a new good backup');
    table.text('notifications').notNullable().comment('As JSON');
    table.string('created_by', 300).notNullable();
    table.string('updated_by', 300).notNullable();
    table.timestamp('created_at').notNullable();
    table.timestamp('updated_at').notNullable();
    table.timestamp('deleted_at').nullable();
    table
      .timestamp('next_planned_at')
      .nullable()
      .comment('Next time of the schedule; null where it does not run');
    table
      .timestamp('next_run_at')
      .nullable()
      .comment('When that run begins: planned and moved by the jitter');
    table
      .timestamp('failing_since')
      .nullable()
      .comment('End of the first of the failed runs since the last good one');

    table.index(['next_run_at']);
    table.index(['deleted_at', 'name']);
    table.index(['owner_ref']);
  });

  await knex.schema.createTable('policy_databases', table => {
    table.comment('The databases a policy names, for filters and rules');
    table
      .string('policy_id', 36)
      .notNullable()
      .references('id')
      .inTable('policies')
      .onDelete('CASCADE');
    table.string('database', 255).notNullable();
    table.primary(['policy_id', 'database']);
    table.index(['database']);
  });

  await knex.schema.createTable('policy_runs', table => {
    table.comment('What became of the planned times of policies');
    table.string('id', 36).primary().comment('A UUID');
    table
      .string('policy_id', 36)
      .notNullable()
      .references('id')
      .inTable('policies')
      .onDelete('CASCADE');
    table
      .string('run_key', 64)
      .notNullable()
      .comment('The planned time, or one of its own for a run by hand');
    table
      .string('run_trigger', 16)
      .notNullable()
      .comment('schedule, catch-up or manual');
    table
      .string('state', 16)
      .notNullable()
      .comment('waiting, begun, ended, failed, skipped or missed');
    table.timestamp('planned_at').notNullable();
    table.text('reason').nullable().comment('Why it did not begin');
    table
      .integer('missed_runs')
      .nullable()
      .comment('Planned times that passed unnoticed and count as one');
    table
      .string('backup_id', 36)
      .nullable()
      .comment('What it makes, once it has begun');
    table.string('created_by', 300).notNullable();
    table.timestamp('created_at').notNullable();

    table.unique(['policy_id', 'run_key']);
    table.index(['policy_id', 'planned_at']);
    table.index(['state', 'created_at']);
    table.index(['backup_id']);
  });

  await knex.schema.createTable('scheduler_state', table => {
    table.comment('One row: whether policies run by themselves');
    table.string('id', 16).primary();
    table.boolean('paused').notNullable();
    table.string('paused_by', 300).nullable();
    table.timestamp('paused_at').nullable();
    table.text('reason').nullable();
    table
      .timestamp('last_tick_at')
      .nullable()
      .comment('When the scheduler looked last');
  });
  await knex('scheduler_state').insert({ id: 'scheduler', paused: false });

  await knex.schema.createTable('alerts', table => {
    table.comment('What somebody should look at; closed ones stay');
    table.string('id', 36).primary().comment('A UUID');
    table
      .string('alert_key', 255)
      .nullable()
      .unique()
      .comment('Kind and subject; null once closed');
    table.string('kind', 32).notNullable();
    table.string('level', 16).notNullable().comment('warning or error');
    table.string('policy_id', 36).nullable();
    table.string('backup_id', 36).nullable();
    table.string('target', 64).nullable();
    table.string('owner_ref', 300).nullable().comment('Of policy or backup');
    table.text('message').notNullable().comment('In English, the cause first');
    table.text('details').notNullable().comment('Figures as JSON');
    table.timestamp('opened_at').notNullable();
    table.timestamp('closed_at').nullable();
    table.timestamp('notified_at').nullable();

    table.index(['closed_at', 'opened_at']);
    table.index(['policy_id']);
  });

  await knex.schema.createTable('outbox', table => {
    table.comment('Messages for people, one row for each notifier');
    table.bigIncrements('id').comment('Grows with time');
    table
      .string('message_id', 36)
      .notNullable()
      .comment('A UUID, the same for all notifiers');
    table.string('notifier', 64).notNullable().comment('Type of the notifier');
    table
      .string('thread', 100)
      .notNullable()
      .comment('The matter; its messages are sent in their order');
    table.string('policy_id', 36).nullable();
    table.string('outcome', 16).notNullable();
    table.text('news').notNullable().comment('What is said, as JSON');
    table.text('recipients').notNullable().comment('As JSON');
    table.string('language', 8).notNullable();
    table
      .string('state', 16)
      .notNullable()
      .comment('waiting, sent or given-up');
    table.timestamp('created_at').notNullable();
    table.timestamp('next_attempt_at').notNullable();
    table.integer('attempts').notNullable().comment('Tries that failed');
    table
      .integer('unknown_ends')
      .notNullable()
      .comment('Tries since then whose end was not written down');
    table
      .string('sent_as', 36)
      .nullable()
      .comment('Id of the message that took it along');
    table.timestamp('ended_at').nullable();
    table.text('error').nullable().comment('Why the last try failed');

    table.index(['state', 'notifier', 'next_attempt_at']);
    table.index(['notifier', 'thread']);
    table.index(['state', 'ended_at']);
  });

  await knex.schema.createTable('outbox_leases', table => {
    table.comment('Which process delivers for a notifier now');
    table.string('notifier', 64).primary();
    table.string('lease_token', 36).nullable();
    table.timestamp('lease_expires_at').nullable();
  });

  await knex.schema.createTable('storage_samples', table => {
    table.comment('Usage of targets, one row a day');
    table.string('day', 10).notNullable().comment('YYYY-MM-DD, UTC');
    table.string('target', 64).notNullable();
    table.integer('backups').notNullable();
    table.bigInteger('used_bytes').notNullable().comment('By backups');
    table.bigInteger('free_bytes').nullable();
    table.bigInteger('total_bytes').nullable();
    table.primary(['day', 'target']);
  });

  await knex.schema.alterTable('backups', table => {
    table
      .boolean('pinned')
      .notNullable()
      .defaultTo(false)
      .comment('No rule removes it');
    table
      .string('policy_name', 255)
      .nullable()
      .comment('Of the policy, at that time');
    table.text('removal_reason').nullable().comment('Why a rule removed it');
    table.index(['policy_id', 'created_at']);
  });
  await knex.schema.alterTable('backup_databases', table => {
    table
      .bigInteger('size_bytes')
      .nullable()
      .comment('The share of this database in the stored size');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('backup_databases', table => {
    table.dropColumn('size_bytes');
  });
  await knex.schema.alterTable('backups', table => {
    table.dropIndex(['policy_id', 'created_at']);
    table.dropColumn('removal_reason');
    table.dropColumn('policy_name');
    table.dropColumn('pinned');
  });
  await knex.schema.dropTable('storage_samples');
  await knex.schema.dropTable('outbox_leases');
  await knex.schema.dropTable('outbox');
  await knex.schema.dropTable('alerts');
  await knex.schema.dropTable('scheduler_state');
  await knex.schema.dropTable('policy_runs');
  await knex.schema.dropTable('policy_databases');
  await knex.schema.dropTable('policies');
};
