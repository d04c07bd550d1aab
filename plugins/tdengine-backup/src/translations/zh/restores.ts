import { restores as english } from '../en/restores';
import { Translated } from '../flatten';

export const restores: Translated<typeof english> = {
  title: '恢复记录',
  create: '恢复备份',
  refresh: '刷新列表',
  search: '搜索备份、数据库或备注',
  columns: {
    restore: '备份',
    state: '状态',
    destination: '恢复位置',
    created: '创建时间',
    rows: '行数',
    duration: '耗时',
    createdBy: '创建人',
    actions: '操作',
  },
  mode: {
    full: '全部内容',
    selective: '部分内容',
  },
  open: '将 {{backup}} 恢复到 {{databases}}',
  filters: {
    show: '筛选',
    showActive: '筛选（{{active}}）',
    state: '状态',
    instance: '实例',
    database: '数据库',
    created: '创建时间',
  },
  empty: {
    title: '还没有恢复记录',
    description:
      '可以将备份恢复到原位置、恢复为另一个名称，或恢复到另一个实例。在做任何改动之前，您都能看到将要执行的操作。',
    narrowedTitle: '没有符合条件的恢复记录',
    narrowedDescription: '请减少筛选条件，或更换搜索内容。',
  },
  menu: {
    open: '打开',
    backup: '打开备份',
    again: '再次恢复该备份…',
    retry: '重试',
    cancel: '取消…',
  },
  cancel: {
    title: '要取消这次恢复吗？',
    consequence:
      '本次恢复新建的数据库会被删除。已写入原有数据库的数据会保留，恢复记录中会列出这些内容。',
    confirm: '取消恢复',
    keep: '继续运行',
    done: '正在取消恢复',
  },
  retryStarted: '恢复已重新加入队列',
  actionFailed: '恢复 {{name}}：{{message}}',
};
