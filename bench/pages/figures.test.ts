import { describe, expect, it } from 'vitest';
import { blockingTime, layoutShift, median, roundTrips } from './figures.ts';

describe('median', () => {
  it('is the middle value, without those that were not measured', () => {
    expect(median([30, 10, 20])).toBe(20);
    expect(median([4, 1, 3, 2])).toBe(2);
    expect(median([Number.NaN, 9, 100, 10])).toBe(10);
  });

  it('of nothing is no number', () => {
    expect(median([])).toBeNaN();
    expect(median([Number.NaN])).toBeNaN();
  });
});

describe('blockingTime', () => {
  it('adds up what each task lasts beyond 50 ms after the first paint', () => {
    const tasks = [
      { start: 0, duration: 400 },
      { start: 600, duration: 50 },
      { start: 700, duration: 130 },
    ];
    // of the first task 100 ms come after the paint
    expect(blockingTime(tasks, 300)).toBe(50 + 80);
    expect(blockingTime(tasks, 1_000)).toBe(0);
  });
});

describe('layoutShift', () => {
  it('is the largest session: no gap of a second, at most five seconds', () => {
    expect(layoutShift([])).toBe(0);
    expect(
      layoutShift([
        { at: 0, value: 0.1 },
        { at: 900, value: 0.1 },
        { at: 1_900, value: 0.15 },
      ]),
    ).toBeCloseTo(0.2);
    const steady = Array.from({ length: 7 }, (_, second) => ({ at: second * 900, value: 0.01 }));
    expect(layoutShift(steady)).toBeCloseTo(0.06);
  });
});

describe('roundTrips', () => {
  const page = { url: '/', start: 0, answered: 100, causes: [] };

  it('follows causes whose answer had begun', () => {
    const requests = [
      page,
      { url: '/a.js', start: 100, answered: 250, causes: ['/'] },
      { url: '/b.js', start: 110, answered: 260, causes: ['/'] },
      { url: '/api', start: 300, answered: 500, causes: ['/a.js', '/b.js'] },
      { url: '/picture', start: 510, answered: 700, causes: ['/api'] },
    ];
    expect(roundTrips(requests)).toBe(4);
    expect(roundTrips(requests.toReversed())).toBe(4);
  });

  it('does not follow a cause that had no answer yet, nor one that is no request', () => {
    const early = { url: '/early.js', start: 50, answered: 150, causes: ['/', 'https://elsewhere.example/'] };
    expect(roundTrips([page, early])).toBe(1);
  });

  it('a file that is fetched again causes what its first copy caused', () => {
    const requests = [
      page,
      { url: '/a.js', start: 100, answered: 200, causes: ['/'] },
      { url: '/a.js', start: 300, answered: 400, causes: ['/a.js'] },
      { url: '/b.js', start: 500, answered: 600, causes: ['/a.js'] },
    ];
    expect(roundTrips(requests)).toBe(3);
  });

  it('of a page that was not asked for is none', () => {
    expect(roundTrips([])).toBe(0);
  });
});
