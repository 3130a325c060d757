import { expect, test } from 'vitest';
import { flameGraph } from './flame-graph.ts';

const node = (id: number, functionName: string, url = '', children: number[] = []) => ({
  id,
  callFrame: { functionName, url },
  children,
});

test('a frame is as wide as its share of the busy time, and one function called twice is one frame', () => {
  const svg = flameGraph(
    {
      nodes: [
        node(1, '(root)', '', [2, 3, 6]),
        node(2, '(idle)'),
        node(3, 'handle', 'file:///shop/api/dist/main.js', [4, 5]),
        node(4, 'parse', 'file:///shop/node_modules/zod/index.js'),
        node(5, 'parse', 'file:///shop/node_modules/zod/index.js'),
        node(6, '(garbage collector)'),
      ],
      samples: [2, 3, 4, 5, 6],
      timeDeltas: [9_000, 500, 200, 50, 250],
    },
    'lists <of> products',
  );
  expect(svg).toContain('<title>lists &lt;of&gt; products: 100.0 %</title>');
  expect(svg).toContain('<title>handle: 75.0 %</title>');
  expect(svg.match(/<title>parse: 25\.0 %<\/title>/g)).toHaveLength(1);
  expect(svg).toContain('<title>(garbage collector): 25.0 %</title>');
  expect(svg).not.toContain('idle');
});
