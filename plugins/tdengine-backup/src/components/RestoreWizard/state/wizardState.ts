import {
  Backup,
  ConflictMode,
  PlanRestoreRequestOptionsKeepEnum,
} from 'backstage-plugin-tdengine-backup-common';
import { chosenDatabases } from './chosenDatabases';
import { DatabaseNames, nameProblems } from './databaseNames';
import { EVERYTHING, Selection } from './selection';

/** The steps of the wizard in their order. */
export const STEPS = [
  'backup',
  'contents',
  'destination',
  'options',
  'preview',
  'confirm',
] as const;

/** One of them. */
export type Step = (typeof STEPS)[number];

/** The limits of the HTTP API. */
export const LIMITS = {
  batchSize: { min: 1, max: 16_384, default: 16_384 },
  vgroups: { min: 1, max: 1_024 },
  replica: { min: 1, max: 3 },
  remark: 2_000,
} as const;

/** What a database has beside tables, and whether it is created anew unless somebody says otherwise. */
export const OBJECT_SWITCHES = {
  indexes: true,
  views: true,
  topics: false,
  streams: false,
} as const;

/** What somebody has chosen so far. */
export interface Choices {
  selection: Selection;
  /** Rows from here on; ISO 8601 in UTC. */
  from?: string;
  /** Rows before this; ISO 8601 in UTC. */
  to?: string;
  /** The name of the instance to restore to. */
  instance: string;
  names: DatabaseNames;
  conflict: ConflictMode;
  keep: PlanRestoreRequestOptionsKeepEnum;
  /** Undefined leaves it as it was, or to the server. */
  vgroups?: number;
  replica?: number;
  batchSize?: number;
  /** Which of what a database has beside tables is created anew; undefined leaves it to the server. */
  indexes?: boolean;
  views?: boolean;
  topics?: boolean;
  streams?: boolean;
}

/** Where the wizard stands. */
export interface WizardState {
  step: Step;
  /** How often the preview has been come to: each time with a new plan, since the destination may have changed. */
  visits: number;
  backup?: Backup;
  choices: Choices;
  remark: string;
  /** What has been typed to confirm the plan on the screen. */
  confirmation: string;
}

/** What a person or the wizard does. */
export type WizardAction =
  | { type: 'backupChosen'; backup: Backup }
  | { type: 'changed'; choices: Partial<Choices> }
  | { type: 'remarkTyped'; remark: string }
  | { type: 'confirmationTyped'; confirmation: string }
  | { type: 'planRefused' }
  | { type: 'wentTo'; step: Step }
  | { type: 'wentOn' }
  | { type: 'wentBack' };

/** What keeps somebody from going on. */
export type Problem =
  | 'noBackup'
  | 'nothingSelected'
  | 'emptyTimeRange'
  | 'noInstance'
  | 'names'
  | 'numbers';

/** Where the wizard begins: with the choice of a backup, or after it where it is known. */
export function startWizard(backup?: Backup): WizardState {
  return {
    step: backup ? 'contents' : 'backup',
    visits: 0,
    backup,
    choices: defaultChoices(backup),
    remark: '',
    confirmation: '',
  };
}

function defaultChoices(backup?: Backup): Choices {
  return {
    selection: EVERYTHING,
    instance: backup?.instance ?? '',
    names: {},
    conflict: 'refuse',
    keep: 'original',
  };
}

/** What becomes of the wizard. */
export function wizardReducer(
  state: WizardState,
  action: WizardAction,
): WizardState {
  switch (action.type) {
    case 'backupChosen':
      return action.backup.id === state.backup?.id
        ? { ...state, step: 'contents' }
        : { ...startWizard(action.backup), remark: state.remark };
    case 'changed':
      return {
        ...state,
        choices: { ...state.choices, ...action.choices },
        // It confirmed another plan.
        confirmation: '',
      };
    case 'remarkTyped':
      return { ...state, remark: action.remark };
    case 'confirmationTyped':
      return { ...state, confirmation: action.confirmation };
    case 'planRefused':
      return { ...state, step: 'preview', confirmation: '' };
    case 'wentTo':
      return canReach(state, action.step) ? enter(state, action.step) : state;
    case 'wentOn':
      return stepProblem(state, state.step)
        ? state
        : enter(state, neighbour(state.step, 1));
    case 'wentBack':
      return enter(state, neighbour(state.step, -1));
    default:
      return state;
  }
}

function enter(state: WizardState, step: Step): WizardState {
  return step === 'preview' && state.step !== 'preview'
    ? { ...state, step, visits: state.visits + 1, confirmation: '' }
    : { ...state, step };
}

function neighbour(step: Step, distance: 1 | -1): Step {
  return STEPS[STEPS.indexOf(step) + distance] ?? step;
}

/** Whether nothing before a step keeps somebody from going there. Only a plan that is on the screen can be confirmed. */
export function canReach(state: WizardState, step: Step): boolean {
  if (step === 'confirm' && state.step !== 'confirm') {
    return false;
  }
  return STEPS.slice(0, STEPS.indexOf(step)).every(
    earlier => stepProblem(state, earlier) === undefined,
  );
}

/** What is missing or wrong in a step, if anything. */
export function stepProblem(
  state: WizardState,
  step: Step,
): Problem | undefined {
  const { backup, choices } = state;
  if (!backup) {
    return 'noBackup';
  }
  const databases = chosenDatabases(choices.selection, backup.databases);
  switch (step) {
    case 'contents':
      if (databases.length === 0) {
        return 'nothingSelected';
      }
      return choices.from && choices.to && choices.from >= choices.to
        ? 'emptyTimeRange'
        : undefined;
    case 'destination':
      if (!choices.instance) {
        return 'noInstance';
      }
      return nameProblems(choices.names, databases).size > 0
        ? 'names'
        : undefined;
    case 'options':
      return isWithin(choices.batchSize, LIMITS.batchSize) &&
        isWithin(choices.vgroups, LIMITS.vgroups) &&
        isWithin(choices.replica, LIMITS.replica)
        ? undefined
        : 'numbers';
    default:
      return undefined;
  }
}

function isWithin(
  value: number | undefined,
  limits: { min: number; max: number },
): boolean {
  return (
    value === undefined ||
    (Number.isInteger(value) && value >= limits.min && value <= limits.max)
  );
}
