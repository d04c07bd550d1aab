import { createDevApp } from '@backstage/frontend-dev-utils';
import tdengineBackupPlugin from '../src';
import { createStoryModules } from './stories';

// The pages against a backend in memory. `?story=empty` and the like tell another story; see stories.tsx.
createDevApp({ features: [tdengineBackupPlugin, ...createStoryModules()] });
