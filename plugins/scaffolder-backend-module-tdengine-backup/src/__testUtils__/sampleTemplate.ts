import { Entity } from '@backstage/catalog-model';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { parse } from 'yaml';

/** A template that the repository comes with. */
export function readSampleTemplate(folder: string): Entity {
  const path = `../../../../examples/templates/${folder}/template.yaml`;
  return parse(readFileSync(resolve(__dirname, path), 'utf8'));
}

/** Runs one as the scaffolder's pages do, until it has ended. */
export async function runTemplate(
  server: Server,
  name: string,
  values: object,
): Promise<{
  id: string;
  status: string;
  events: Array<{ type: string; body: { message: string; output?: any } }>;
}> {
  const created = await request(server)
    .post('/api/scaffolder/v2/tasks')
    .send({
      templateRef: `template:default/${name}`,
      values,
    });
  const { id } = created.body;
  if (id === undefined) {
    throw new Error(`No task: ${created.text}`);
  }
  for (;;) {
    const { body: task } = await request(server).get(
      `/api/scaffolder/v2/tasks/${id}`,
    );
    if (!['open', 'processing'].includes(task.status)) {
      const events = await request(server).get(
        `/api/scaffolder/v2/tasks/${id}/events`,
      );
      return { id, status: task.status, events: events.body };
    }
    await sleep(50);
  }
}
