/** What the person in the chat reads when a turn ends for want of steps, or for a fault of ours. */
export const END_MESSAGE = {
  max_iterations:
    'The turn reached its limit of steps before an answer. Send a message to go on, or raise the limit of the agent.',
  internal: 'Something went wrong on our side. Send the message again; if it fails again, tell the operator.',
} as const;
