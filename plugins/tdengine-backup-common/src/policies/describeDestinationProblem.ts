import {
  DESTINATION_MAXIMUM_DAYS,
  DestinationProblem,
} from './checkDestinations';

type Texts = Record<DestinationProblem['code'], string>;

const ENGLISH: Texts = {
  twice: 'this target is there already',
  nothingSaid:
    'say when a copy is made there, when it is removed there, or both',
  notDays: `this has to be a whole number of days from 1 to ${DESTINATION_MAXIMUM_DAYS}`,
  madeAtOnce:
    'each run makes a copy there at once; take it out of the storage targets, or say no days here',
  neverMade:
    'no copy gets there; add it to the storage targets, or say after how many days a copy is made',
  removedTooEarly: 'it has to be removed later than it is made',
};

const CHINESE: Texts = {
  twice: '该存储目标已在列表中',
  nothingSaid: '请填写何时在此创建副本、何时在此删除，或两者都填',
  notDays: `必须是 1 到 ${DESTINATION_MAXIMUM_DAYS} 之间的整数天数`,
  madeAtOnce:
    '每次运行都会立即在此创建副本；请将其从存储目标中移除，或不填此天数',
  neverMade: '没有副本会到达此处；请将其加入存储目标，或填写多少天后创建副本',
  removedTooEarly: '删除时间必须晚于创建时间',
};

/**
 * What is wrong with a destination of a policy, in words.
 * @public
 */
export function describeDestinationProblem(
  { code }: Pick<DestinationProblem, 'code'>,
  language: 'en' | 'zh',
): string {
  return (language === 'zh' ? CHINESE : ENGLISH)[code];
}
