import { expect, test } from 'vitest';
import { courseOf, meanOf, medianOf } from './slope.ts';

const noise = [1, -1, 2, -2, 0, 0, 2, -2, 1, -1];

test('a line rises by its slope, without doubt', () => {
  const values = noise.map((_, index) => 100 + index);
  expect(courseOf(values)).toEqual({ rise: 10, largestRise: 10, mean: 104.5 });
});

test('noise rises by little, and the doubt is in the largest rise', () => {
  const { rise, largestRise } = courseOf(noise.map((value) => 100 + value));
  expect(Math.abs(rise)).toBeLessThan(2);
  // scipy.stats: the slope of linregress plus t.ppf(0.95, 8) standard errors, times ten
  expect(largestRise).toBeCloseTo(2.474, 2);
});

test('a leak is seen through the noise', () => {
  const { rise, largestRise } = courseOf(noise.map((value, index) => 100 + value + index));
  expect(rise).toBeGreaterThan(8);
  expect(largestRise).toBeGreaterThan(10);
});

test('another number of values is refused', () => {
  expect(() => courseOf([1, 2, 3])).toThrow(RangeError);
});

test('a median is in the middle, whatever the extremes are', () => {
  expect(medianOf([9, 1, 500])).toBe(9);
  expect(medianOf([4, 1_000, 1, 2])).toBe(3);
  expect(medianOf([])).toBeNaN();
  expect(meanOf([4, 1, 1])).toBe(2);
});
