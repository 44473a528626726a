export interface Toast {
  id: number;
  tone: 'success' | 'error';
  text: string;
  action?: { label: string; onClick: () => void };
}

export type ToastOptions = Pick<Toast, 'action'>;

const SHOWN_MS = 6_000;
const MOST = 4;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function add(tone: Toast['tone'], text: string, options: ToastOptions = {}): void {
  lastId += 1;
  const id = lastId;
  set([...toasts, { id, tone, text, ...options }].slice(-MOST));
  setTimeout(() => dismiss(id), SHOWN_MS);
}

export function dismiss(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

/** Tells a person for a few seconds what has just happened. */
export const toast = {
  success: (text: string, options?: ToastOptions): void => add('success', text, options),
  error: (text: string, options?: ToastOptions): void => add('error', text, options),
};

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function readToasts(): readonly Toast[] {
  return toasts;
}
