import { Knex } from 'knex';
import { PolicyQuery } from '../services/types';
import { PolicyContent, StoredPolicy } from './policyRows';

/** When a policy runs next: the time of its schedule, and the moment at which it begins. */
export interface NextRun {
  plannedAt: Date;
  runAt: Date;
}

/** A policy that does not exist yet. */
export interface NewPolicy extends PolicyContent {
  id: string;
  origin: StoredPolicy['origin'];
  createdBy: string;
  createdAt: Date;
  next?: NextRun;
}

/**
 * The records of policies. Every method takes the transaction it is part of, where it is part of one.
 */
export interface PolicyStore {
  /** Throws a ConflictError where the owner has a policy of that name. */
  insert(policy: NewPolicy, transaction: Knex.Transaction): Promise<void>;
  /** Throws a NotFoundError, also for a deleted one. */
  get(id: string, transaction?: Knex.Transaction): Promise<StoredPolicy>;
  /** Also waits for whoever else is about to change it. Throws a NotFoundError. */
  getForUpdate(
    id: string,
    transaction: Knex.Transaction,
  ): Promise<StoredPolicy>;
  getMany(ids: readonly string[]): Promise<Map<string, StoredPolicy>>;
  /** @param query - where it has ids, only those */
  list(
    query: PolicyQuery & { ids?: readonly string[] },
  ): Promise<{ items: StoredPolicy[]; totalItems: number }>;
  /** What each policy backs up, of all that are not deleted. */
  listScopes(): Promise<
    Array<Pick<StoredPolicy, 'id' | 'sourceType' | 'scope'>>
  >;
  /** Those of an origin that are not deleted. */
  listOfOrigin(
    origin: StoredPolicy['origin'],
    transaction: Knex.Transaction,
  ): Promise<StoredPolicy[]>;
  /** Enabled ones, in pages by their ids. */
  listEnabled(options: {
    afterId: string;
    limit: number;
  }): Promise<StoredPolicy[]>;
  /**
   * Enabled ones whose next run is due, the longest due first. Each is held until the transaction ends; those that
   * somebody else holds are left to them, where the database can.
   */
  takeDue(
    options: { at: Date; limit: number },
    transaction: Knex.Transaction,
  ): Promise<StoredPolicy[]>;

  /** Throws a ConflictError where the owner has another policy of that name. */
  update(
    id: string,
    content: PolicyContent,
    changes: { updatedBy: string; next?: NextRun },
    transaction: Knex.Transaction,
  ): Promise<void>;
  setNext(
    next: ReadonlyMap<string, NextRun | undefined>,
    transaction: Knex.Transaction,
  ): Promise<void>;
  setFailingSince(
    id: string,
    since: Date | undefined,
    transaction: Knex.Transaction,
  ): Promise<void>;
  markDeleted(
    id: string,
    changes: { updatedBy: string },
    transaction: Knex.Transaction,
  ): Promise<void>;
}
