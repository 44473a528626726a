'use client';
import { Select } from '@/design/field.tsx';

const ROLES = ['viewer', 'member', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

export function RoleSelect({ label, value, onChange }: { label: string; value: Role; onChange: (role: Role) => void }) {
  return (
    <Select
      aria-label={label}
      className="!h-8 !w-auto"
      value={value}
      onChange={(event) => onChange(ROLES.find((role) => role === event.target.value) ?? value)}
    >
      {ROLES.map((role) => (
        <option key={role}>{role}</option>
      ))}
    </Select>
  );
}
