export { ArgumentsEditor } from './arguments-editor.tsx';
export { ApprovalList } from './approval-list.tsx';
export { DecisionForm } from './decision-form.tsx';
export { useArguments } from './use-arguments.ts';
export { readSchemaFields } from './schema-fields.ts';
