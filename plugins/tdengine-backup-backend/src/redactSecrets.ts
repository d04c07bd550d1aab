export { redactSecrets } from 'backstage-plugin-tdengine-backup-node';
