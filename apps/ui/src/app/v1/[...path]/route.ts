import { answerFromControlPlane } from '@/server/answer-from-control-plane.ts';

export {
  answerFromControlPlane as DELETE,
  answerFromControlPlane as GET,
  answerFromControlPlane as PATCH,
  answerFromControlPlane as POST,
  answerFromControlPlane as PUT,
};
