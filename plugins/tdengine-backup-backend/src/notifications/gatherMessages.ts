import { OutboxEntry } from '../database/OutboxStore';

/**
 * Puts entries together to messages, the oldest first: each by itself where so many may be sent now, and otherwise those
 * of the same recipients and language as one. What is above the number waits.
 *
 * @param budget - the messages that may be sent now
 */
export function gatherMessages(
  entries: readonly OutboxEntry[],
  budget: number,
): OutboxEntry[][] {
  if (entries.length <= budget) {
    return entries.map(entry => [entry]);
  }
  const groups = new Map<string, OutboxEntry[]>();
  for (const entry of entries) {
    const { recipients, language } = entry;
    const key = JSON.stringify([
      [...recipients.addresses].sort(),
      [...recipients.entityRefs].sort(),
      language,
    ]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].slice(0, Math.max(budget, 0));
}
