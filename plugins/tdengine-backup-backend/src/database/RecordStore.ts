/** The records of what is over. */
export interface RecordStore {
  /**
   * Forgets what ended before a time: restores, runs of policies, deleted backups, and jobs that no record refers to.
   * A backup that is not deleted keeps its record and the jobs that made and verified it, however old it is.
   *
   * @param limit - records of each kind, so that a long history goes little by little
   * @returns how many are gone
   */
  prune(before: Date, limit: number): Promise<number>;
}
