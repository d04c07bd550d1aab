// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('jobs', table => {
    table.comment('The queue, and what became of its jobs');
    table.string('id', 36).primary().comment('A UUID');
    table.string('type', 16).notNullable().comment('backup, restore, …');
    table
      .string('subject_id', 36)
      .notNullable()
      .comment('The backup or restore it works on');
    table
      .string('backup_id', 36)
      .notNullable()
      .comment('The backup it reads, writes or removes');
    table.string('state', 32).notNullable().comment('A JobState');
    table.integer('priority').notNullable().comment('Smaller runs earlier');
    table.integer('attempt').notNullable().comment('Times it was begun');
    table.integer('max_attempts').notNullable();
    table
      .text('abandon_reason')
      .nullable()
      .comment('Set when it is only to be cleaned up and failed');
    table.text('progress').nullable().comment('A JobProgress as JSON');
    table.text('error').nullable().comment('Why it failed');
    table.string('created_by', 300).notNullable();
    table.timestamp('created_at').notNullable();
    table.timestamp('started_at').nullable();
    table.timestamp('finished_at').nullable();
    table
      .string('lease_token', 36)
      .nullable()
      .comment('Who holds it now; part of every write of a run');
    table
      .timestamp('lease_expires_at')
      .nullable()
      .comment('When it counts as left behind');
    table.string('worker', 200).nullable().comment('Host and process');
    table.integer('log_lines').notNullable().comment('Lines kept as events');

    table.index(['state', 'priority', 'created_at']);
    table.index(['subject_id']);
    table.index(['backup_id', 'state']);
  });

  await knex.schema.createTable('job_events', table => {
    table.comment('What happened in a job, for those who watch it');
    table.bigIncrements('id').comment('Grows within a job');
    table
      .string('job_id', 36)
      .notNullable()
      .references('id')
      .inTable('jobs')
      .onDelete('CASCADE');
    table.timestamp('created_at').notNullable();
    table.string('type', 16).notNullable().comment('log, progress or state');
    table.integer('level').nullable().comment('0 debug to 3 error');
    table.text('message').nullable();
    table.text('body').nullable().comment('Details, progress or state as JSON');
    table.index(['job_id', 'id']);
    table.index(['created_at']);
  });

  await knex.schema.createTable('job_units', table => {
    table.comment('Units of work that are done and need not be repeated');
    table
      .string('job_id', 36)
      .notNullable()
      .references('id')
      .inTable('jobs')
      .onDelete('CASCADE');
    table.text('unit_id').notNullable().comment('As the source names it');
    table.string('attempt', 36).notNullable().comment('That finished it');
    table.text('result').notNullable().comment('As JSON');
    table.primary(['job_id', 'unit_id']);
  });

  await knex.schema.createTable('job_journal', table => {
    table.comment('Facts a run must not forget');
    table.bigIncrements('id');
    table
      .string('job_id', 36)
      .notNullable()
      .references('id')
      .inTable('jobs')
      .onDelete('CASCADE');
    table.timestamp('created_at').notNullable();
    table.text('entry').notNullable().comment('As JSON');
    table.index(['job_id', 'id']);
  });

  await knex.schema.createTable('job_checkpoints', table => {
    table.comment('What a later attempt goes on from');
    table
      .string('job_id', 36)
      .notNullable()
      .references('id')
      .inTable('jobs')
      .onDelete('CASCADE');
    table.string('name', 64).notNullable();
    table.text('value').notNullable().comment('As JSON');
    table.primary(['job_id', 'name']);
  });

  await knex.schema.createTable('job_locks', table => {
    table.comment('What only one job at a time may touch');
    table.string('lock_key', 512).primary();
    table
      .string('job_id', 36)
      .notNullable()
      .references('id')
      .inTable('jobs')
      .onDelete('CASCADE');
    table.index(['job_id']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('job_locks');
  await knex.schema.dropTable('job_checkpoints');
  await knex.schema.dropTable('job_journal');
  await knex.schema.dropTable('job_units');
  await knex.schema.dropTable('job_events');
  await knex.schema.dropTable('jobs');
};
