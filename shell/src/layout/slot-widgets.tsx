import type { WidgetName } from '@boutique/contracts/widgets';
import { Widget } from '@boutique/facade';
import type { Slices } from '../slices/slices.ts';

/** The widgets that slices declare for a slot of the frame. A failed widget leaves its place empty. */
export function SlotWidgets({ slices, slot }: { slices: Slices; slot: 'header-search' | 'header-actions' }) {
  const widgets = slices.entries.flatMap(([, { extras }]) => extras.widgets.filter((widget) => widget.slot === slot));
  return widgets.map(({ name }) => <Widget key={name} name={name as WidgetName} props={{} as never} fallback={null} />);
}
