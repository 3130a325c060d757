import { useEffect, useState } from 'react';

/** A section of the page, from a slice's page or widget, and its place in the window in CSS pixels. */
export interface ShownSection {
  slice: string;
  release: string;
  /** The widget's name; undefined for a page. */
  widget: string | undefined;
  left: number;
  top: number;
  bottom: number;
}

/** The sections that slices show now, updated while the page changes, scrolls and is resized. */
export function useSections(): readonly ShownSection[] {
  const [sections, setSections] = useState<readonly ShownSection[]>([]);
  useEffect(() => {
    let frame = 0;
    let last = '';
    const look = () => {
      frame = 0;
      const seen = [...document.querySelectorAll<HTMLElement>('[data-slice]')].map(sectionOf);
      const key = JSON.stringify(seen);
      if (key !== last) setSections(seen);
      last = key;
    };
    const lookSoon = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    look();
    // drawing the labels also changes the page; the comparison with the last look ends that loop
    const changes = new MutationObserver(lookSoon);
    changes.observe(document.body, { childList: true, subtree: true, attributes: true });
    window.addEventListener('scroll', lookSoon, { capture: true, passive: true });
    window.addEventListener('resize', lookSoon);
    // loaded pictures and fonts move sections
    window.addEventListener('load', lookSoon, { capture: true });
    return () => {
      cancelAnimationFrame(frame);
      changes.disconnect();
      window.removeEventListener('scroll', lookSoon, { capture: true });
      window.removeEventListener('resize', lookSoon);
      window.removeEventListener('load', lookSoon, { capture: true });
    };
  }, []);
  return sections;
}

/** Measures the children: the element has no box of its own (`display: contents`). */
function sectionOf(element: HTMLElement): ShownSection {
  const boxes = [...element.children].map((child) => child.getBoundingClientRect()).filter(({ width }) => width > 0);
  return {
    slice: element.dataset.slice ?? '',
    release: element.dataset.release ?? '',
    widget: element.dataset.widget,
    left: boxes.length > 0 ? Math.min(...boxes.map(({ left }) => left)) : -1,
    top: boxes.length > 0 ? Math.min(...boxes.map(({ top }) => top)) : -1,
    bottom: boxes.length > 0 ? Math.max(...boxes.map(({ bottom }) => bottom)) : -1,
  };
}
