import { PolicyNews } from './PolicyNews';

/** Says nothing to nobody. */
export const SILENT_NEWS: PolicyNews = {
  async succeeded() {},
  async failed() {},
  async recovered() {},
  async missed() {},
};
