import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import { createApp } from '@backstage/frontend-defaults';
import ReactDOM from 'react-dom/client';
import tdengineBackupPlugin from '../src';
import { createStoryModules } from './stories';

// The pages against a backend in memory. `?story=empty` and the like tell another story; see stories.tsx.
const app = createApp({
  features: [tdengineBackupPlugin, ...createStoryModules()],
});

ReactDOM.createRoot(document.getElementById('root')!).render(app.createRoot());
