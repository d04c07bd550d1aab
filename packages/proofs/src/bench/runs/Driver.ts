/** How the dumper talks to the server. */
export type Driver = 'native' | 'websocket';

export const drivers: readonly Driver[] = ['native', 'websocket'];
