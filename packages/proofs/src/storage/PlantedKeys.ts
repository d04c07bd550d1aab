import { randomBytes } from 'node:crypto';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { JsonObject } from '@backstage/types';
import { Canaries } from './Canaries';

/** Keys of encryption of every kind, by their ids. */
export interface PlantedKeys {
  main: JsonObject;
  phrase: JsonObject;
  age: JsonObject;
  /** What backups are encrypted with, and what is configured afterwards: the wrong one. */
  lost: JsonObject;
  mistaken: JsonObject;
  /** Nobody can use it: the identity is that of another recipient. */
  mismatched: JsonObject;
}

/** Makes them, all of them secrets that may be nowhere. */
export async function plantKeys(canaries: Canaries): Promise<PlantedKeys> {
  const secret = (name: string) =>
    canaries.add(name, randomBytes(32).toString('base64'));
  const identity = async (name: string) =>
    canaries.add(name, await generateIdentity());
  const age = await identity('age identity');
  const recipient = await identityToRecipient(age);
  return {
    main: { id: 'main', secret: secret('key of encryption') },
    phrase: {
      id: 'phrase',
      passphrase: canaries.plant('passphrase of encryption'),
    },
    age: { id: 'age', recipient, identity: age },
    lost: { id: 'lost', secret: secret('lost key') },
    mistaken: { id: 'lost', secret: secret('mistaken key') },
    mismatched: {
      id: 'age',
      recipient,
      identity: await identity('mismatched age identity'),
    },
  };
}
