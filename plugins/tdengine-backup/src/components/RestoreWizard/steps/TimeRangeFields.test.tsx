import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderPage } from '../../../__testUtils__';
import { TimeRangeFields } from './TimeRangeFields';

jest.setTimeout(60_000);

interface Range {
  from?: string;
  to?: string;
}

function Harness(props: { range: Range }) {
  const [range, setRange] = useState(props.range);
  return (
    <>
      <TimeRangeFields
        {...range}
        onChange={change => setRange({ ...range, ...change })}
      />
      <output aria-label="Range">{JSON.stringify(range)}</output>
    </>
  );
}

const range = (): Range =>
  JSON.parse(screen.getByLabelText('Range').textContent!);

const field = async (name: string) =>
  screen.findByRole('group', { name: new RegExp(`^${name}`) });

const parts = (group: HTMLElement) => within(group).getAllByRole('spinbutton');

describe('TimeRangeFields', () => {
  it('gives an instant in UTC once a date and time are complete', async () => {
    renderPage(<Harness range={{}} />);
    const segments = parts(await field('From'));
    expect(segments).toHaveLength(6);

    for (const segment of segments) {
      await userEvent.click(segment);
      await userEvent.keyboard('{ArrowUp}');
    }

    // Every part begins at that of the last midnight.
    const midnight = new Date();
    midnight.setHours(0, 0, 0, 0);
    expect(range()).toEqual({ from: midnight.toISOString() });
  });

  it('shows the same instant in another time zone', async () => {
    renderPage(<Harness range={{ to: '2026-10-01T06:30:15.000Z' }} />);
    await field('To');
    await userEvent.click(screen.getByRole('button', { name: /Time zone/ }));
    await userEvent.click(await screen.findByRole('option', { name: 'UTC' }));

    const shown = parts(await field('To')).map(part => part.textContent);
    expect(shown).toEqual(['10', '01', '2026', '06', '30', '15']);
    expect(range()).toEqual({ to: '2026-10-01T06:30:15.000Z' });
  });

  it('can be emptied, and marks an end that is not after the beginning', async () => {
    renderPage(
      <Harness
        range={{
          from: '2026-10-01T00:00:00.000Z',
          to: '2026-10-01T00:00:00.000Z',
        }}
      />,
    );
    const [first] = parts(await field('To'));
    expect(first).toHaveAttribute('aria-invalid', 'true');

    await userEvent.click(screen.getByRole('button', { name: 'Clear To' }));
    expect(range()).toEqual({ from: '2026-10-01T00:00:00.000Z' });
    expect(parts(await field('To'))[0]).not.toHaveAttribute('aria-invalid');
  });
});
