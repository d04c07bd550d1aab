export { heardLater } from './heardLater';
export { toReadable } from './toReadable';
