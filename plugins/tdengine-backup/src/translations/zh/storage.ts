import { storage as english } from '../en/storage';
import { Translated } from '../flatten';

export const storage: Translated<typeof english> = {
  title: '存储',
  refresh: '刷新用量',
  days: '趋势范围',
  daysOption: '{{days}} 天',
  target: {
    backups: '备份数',
    used: '备份已用',
    others: '其他已用',
    free: '可用',
    total: '总容量',
    daysUntilFull: '预计写满',
    days_one: '{{count, number}} 天后',
    days_other: '{{count, number}} 天后',
    notGrowing: '暂无迹象',
    unknownRoom: '此目标未提供可用空间信息。',
    removed: '已不在配置中',
    bar: '{{target}}：已用 {{percent}}',
  },
  rescan: {
    action: '查找备份',
    title: '在 {{target}} 上查找备份？',
    consequence:
      '存储目标上未知的备份会被收入并归您所有；已不存在的副本会标记为缺失。不会向存储目标写入任何内容。查找在后台运行。',
    confirm: '查找备份',
    running: '正在查找备份…',
    cancel: '停止查找',
    last: '上次查找：',
    failed: '查找失败',
    result:
      '找到 {{found}} 个，其中 {{added}} 个是新的；新增 {{copies}} 个副本；{{missing}} 个缺失',
    problems_one: '{{count, number}} 个无法收入',
    problems_other: '{{count, number}} 个无法收入',
    more: '仅列出前 {{listed}} 个。',
  },
  empty: {
    title: '尚未存储任何内容',
    description: '有备份后即可查看用量。',
  },
  policies: {
    title: '按策略',
    byHand: '手动创建',
    policy: '策略',
  },
  databases: {
    title: '按数据库',
    description: '包含多个数据库的备份按各库所占大小分别计算。',
    database: '数据库',
    instance: '实例',
  },
  columns: {
    backups: '备份数',
    used: '已用',
    share: '占比',
  },
  estimate: {
    asking: '正在估算大小…',
    size: '约 {{size}}',
    free: '{{target}} 可用 {{free}}',
    basedOn: '参照最近的备份 {{name}}',
    needs: '运行需要 {{needed}} 可用空间。',
    tooSmall:
      '空间不足：运行需要 {{needed}} 可用空间，而 {{target}} 只有 {{free}}。',
    failed: '无法估算大小：{{message}}',
  },
};
