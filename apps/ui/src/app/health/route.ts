export { answerFromControlPlane as GET } from '@/server/answer-from-control-plane.ts';
