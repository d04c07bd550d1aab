import { lazy } from 'react';

export { Chart } from './Chart';

/** Loaded when the first one is shown: the library of charts is larger than all pages together. */
export const LazyRunsChart = lazy(() => import('./RunsChart'));
export const LazyTrendChart = lazy(() => import('./TrendChart'));
