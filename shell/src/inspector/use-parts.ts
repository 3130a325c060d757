import { useEffect, useState } from 'react';

/** A page or widget in the page, and where it is in the window, in CSS pixels. */
export interface ShownPart {
  slice: string;
  release: string;
  /** The widget's name; undefined for a page. */
  widget: string | undefined;
  left: number;
  top: number;
  bottom: number;
}

/** What slices show at this moment, followed while the page changes, scrolls and is resized. */
export function useParts(): readonly ShownPart[] {
  const [parts, setParts] = useState<readonly ShownPart[]>([]);
  useEffect(() => {
    let frame = 0;
    let last = '';
    const look = () => {
      frame = 0;
      const seen = [...document.querySelectorAll<HTMLElement>('[data-slice]')].map(partOf);
      const key = JSON.stringify(seen);
      if (key !== last) setParts(seen);
      last = key;
    };
    const lookSoon = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    look();
    // the labels that follow are changes as well: a look that finds nothing new ends there
    const changes = new MutationObserver(lookSoon);
    changes.observe(document.body, { childList: true, subtree: true, attributes: true });
    window.addEventListener('scroll', lookSoon, { capture: true, passive: true });
    window.addEventListener('resize', lookSoon);
    // pictures and fonts
    window.addEventListener('load', lookSoon, { capture: true });
    return () => {
      cancelAnimationFrame(frame);
      changes.disconnect();
      window.removeEventListener('scroll', lookSoon, { capture: true });
      window.removeEventListener('resize', lookSoon);
      window.removeEventListener('load', lookSoon, { capture: true });
    };
  }, []);
  return parts;
}

/** The element has no box of its own (`display: contents`): its children have. */
function partOf(element: HTMLElement): ShownPart {
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
