export { ApprovalList } from './approval-list.tsx';
export { DecisionForm } from './decision-form.tsx';
