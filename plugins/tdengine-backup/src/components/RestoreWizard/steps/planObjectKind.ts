import { RestorePlanObject } from 'backstage-plugin-tdengine-backup-common';
import { Translate } from '../../../hooks/useTranslation';
import { common } from '../../../translations/en/common';

type KnownKind = keyof typeof common.objectKind;

/** What an object is and, unless it is one itself, of which database. Sources may have kinds of their own. */
export function planObjectKind(
  object: RestorePlanObject,
  t: Translate,
): string {
  const { kind, name, database } = object;
  const word = isKnown(kind) ? t(`common.objectKind.${kind}`) : kind;
  return name === undefined ? word : `${word} · ${database}`;
}

function isKnown(kind: string): kind is KnownKind {
  return Object.hasOwn(common.objectKind, kind);
}
