/** What the configuration of a portal says of a target, credentials and all, but for its name. */
export interface TargetEntry {
  type: string;
  [key: string]: string | number | boolean | { ca: string };
}
