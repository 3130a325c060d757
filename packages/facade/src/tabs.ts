interface Handlers<Message> {
  onMessage: (message: Message) => void;
  /** Called when the page comes back from the browser's back/forward cache: it has missed messages. */
  onReturn: () => void;
}

export interface Tabs<Message> {
  send: (message: Message) => void;
  leave: () => void;
}

/**
 * Joins the pages of this shop in the browser's other tabs. In the back/forward cache a page hears nothing: a message
 * would throw it out. Like `apiQuery`, every release contains its own copy of this module.
 */
export function joinTabs<Message>(name: string, { onMessage, onReturn }: Handlers<Message>): Tabs<Message> {
  let channel: BroadcastChannel | undefined;
  const join = () => {
    try {
      channel = new BroadcastChannel(name);
      channel.onmessage = ({ data }: MessageEvent<Message>) => onMessage(data);
    } catch {
      // missing, or denied by the visitor's settings: then tabs do not hear each other
    }
  };
  const leave = () => {
    channel?.close();
    channel = undefined;
  };
  const listeners = new AbortController();
  window.addEventListener('pagehide', leave, listeners);
  window.addEventListener(
    'pageshow',
    ({ persisted }) => {
      if (!persisted) return;
      join();
      onReturn();
    },
    listeners,
  );
  join();
  return {
    // not by another channel: it would be heard on this page, too
    send: (message) => channel?.postMessage(message),
    leave: () => {
      listeners.abort();
      leave();
    },
  };
}
