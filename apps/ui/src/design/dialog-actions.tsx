import { Button } from './button.tsx';

export interface DialogActionsProps {
  submitLabel: string;
  isDisabled: boolean;
  onCancel: () => void;
}

/** The row of buttons at the end of a form in a dialog. */
export function DialogActions({ submitLabel, isDisabled, onCancel }: DialogActionsProps) {
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onCancel}>Cancel</Button>
      <Button type="submit" look="primary" disabled={isDisabled}>
        {submitLabel}
      </Button>
    </div>
  );
}
