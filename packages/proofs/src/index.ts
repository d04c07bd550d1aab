export { fidelityCases } from './fidelity/cases';
