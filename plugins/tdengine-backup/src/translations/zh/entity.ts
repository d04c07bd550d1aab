import { entity as english } from '../en/entity';
import { Translated } from '../flatten';

export const entity: Translated<typeof english> = {
  title: 'TDengine 备份',
  backUpNow: '立即备份',
  database: '{{instance}} 上 {{database}} 的备份',
  missing: {
    title: '这是哪个 TDengine 数据库？',
    both: '需要两个注解来说明此实体对应哪个实例的哪个数据库。请在其目录文件中添加：',
    one: '已有注解 {{present}}，但缺少 {{missing}}。请在此实体的目录文件中添加：',
    instanceHint: '{{annotation}} 是门户配置中某个实例的名称。',
    instanceChoices: '已配置的实例：{{names}}。',
    databaseHint: '{{annotation}} 是该实例上的数据库名称。',
    yaml: '示例',
    copy: '复制示例',
  },
  card: {
    title: 'TDengine 备份',
    lastGood: '最近一次可用备份',
    never: '此数据库没有可用的备份',
    neverHint: '目前无法恢复此数据库。',
    newest: '最新备份',
    size: '大小',
    rows: '行数',
    verified: '校验',
    all: '所有备份',
    openBackup: '打开 {{name}}',
  },
  policies: {
    title: '策略保护',
    protectedBy: '由 {{policy}} 保护',
    next: '下次运行 {{when}}',
    off: '{{policy}} 可保护它，但未启用',
    more_one: '另有 {{count, number}} 个策略',
    more_other: '另有 {{count, number}} 个策略',
    none: '没有策略保护此数据库',
    noneHint: '只有手动操作时才会备份。',
    protect: '保护此数据库',
  },
};
