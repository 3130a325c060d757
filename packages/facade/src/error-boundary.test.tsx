import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ErrorBoundary } from './error-boundary.tsx';

beforeEach(() => {
  // React logs every error that a boundary catches
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

let broken: boolean;
const failure = new Error('cassé');
function Content() {
  if (broken) throw failure;
  return <p>contenu</p>;
}

const show = (onError?: (error: unknown) => void) =>
  render(
    <ErrorBoundary
      {...(onError && { onError })}
      fallback={(error, retry) => (
        <button type="button" onClick={retry}>
          {String(error)}
        </button>
      )}
    >
      <Content />
    </ErrorBoundary>,
  );

test('shows its children and reports nothing', () => {
  broken = false;
  const onError = vi.fn();
  show(onError);
  expect(screen.getByText('contenu')).toBeTruthy();
  expect(onError).not.toHaveBeenCalled();
});

test('shows the fallback with the error, and reports it once', () => {
  broken = true;
  const onError = vi.fn();
  show(onError);
  expect(screen.getByRole('button', { name: 'Error: cassé' })).toBeTruthy();
  expect(onError.mock.calls).toEqual([[failure]]);
});

test('a retry mounts the children again, which may work or fail again', async () => {
  broken = true;
  show();
  await act(async () => screen.getByRole('button').click());
  expect(screen.getByRole('button', { name: 'Error: cassé' })).toBeTruthy();
  broken = false;
  await act(async () => screen.getByRole('button').click());
  expect(screen.getByText('contenu')).toBeTruthy();
});
