import { LoggerService } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { JsonObject } from '@backstage/types';

/**
 * A context as the scaffolder makes it for a step, with a signal of its own for every run.
 */
export function createContext<TInput extends JsonObject>(
  input: TInput,
  overrides: { isDryRun?: boolean; signal?: AbortSignal; taskId?: string } = {},
): ActionContext<TInput, any> & {
  logger: jest.Mocked<LoggerService>;
  output: jest.Mock;
} {
  const { taskId = 'task-1', ...rest } = overrides;
  const logger = mockServices.logger.mock();
  return {
    ...createMockActionContext({ input, task: { id: taskId } }),
    signal: new AbortController().signal,
    step: { id: 'backup', name: 'Back up' },
    ...rest,
    logger,
    output: jest.fn(),
  };
}
