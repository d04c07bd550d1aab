import { backups as english } from '../en/backups';
import { Translated } from '../flatten';

export const backups: Translated<typeof english> = {
  title: '备份',
  create: '创建备份',
  refresh: '刷新列表',
  search: '搜索名称、备注或数据库',
  table: '备份列表',
  columns: {
    state: '状态',
    name: '名称',
    instance: '实例',
    databases: '数据库',
    created: '创建时间',
    size: '大小',
    rows: '行数',
    verified: '校验',
    duration: '耗时',
    owner: '所有者',
    actions: '操作',
  },
  moreDatabases: '{{first}} 等，另有 {{more}} 个',
  filters: {
    show: '筛选',
    showActive: '筛选（{{active}}）',
    state: '状态',
    verification: '校验',
    kind: '类型',
    mode: '方式',
    instance: '实例',
    database: '数据库',
    created: '创建时间',
    from: '创建时间起',
    to: '创建时间止',
  },
  empty: {
    title: '还没有备份',
    description:
      '创建第一个备份：选择实例，选择要保留的内容，然后查看运行过程。只有读回并校验通过的备份才算可用。',
    narrowedTitle: '没有符合条件的备份',
    narrowedDescription: '请减少筛选条件，或换个关键词搜索。',
  },
  menu: {
    open: '打开',
    restore: '恢复…',
    verify: '立即校验',
    downloadStored: '按存储格式下载',
    downloadCsv: '下载为 CSV',
    delete: '删除…',
    retry: '重试',
    cancel: '取消…',
  },
  download: {
    failed: '无法开始下载：{{message}}',
  },
  verifyStarted: '正在校验 {{name}}',
  retryStarted: '{{name}} 已重新排队',
  actionFailed: '{{name}}：{{message}}',
  delete: {
    title: '要删除此备份吗？',
    consequence:
      '{{name}} 的文件（{{size}}）将从 {{targets}} 中永久删除。记录将不再出现在列表中，名称可以再次使用。',
    consequenceNoFiles: '{{name}} 的记录将不再出现在列表中，名称可以再次使用。',
    onlyWay: '没有其他副本的数据将会丢失。此操作无法撤销。',
    confirm: '删除备份',
    done: '正在删除 {{name}}',
  },
  cancel: {
    consequence:
      '已写入的内容将被清除。数据库不会有任何变化，您可以稍后重新开始。',
    verifyConsequence: '校验将中止且没有结果，备份本身保持不变。',
  },
};
