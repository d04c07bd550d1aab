/** The editor with the settings of another policy. */
export function duplicateLink(editor: string, policyId: string): string {
  return `${editor}?${new URLSearchParams({ from: policyId })}`;
}

/** The editor with a database chosen. */
export function protectLink(
  editor: string,
  of: { instance: string; database: string },
): string {
  const { instance, database } = of;
  return `${editor}?${new URLSearchParams({ instance, database })}`;
}
