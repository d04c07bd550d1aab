import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { JobFeed } from '../../hooks/useJobEvents';
import { renderPage, sampleJob, sampleProgress } from '../../__testUtils__';
import { JobCard } from './JobCard';

const FEED: JobFeed = { lines: [], connection: 'stream', ended: false };

describe('JobCard', () => {
  it('tells phase, progress, speed, remaining time and the present table', async () => {
    renderPage(
      <JobCard
        job={sampleJob()}
        feed={FEED}
        cancelConsequence="All is lost."
      />,
    );

    expect(
      await screen.findByRole('region', { name: 'Backup in progress' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('progressbar')).toHaveAttribute(
      'aria-valuenow',
      '42',
    );
    expect(screen.getByText('41,233,000 of 98,432,100')).toBeVisible();
    expect(screen.getByText('812,000 rows/s · 12 MiB/s')).toBeVisible();
    expect(screen.getByText('1m 11s')).toBeVisible();
    expect(screen.getByText('Now: power.meters')).toBeVisible();
    expect(screen.getByRole('listitem', { name: 'Data, now' })).toHaveAttribute(
      'aria-current',
      'step',
    );
  });

  it('says of a deletion that failed neither that it goes on nor how many rows it moved', async () => {
    renderPage(
      <JobCard
        job={sampleJob({ type: 'delete', state: 'failed' })}
        feed={FEED}
        cancelConsequence=""
      />,
    );

    expect(
      await screen.findByRole('region', { name: 'Deletion' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Failed')).toBeVisible();
    expect(screen.queryByText('Rows')).toBeNull();
  });

  it('prefers what the stream says to what was loaded', async () => {
    renderPage(
      <JobCard
        job={sampleJob()}
        feed={{ ...FEED, progress: { ...sampleProgress, percent: 77 } }}
        cancelConsequence=""
      />,
    );

    expect(await screen.findByRole('progressbar')).toHaveAttribute(
      'aria-valuenow',
      '77',
    );
  });

  it('stops the run only after the consequence was confirmed', async () => {
    const cancel = jest.fn().mockResolvedValue(undefined);
    renderPage(
      <JobCard
        job={sampleJob()}
        feed={FEED}
        onCancel={cancel}
        cancelConsequence="What was written is removed."
      />,
    );

    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel' }),
    );
    expect(
      await screen.findByText('What was written is removed.'),
    ).toBeInTheDocument();
    expect(cancel).not.toHaveBeenCalled();

    await userEvent.click(
      screen.getByRole('button', { name: 'Cancel the run' }),
    );
    expect(cancel).toHaveBeenCalledTimes(1);
  });

  it('speaks Chinese', async () => {
    renderPage(<JobCard job={sampleJob()} feed={FEED} cancelConsequence="" />, {
      language: 'zh',
    });

    expect(await screen.findByText('备份进行中')).toBeInTheDocument();
    expect(
      screen.getByRole('listitem', { name: '数据，进行中' }),
    ).toBeInTheDocument();
  });
});
