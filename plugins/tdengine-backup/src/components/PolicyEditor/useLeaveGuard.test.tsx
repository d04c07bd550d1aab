import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { BrowserRouter, Link, Route, Routes } from 'react-router-dom';
import { useLeaveGuard } from './useLeaveGuard';

function Editor(props: { isDirty: boolean }) {
  const guard = useLeaveGuard(props.isDirty);
  return (
    <>
      <input aria-label="Name" />
      {guard.isAsking && (
        <>
          <button onClick={guard.leave}>Leave</button>
          <button onClick={guard.stay}>Stay</button>
        </>
      )}
    </>
  );
}

/** Comes from a list to an editor, and types. */
async function edit(options: { isDirty: boolean }) {
  window.history.pushState(null, '', '/list');
  const view = render(
    <BrowserRouter>
      <Routes>
        <Route path="/list" element={<Link to="/edit">Edit</Link>} />
        <Route path="/edit" element={<Editor {...options} />} />
      </Routes>
    </BrowserRouter>,
  );
  await userEvent.click(screen.getByRole('link', { name: 'Edit' }));
  await userEvent.type(screen.getByRole('textbox'), 'mine');
  return view;
}

async function goBack() {
  await act(async () => window.history.back());
}

describe('useLeaveGuard', () => {
  it('asks before the browser goes back, and stays where it was', async () => {
    await edit({ isDirty: true });
    await goBack();
    await userEvent.click(await screen.findByRole('button', { name: 'Stay' }));
    expect(screen.getByRole('textbox')).toHaveValue('mine');
    await waitFor(() => expect(window.location.pathname).toBe('/edit'));

    await goBack();
    expect(await screen.findByRole('button', { name: 'Stay' })).toBeVisible();
  });

  it('goes back when told to', async () => {
    await edit({ isDirty: true });
    await goBack();
    await userEvent.click(await screen.findByRole('button', { name: 'Leave' }));
    expect(await screen.findByRole('link', { name: 'Edit' })).toBeVisible();
    expect(window.location.pathname).toBe('/list');
  });

  it('lets the browser go back where nothing was changed', async () => {
    await edit({ isDirty: false });
    await goBack();
    expect(await screen.findByRole('link', { name: 'Edit' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Leave' })).toBeNull();
  });
});
