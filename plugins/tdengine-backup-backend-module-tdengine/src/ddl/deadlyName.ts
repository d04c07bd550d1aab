/**
 * Whether TDengine must not be asked for a table or a database of this name, whether it is there or not.
 *
 * @remarks
 *
 * TDengine 3.3.7 looks up what a user may do with a table under ``user*account*`database`*`table`*right``. It takes the first
 * backtick within a name for the end of it, and copies what stands behind an asterisk then into the memory for a number,
 * however long it is. That ends the process of taosAdapter, with the connections of everybody.
 *
 * @internal
 */
export function isDeadlyName(name: string): boolean {
  const backtick = name.indexOf('`');
  return backtick >= 0 && name.includes('*', backtick);
}

/**
 * What is wrong with a name that {@link isDeadlyName} is true of.
 *
 * @internal
 */
export function describeDeadlyName(name: string): string {
  return `'${name}' has a backtick in its name and an asterisk behind it: TDengine 3.3.7 ends taosAdapter for everybody when it is asked for that, so it is not`;
}
