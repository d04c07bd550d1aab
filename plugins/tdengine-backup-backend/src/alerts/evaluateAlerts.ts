import { AlertsConfig } from '../config/AlertsConfig';
import { AlertFacts } from './AlertFacts';
import { evaluateDuration } from './evaluators/evaluateDuration';
import { evaluateObjective } from './evaluators/evaluateObjective';
import { evaluateRepair } from './evaluators/evaluateRepair';
import { evaluateSchedule } from './evaluators/evaluateSchedule';
import {
  evaluateStorageForecast,
  storageForecastKey,
} from './evaluators/evaluateStorageForecast';
import {
  evaluateStorageUsage,
  storageUsageKey,
} from './evaluators/evaluateStorageUsage';
import { evaluateSuccessRate } from './evaluators/evaluateSuccessRate';
import { evaluateVerification } from './evaluators/evaluateVerification';
import { Finding } from './Finding';

/** Everything that is wrong, and the keys of which nothing can be said now. */
export function evaluateAlerts(
  facts: AlertFacts,
  config: AlertsConfig,
): { findings: Finding[]; unknown: ReadonlySet<string> } {
  if (!config.enabled) {
    return { findings: [], unknown: new Set() };
  }
  return {
    findings: [
      ...evaluateVerification(facts),
      ...evaluateRepair(facts),
      ...evaluateObjective(facts),
      ...evaluateStorageUsage(facts, config.storage),
      ...evaluateStorageForecast(facts, config.storage),
      ...evaluateSuccessRate(facts, config.successRate),
      ...evaluateDuration(facts, config.duration),
      ...evaluateSchedule(facts),
    ],
    // A target that does not answer is no emptier than before.
    unknown: new Set(
      facts.targets
        .filter(({ unreachable }) => unreachable)
        .flatMap(({ target }) => [
          storageUsageKey(target),
          storageForecastKey(target),
        ]),
    ),
  };
}
