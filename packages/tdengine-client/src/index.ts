/**
 * TDengine over REST and WebSocket, exact in every type.
 *
 * @packageDocumentation
 */

export * from './block';
export * from './errors';
