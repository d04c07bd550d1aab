export const pluginId = 'tdengine-backup';
