/** One figure of ours against another's. */
export interface Ratio {
  data: string;
  figure: string;
  /** Whose `theirs` is. */
  against: string;
  /** Median of ours / theirs over the pairs; absent where there is nothing to divide by. */
  ratio?: number;
  /** Median. */
  ours: number;
  /** Median. */
  theirs?: number;
  /** What is to be reached. */
  reach?: number;
}
