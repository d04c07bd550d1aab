import { screen, within } from '@testing-library/react';
import { renderPage } from '../../../__testUtils__';
import { PlanTable } from './PlanTable';

jest.setTimeout(60_000);

describe('PlanTable', () => {
  it('shows the statement that would be run', async () => {
    const statement = 'CREATE VIEW `copy`.`hours` AS SELECT 1';
    renderPage(
      <PlanTable
        changed={new Set()}
        objects={[
          {
            kind: 'other',
            database: 'power',
            name: 'hours',
            targetDatabase: 'copy',
            action: 'create',
            tableCount: 0,
            rowCount: 0,
            notes: ['view'],
            statement,
          },
        ]}
      />,
    );
    const row = await screen.findByRole('row', { name: /hours/ });
    expect(within(row).getByText(statement)).toBeInTheDocument();
  });
});
