import { generateIdentity, identityToRecipient } from 'age-encryption';

/** A key of which the recipient is no secret. */
export async function agePair(): Promise<{
  id: string;
  recipient: string;
  identity: string;
}> {
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  return { id: 'pair', recipient, identity };
}
