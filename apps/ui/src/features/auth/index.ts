export { AccountMenu } from './account-menu.tsx';
export { Login } from './login.tsx';
export { Register } from './register.tsx';
