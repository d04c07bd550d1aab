// @ts-check

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('backups', table => {
    table.comment('One row per backup; deleted ones stay for the record');
    table.string('id', 36).primary().comment('A UUID');
    table.string('name', 255).notNullable().comment('As people know it');
    table
      .string('name_key', 64)
      .nullable()
      .unique()
      .comment(
        'Hash of owner and name; null once deleted, so that the name is free',
      );
    table
      .string('set_prefix', 512)
      .notNullable()
      .unique()
      .comment('Where on the target the files of this backup begin');
    table
      .string('idempotency_key', 64)
      .nullable()
      .unique()
      .comment('Hash of caller and key of the request that created it');
    table.text('remark').nullable().comment('Given at creation');
    table.text('notes').nullable().comment('Free text of people');
    table.string('state', 32).notNullable().comment('A BackupState');
    table
      .string('verification', 16)
      .notNullable()
      .comment('unverified, verified or failed');
    table.timestamp('verified_at').nullable().comment('Of the last report');
    table.string('mode', 16).notNullable().comment('manual or automatic');
    table.string('kind', 16).notNullable().comment('full or an increment');
    table
      .string('policy_id', 36)
      .nullable()
      .comment('The policy that began it');
    table.string('parent_id', 36).nullable().comment('The backup it follows');
    table.string('base_id', 36).nullable().comment('The full one it rests on');
    table.string('owner_ref', 300).nullable().comment('Entity that owns it');
    table.string('created_by', 300).notNullable().comment('Who asked for it');
    table.string('updated_by', 300).nullable().comment('Who changed it last');
    table
      .timestamp('created_at')
      .notNullable()
      .comment('When it was asked for');
    table.timestamp('updated_at').notNullable().comment('Last change');
    table.timestamp('started_at').nullable().comment('First start of the run');
    table.timestamp('finished_at').nullable().comment('End of the run');
    table.bigInteger('duration_ms').nullable().comment('From start to end');
    table.string('instance', 64).notNullable().comment('Configured instance');
    table.string('source_type', 64).notNullable().comment('Type of the source');
    table.string('source_version', 64).nullable().comment('Of the server');
    table.text('scope').notNullable().comment('What was asked for, as JSON');
    table.text('scope_summary').notNullable().comment('The scope in words');
    table.string('format', 32).notNullable().comment('Format of the rows');
    table.string('packaging', 16).notNullable().comment('folder, zip, tar.gz');
    table.string('compression_algorithm', 16).notNullable();
    table.integer('compression_level').notNullable().comment('0 to 9');
    table.boolean('encrypted').notNullable();
    table
      .boolean('verify_requested')
      .notNullable()
      .comment('Read back before it is published');
    table.bigInteger('size_limit').notNullable().comment('Bytes');
    table.bigInteger('row_count').nullable().comment('Rows in the files');
    table.bigInteger('table_count').nullable().comment('Child tables counted');
    table.bigInteger('raw_bytes').nullable().comment('Before compression');
    table.bigInteger('size_bytes').nullable().comment('As stored');
    table.string('checksum', 64).nullable().comment('SHA-256 of metadata.json');
    table.text('error').nullable().comment('Why it is not good');
    table.text('limitations').notNullable().comment('JSON list of sentences');
    table
      .boolean('leftovers')
      .notNullable()
      .comment('Files of a failed run could not be removed yet');
    table.string('job_id', 36).nullable().comment('The job that makes it');
    table.string('verify_job_id', 36).nullable().comment('Last verification');

    table.index(['state', 'created_at']);
    table.index(['created_at']);
    table.index(['instance', 'created_at']);
    table.index(['owner_ref', 'created_at']);
    table.index(['name']);
  });

  await knex.schema.createTable('backup_databases', table => {
    table.comment('The databases a backup touches, for filters and rules');
    table
      .string('backup_id', 36)
      .notNullable()
      .references('id')
      .inTable('backups')
      .onDelete('CASCADE');
    table.string('database', 255).notNullable();
    table.primary(['backup_id', 'database']);
    table.index(['database']);
  });

  await knex.schema.createTable('backup_copies', table => {
    table.comment('One row per place a backup is kept');
    table
      .string('backup_id', 36)
      .notNullable()
      .references('id')
      .inTable('backups')
      .onDelete('CASCADE');
    table.string('target', 64).notNullable().comment('Configured target');
    table.string('location', 1024).notNullable().comment('Key in the target');
    table.string('state', 16).notNullable().comment('Of this copy');
    table.bigInteger('size_bytes').nullable();
    table.string('sha256', 64).nullable().comment('Of an archive');
    table.timestamp('verified_at').nullable();
    table.text('error').nullable();
    table.primary(['backup_id', 'target']);
  });

  await knex.schema.createTable('backup_verifications', table => {
    table.comment('Reports of verifications, the newest few per backup');
    table.string('id', 36).primary();
    table
      .string('backup_id', 36)
      .notNullable()
      .references('id')
      .inTable('backups')
      .onDelete('CASCADE');
    table.timestamp('created_at').notNullable();
    table.boolean('ok').notNullable();
    table.text('report').notNullable().comment('The report as JSON');
    table.index(['backup_id', 'created_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('backup_verifications');
  await knex.schema.dropTable('backup_copies');
  await knex.schema.dropTable('backup_databases');
  await knex.schema.dropTable('backups');
};
