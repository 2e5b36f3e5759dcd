/** Whose part of the call something belongs to. */
export const lanes = ['customer', 'ivr', 'queue', 'agent', 'system'] as const;
