/** `2026-12-01T09:30`, as the control of the browser has it. */
export function toLocal(iso: string | null): string {
  const time = new Date(iso ?? '');
  if (Number.isNaN(time.getTime())) return '';
  const [year, ...rest] = [
    time.getFullYear(),
    time.getMonth() + 1,
    time.getDate(),
    time.getHours(),
    time.getMinutes(),
  ].map((part) => String(part).padStart(2, '0'));
  const [month, day, hour, minute] = rest;
  return `${String(year).padStart(4, '0')}-${month}-${day}T${hour}:${minute}`;
}

/** Null: the text is no moment. */
export function fromLocal(text: string): string | null {
  const time = new Date(text);
  return text === '' || Number.isNaN(time.getTime()) ? null : time.toISOString();
}
