/** The right to run a job and to write for it, for a while. */
export interface Lease {
  jobId: string;
  /** New with every claim; part of every write. */
  token: string;
}
