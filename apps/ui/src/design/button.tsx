import { clsx } from 'clsx';
import type { ComponentProps } from 'react';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

const LOOKS: Record<Look, string> = {
  primary: 'bg-primary text-primary-fg hover:bg-primary-hover',
  secondary: 'border border-line bg-surface text-fg hover:bg-hover',
  quiet: 'text-muted hover:bg-hover hover:text-fg',
  danger: 'border border-line bg-surface text-danger hover:bg-danger-soft',
};

export interface ButtonLook {
  look?: Look;
  size?: 'md' | 'sm';
}

/** The classes of a button, for links that look like a button. */
export function buttonClass({ look = 'secondary', size = 'md' }: ButtonLook = {}): string {
  return clsx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors',
    'aria-disabled:cursor-not-allowed aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    size === 'md' ? 'h-9 px-3 text-sm' : 'h-7 px-2 text-xs [&_svg]:size-3.5',
    LOOKS[look],
  );
}

type ButtonProps = ComponentProps<'button'> & ButtonLook;

/**
 * A disabled button does nothing but keeps the focus, because a browser would take the focus from the person who just
 * pressed it.
 */
export function Button({ look, size, className, type = 'button', disabled = false, onClick, ...props }: ButtonProps) {
  return (
    <button
      type={type}
      aria-disabled={disabled || undefined}
      onClick={disabled ? (event) => event.preventDefault() : onClick}
      className={clsx(buttonClass({ ...(look && { look }), ...(size && { size }) }), className)}
      {...props}
    />
  );
}

export type IconButtonProps = Omit<ComponentProps<'button'>, 'aria-label'> & ButtonLook & { label: string };

/** A button that shows only an icon; its label is for the screen reader and the tooltip. */
export function IconButton({ label, size = 'md', look = 'quiet', className, ...props }: IconButtonProps) {
  return (
    <Button
      aria-label={label}
      title={label}
      look={look}
      size={size}
      className={clsx(size === 'md' ? 'w-9 !px-0' : 'w-7 !px-0', className)}
      {...props}
    />
  );
}
