import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages are rendered in a whole portal, which takes its time on a busy machine.
jest.setTimeout(60_000);
configure({ asyncUtilTimeout: 10_000 });

const WINDOW_WIDTH = 1440;

// jsdom has no layout: pages are tested as on a wide screen, in light colours.
window.matchMedia = query => {
  const [, minWidth] = query.match(/min-width:\s*(\d+)px/) ?? [];
  return {
    media: query,
    matches: minWidth !== undefined && Number(minWidth) <= WINDOW_WIDTH,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
    addEventListener: () => {},
    removeEventListener: () => {},
    dispatchEvent: () => false,
  };
};
