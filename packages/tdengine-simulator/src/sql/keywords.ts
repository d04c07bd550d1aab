/**
 * Words that cannot be a name without backticks in TDengine 3.3.7. (The keywords that the grammar lets fall back to a name
 * are left out.)
 */
const RESERVED = `
account accounts add aggregate all alter analyze and anti anode anodes anomaly_window any apps as asc asof balance
batch_scan between bigint binary bnode bnodes bool both buffer bufsize by cache cachemodel cachesize calc_notify_only case
cast child client_version cluster column comment comp compact compacts compact_interval compact_time_offset
compact_time_range connection connections conns consumer consumers contains count count_window create createdb
current_user database databases dbs decimal delete delete_mark delete_output_table delete_recalc desc describe distinct
distributed dnode dnodes double drop duration else enable encryptions encrypt_algorithm encrypt_key exists expired_time
explain event_type event_window every fill fill_history fill_history_first first float flush from force force_output full
function functions geometry grant grants logs machines group hash_join having host if ignore ignore_disorder
ignore_nodata_trigger in index indexes inner insert int integer interval into is jlimit join json keep kill language last
last_row leader leading left licences like limit linear local low_latency_calc match maxrows max_delay bwlimit merge meta
only minrows minus mnode mnodes modify mount mounts normal nchar next near nmatch none not now notify_options
no_batch_scan null null_f nulls offset on or order outer outputtype output_subtable pages pagesize para_tables_sort
partition partition_first pass port position pps primary pre_filter composite precision prev privileges qnode qnodes qtime
queries query pi rand range ratio period read recursive redistribute rename recalculate replace replicas replica reset
restore retentions revoke right rollup schemaless scores select server_status server_version session set show
single_stable skip_tsma sliding slimit sma smalldata_ts_sort smallint snode snodes sort_for_group soffset split stable
stables start state state_window stop storage stream streams stream_options stt_trigger subscribe subscriptions substr
substring sysinfo system table tables table_prefix table_suffix tag tags tbname then timestamp timezone tinyint to today
topic topics trailing transaction transactions trim trows tsdb_pagesize tseries tsma tsmas ttl union unsafe unsigned
untreated update use user users using value value_f varchar variables verbose vgroup vgroups views virtual vnode vnodes
vtable wal_fsync_period wal_level wal_retention_period wal_retention_size wal_roll_period wal_segment_size watermark when
where window window_open window_close window_offset with write _c0 _irowts _irowts_origin _isfilled _qduration _qend
_qstart _rowts _tags _wduration _wend _wstart _flow _fhigh _frowts _tprev_ts _tcurrent_ts _tnext_ts _twstart _twend
_twduration _twrownum _tprev_localtime _tnext_localtime _tlocaltime _tgrpid alive varbinary ss_chunkpages ss_keeplocal
ss_compact ssmigrate keep_time_offset arbgroups is_import disk_info auto mediumblob blob cols notify notify_history regexp
assign true_for meta_only vtables
`;

const words: ReadonlySet<string> = new Set(RESERVED.trim().split(/\s+/));

/** Whether a word (in lower case) needs backticks to be a name. */
export function isReserved(word: string): boolean {
  return words.has(word);
}
