/** Every page: its name, its icon, and what it shows. */
import type { Route, Task, TaskGroup } from '$lib/backend';
import type { PageField } from './fields';
import { keysOf, type Keyed } from '$lib/shortcuts';
import { t, type TextKey } from '$lib/text';
import Activity from '@lucide/svelte/icons/activity';
import AlignLeft from '@lucide/svelte/icons/align-left';
import BookOpen from '@lucide/svelte/icons/book-open';
import CirclePlay from '@lucide/svelte/icons/circle-play';
import FileText from '@lucide/svelte/icons/file-text';
import History from '@lucide/svelte/icons/history';
import Image from '@lucide/svelte/icons/image';
import Laptop from '@lucide/svelte/icons/laptop';
import Link from '@lucide/svelte/icons/link';
import Plug from '@lucide/svelte/icons/plug';
import Rows from '@lucide/svelte/icons/stretch-horizontal';
import Send from '@lucide/svelte/icons/send';
import Settings from '@lucide/svelte/icons/settings';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import SquareCheck from '@lucide/svelte/icons/square-check-big';
import TextCursorInput from '@lucide/svelte/icons/text-cursor-input';
import type { Component } from 'svelte';

export const icons: Record<Route, Component<{ class?: string }>> = {
  partners: Rows,
  connection: Plug,
  details: AlignLeft,
  logo: Image,
  addresses: Link,
  inputs: TextCursorInput,
  article: FileText,
  save: SquareCheck,
  readiness: ShieldCheck,
  rehearsal: CirclePlay,
  promotion: Send,
  history: History,
  activity: Activity,
  sandbox: Laptop,
  settings: Settings,
  how: BookOpen,
};

/** Pages of the app, and of no partner. */
export const appRoutes: readonly Route[] = ['partners', 'activity', 'sandbox', 'settings', 'how'];
/** Pages that show tokens. */
export const tokenRoutes: readonly Route[] = ['connection', 'addresses'];
/** Pages that show a run of the checks. */
export const runRoutes: readonly Route[] = ['readiness', 'rehearsal'];

export interface Part {
  group: TaskGroup;
  title: TextKey;
  tasks: Task[];
}

const partTitles = {
  set_up: 'ui.sidebar.set_up',
  prove: 'ui.sidebar.prove',
  go_live: 'ui.sidebar.go_live',
} satisfies Record<TaskGroup, TextKey>;

/** The tasks by the parts of the way, in the order in which they come. */
export function partsOf(tasks: readonly Task[]): Part[] {
  const parts: Part[] = [];
  for (const task of tasks) {
    if (parts.at(-1)?.group !== task.group)
      parts.push({ group: task.group, title: partTitles[task.group], tasks: [] });
    parts.at(-1)?.tasks.push(task);
  }
  return parts;
}

/** The keys that lead to a page, and which of them; pages without any have none. */
export function keysOfPage(route: Route, tasks: readonly Task[]): [Keyed, number] | null {
  if (route === 'save' || route === 'settings') return [route, 0];
  const at = tasks.findIndex((task) => task.page === route);
  return at >= 0 && keysOf('tasks', at) ? ['tasks', at] : null;
}

const fieldRoutes: Readonly<Record<string, Route>> = {
  logo: 'logo',
  inputs: 'inputs',
  company_id: 'connection',
  personal_token: 'connection',
} satisfies Partial<Record<PageField, Route>>;

/** The page that a field stands on. */
export function routeOf(field: string): Route {
  if (field.startsWith('urls.')) return 'addresses';
  if (field.startsWith('article.')) return 'article';
  if (field === 'person') return 'promotion';
  return fieldRoutes[field] ?? 'details';
}

/** The name of a page. */
export function routeName(route: Route): string {
  return t(`ui.place.${route}`);
}
