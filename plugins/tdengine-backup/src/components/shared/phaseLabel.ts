import { Translate } from '../../hooks/useTranslation';
import { common } from '../../translations/en/common';

type KnownPhase = keyof typeof common.phase;

function isKnown(phase: string): phase is KnownPhase {
  return Object.hasOwn(common.phase, phase);
}

/** The name of a phase. A source may have phases of its own, which are shown as they are called. */
export function phaseLabel(phase: string, t: Translate): string {
  return isKnown(phase) ? t(`common.phase.${phase}`) : phase;
}
