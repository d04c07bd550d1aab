/** Version of the server whose answers were recorded. */
export const RECORDED_VERSION = '3.3.7.5.alpha';
