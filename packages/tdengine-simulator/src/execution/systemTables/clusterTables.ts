import { emptyTable, fields, time, type SystemTable } from './SystemTable';

const ENDPOINT = 'localhost:6030';

const insCluster: SystemTable = {
  fields: fields(
    `id bigint, name v40, uptime int, create_time time, version v10, expire_time time`,
  ),
  rows: ({ catalog }) => [
    [
      catalog.clusterId,
      catalog.clusterName,
      Math.floor((Date.now() - catalog.startTime) / 1000),
      time(catalog.startTime),
      'community',
      undefined,
    ],
  ],
};

const insDnodes: SystemTable = {
  fields:
    fields(`id int, endpoint v134, vnodes smallint, support_vnodes smallint, status v10, create_time time,
    reboot_time time, note v256`),
  rows: ({ catalog }) => {
    const databases = [...catalog.databases.values()];
    const vnodes = databases.flatMap(({ vgroupIds }) => vgroupIds).length;
    const started = time(catalog.startTime);
    return [[1, ENDPOINT, vnodes, 128, 'ready', started, started, '']];
  },
};

const insMnodes: SystemTable = {
  fields: fields(
    `id int, endpoint v134, role v12, status v9, create_time time, role_time time`,
  ),
  rows: ({ catalog }) => {
    const started = time(catalog.startTime);
    return [[1, ENDPOINT, 'leader', 'ready', started, started]];
  },
};

const insGrants: SystemTable = {
  fields:
    fields(`version v64, expire_time v19, service_time v19, expired v5, state v9, timeseries v43, dnodes v21,
    cpu_cores v21, vnodes v21, storage_size v43`),
  rows: () => [
    [
      'TDengine TSDB-OSS',
      'unlimited',
      'limited',
      'false',
      'ungranted',
      'unlimited',
      'unlimited',
      'unlimited',
      'unlimited',
      'unlimited',
    ],
  ],
};

const insUsers: SystemTable = {
  fields:
    fields(`name v24, super tinyint, enable tinyint, sysinfo tinyint, createdb tinyint, create_time time,
    allowed_host v49152`),
  rows: ({ catalog }) =>
    [...catalog.users.values()].map(user => [
      user.name,
      Number(user.superUser),
      Number(user.enable),
      Number(user.sysinfo),
      Number(user.createdb),
      time(user.createTime),
      '127.0.0.1/32,::1/128',
    ]),
};

/** Rights that are kept but not listed. */
const UNLISTED = new Set(['alter']);

const insUserPrivileges: SystemTable = {
  fields: fields(
    `user_name v24, privilege v10, db_name v65, table_name v193, condition v49152, notes v64`,
  ),
  *rows({ catalog }) {
    for (const user of catalog.users.values()) {
      if (user.superUser) {
        yield [user.name, 'all', 'all', '', '', ''];
      }
    }
    for (const privilege of catalog.privileges) {
      if (UNLISTED.has(privilege.privilege)) {
        continue;
      }
      yield [
        privilege.user,
        privilege.privilege,
        privilege.database,
        privilege.table,
        privilege.condition,
        '',
      ];
    }
  },
};

const insConfigs: SystemTable = {
  fields: fields('name v32, value v64'),
  rows: () => [
    ['timezone', 'UTC (UTC, +0000)'],
    ['locale', 'C.UTF-8'],
    ['charset', 'UTF-8'],
  ],
};

const insDnodeVariables: SystemTable = {
  fields: fields(
    'dnode_id int, name v32, value v4096, scope v8, category v8, info v64',
  ),
  rows: () => [
    [1, 'timezone', 'UTC (UTC, +0000)', 'both', 'global', ''],
    [1, 'charset', 'UTF-8', 'both', 'global', ''],
  ],
};

const insTopics: SystemTable = {
  fields: fields(
    `topic_name v192, db_name v64, create_time time, sql v2048, schema v65517, meta v4, type v8`,
  ),
  rows: ({ catalog }) =>
    [...catalog.topics.values()].map(topic => [
      topic.name,
      topic.database,
      time(topic.createTime),
      topic.sql,
      topic.schema,
      topic.meta,
      topic.type,
    ]),
};

/** Tables of the cluster as a whole; those of things the simulator does not have are empty. */
export const clusterTables: Record<string, SystemTable> = {
  ins_cluster: insCluster,
  ins_dnodes: insDnodes,
  ins_mnodes: insMnodes,
  ins_grants: insGrants,
  ins_users: insUsers,
  ins_user_privileges: insUserPrivileges,
  ins_configs: insConfigs,
  ins_dnode_variables: insDnodeVariables,
  ins_topics: insTopics,
  ins_grants_full: emptyTable(
    'grant_name v32, display_name v256, expire v32, limits v512',
  ),
  ins_users_full:
    emptyTable(`name v24, super tinyint, enable tinyint, sysinfo tinyint, createdb tinyint,
    encrypted_pass v32, allowed_host v49152`),
  ins_qnodes: emptyTable('id int, endpoint v134, create_time time'),
  ins_snodes: emptyTable(
    'id int, endpoint v134, create_time time, replicaId int, asReplicaOf v64',
  ),
  ins_views:
    emptyTable(`view_name v192, db_name v64, effective_user v24, create_time time, type v128, query_sql v2048,
    parameters v2048, default_values v2048, target_table v192`),
  ins_streams:
    emptyTable(`stream_name v192, db_name v64, create_time time, stream_id v19, sql v2048, status v20,
    snodeLeader int, snodeReplica int, message v256`),
  ins_functions:
    emptyTable(`name v64, comment v4095, aggregate int, output_type v31, create_time time, code_len int,
    bufsize int, func_language v31, func_body v65517, func_version int`),
  ins_tsmas:
    emptyTable(`tsma_name v192, db_name v64, table_name v192, target_db v64, target_stb v192, stream_name v64,
    create_time time, interval v64, create_sql v2048, func_list v2048`),
  ins_subscriptions:
    emptyTable(`topic_name v205, consumer_group v193, vgroup_id int, consumer_id v256, user v24,
    fqdn v128, offset v64, rows bigint`),
};

/** Tables of performance_schema, all about what runs at the moment. */
export const performanceTables: Record<string, SystemTable> = {
  perf_queries:
    emptyTable(`kill_id v26, query_id ubigint, conn_id uint, app v24, pid int, user v24, end_point v22,
    create_time time, exec_usec bigint, stable_query bool, sub_query bool, sub_num int, sub_status v1000, sql v2048,
    user_app v24, user_ip v22`),
  perf_consumers:
    emptyTable(`consumer_id v32, consumer_group v193, client_id v256, user v24, fqdn v128, status v20,
    topics v205, up_time time, subscribe_time time, rebalance_time time, parameters v192, poll_time time`),
  perf_trans:
    emptyTable(`id int, create_time time, stage v12, oper v14, db v64, stable v192, killable v10,
    failed_times int, last_exec_time time, last_action_info v511`),
};
