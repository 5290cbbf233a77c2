/** Tells whoever shows a rehearsal that it went a step further. */
type Hear = (partner_id: string) => void;

const listening = new Set<Hear>();

/** The core says so. */
export function rehearsalMoved(partner_id: string): void {
  for (const hear of listening) hear(partner_id);
}

/** Listens; gives back how to stop. */
export function onRehearsalMoved(hear: Hear): () => void {
  listening.add(hear);
  return () => void listening.delete(hear);
}
