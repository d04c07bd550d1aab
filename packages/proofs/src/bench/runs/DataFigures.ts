import { Outcome, Run, Side } from './Run';

/** What was measured with one data set. */
export interface DataFigures {
  name: string;
  title: string;
  rows: number;
  tables: number;
  facts: MachineFacts;
  /** One a round, in which all sides took their turn. */
  pairs: Pair[];
  /** Whether what each side restored is what was there. */
  checks: Check[];
  throttled?: { rowsPerSecond: number; run: Run };
}

export type Pair = Partial<
  Record<Side, { backup: Outcome; restore?: Outcome }>
>;

/** What comparing a restored database with its source came to. */
export interface Check {
  side: Side;
  pair: number;
  compared: 'rows per table' | 'every value';
  /** In words; empty where they are equal. */
  differences: string[];
}

/** What figures are to be read with. */
export interface MachineFacts {
  date: string;
  tdengine: string;
  node: string;
  cores: number;
  processor: string;
  /** Absent where it is not on PATH. */
  taosdump?: string;
}
