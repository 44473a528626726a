import { createContext, type ComponentType } from 'react';

/** Shows the conversation of another session inside a card. A chat provides it, because the card cannot know the chat. */
export const NestedConversationContext = createContext<ComponentType<{ sessionId: string }> | null>(null);
