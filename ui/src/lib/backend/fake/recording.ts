/** What the core answered in six situations. Made by `record_screens`; CONTRIBUTING.md says how. */
import type { Commands } from '../bindings.gen/commands';
import file from '../../../../scripts/screens/recorded.json?raw';

export type Situation = 'empty' | 'ready' | 'faults' | 'started' | 'played' | 'draft';
/** What was recorded has one answer to each command. */
export type Recorded = { [K in keyof Commands]?: Commands[K]['response'] };

interface Recording {
  at: number;
  situations: { name: Situation; answers: Recorded }[];
}

const recording = JSON.parse(file) as Recording;

/** When it was made. */
export const recordedAt = recording.at;

/** The answers in a situation, which builds on those before it. */
export function recorded(situation: Situation): Recorded {
  const upTo = recording.situations.findIndex((one) => one.name === situation) + 1;
  const all: Recorded = {};
  for (const { answers } of recording.situations.slice(0, upTo)) Object.assign(all, answers);
  // The same view; what it asks for names the report, which was not known before the recording.
  if (all.rehearsal_view) all.rehearsal_read = all.rehearsal_view;
  return all;
}

/** An answer that is there, or the scenario is wrong. */
export function required<K extends keyof Recorded>(all: Recorded, name: K): NonNullable<Recorded[K]> {
  const found = all[name];
  if (!found) throw new Error(`No ${name} was recorded`);
  return found;
}
