const BUTTONS: ReadonlySet<string> = new Set(['button', 'checkbox', 'radio', 'submit']);

/** Whether what is pressed there is meant for a field, so that no single letter may be a shortcut. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !BUTTONS.has(target.type);
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName);
}
