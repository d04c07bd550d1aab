export { RestoresPage } from './RestoresPage';
