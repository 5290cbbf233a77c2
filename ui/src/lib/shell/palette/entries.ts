/** Everything that the palette finds: what can be done, and every page, partner, field and check. */
import type { PartnerSummary, Route, RunView, UrlName } from '$lib/backend';
import { keysOf } from '$lib/shortcuts';
import type { Desk } from '$lib/state/desk.svelte';
import type { PageField } from '$lib/state/fields';
import { appRoutes, icons, keysOfPage, routeName, routeOf } from '$lib/state/routes';
import { t } from '$lib/text';
import type { Component } from 'svelte';

export interface Entry {
  /** Tells it from every other, also from one of the same name. */
  id: string;
  name: string;
  /** Where it is, or whose it is. */
  detail?: string;
  /** Other words that people type for it. */
  also: string[];
  icon?: Component<{ class?: string }>;
  keys?: string;
  act: () => void;
}

export interface Section {
  title: string;
  entries: Entry[];
}

/** A list of words from the catalog of texts. */
const words = (list: string): string[] => list.split(',').map((word) => word.trim());

const pageWords: Record<Route, () => string> = {
  partners: () => t('ui.palette.also.partners'),
  connection: () => t('ui.palette.also.connection'),
  details: () => t('ui.palette.also.details'),
  logo: () => t('ui.palette.also.logo'),
  addresses: () => t('ui.palette.also.addresses'),
  inputs: () => t('ui.palette.also.inputs'),
  article: () => t('ui.palette.also.article'),
  save: () => t('ui.palette.also.save'),
  readiness: () => t('ui.palette.also.readiness'),
  rehearsal: () => t('ui.palette.also.rehearsal'),
  promotion: () => t('ui.palette.also.promotion'),
  history: () => t('ui.palette.also.history'),
  activity: () => t('ui.palette.also.activity'),
  sandbox: () => t('ui.palette.also.sandbox'),
  settings: () => t('ui.palette.also.settings'),
  how: () => t('ui.palette.also.how'),
};

function pages(desk: Desk): Entry[] {
  const { view } = desk.partner;
  const tasks = view?.tasks ?? [];
  const own = view ? [...tasks.map((task) => task.page), 'history' as const] : [];
  return [...own, ...appRoutes].map((route) => {
    const keys = keysOfPage(route, tasks);
    return {
      id: `page ${route}`,
      name: routeName(route),
      also: words(pageWords[route]()),
      icon: icons[route],
      keys: keys ? keysOf(...keys) : undefined,
      act: () => void desk.navigation.go(route),
    };
  });
}

function partners(desk: Desk, all: readonly PartnerSummary[]): Entry[] {
  return all
    .filter((partner) => partner.id !== desk.partner.id)
    .map((partner) => ({
      id: `partner ${partner.id}`,
      name: partner.title,
      detail: t('ui.palette.partner'),
      also: [partner.codename],
      icon: icons.partners,
      act: () => void desk.partner.switchTo(partner.id),
    }));
}

const urls: readonly UrlName[] = ['validate_token', 'tests', 'send_candidate', 'help_article'];

/** Fields, with the words that lead to them too. */
function fields(desk: Desk): Entry[] {
  if (!desk.partner.view) return [];
  const all: [PageField, string, string][] = [
    ['kind', t('ui.details.kind'), t('ui.palette.also.kind')],
    ['name', t('ui.details.name'), t('ui.palette.also.name')],
    ['codename', t('ui.details.codename'), t('ui.palette.also.codename')],
    ['description', t('ui.details.description'), t('ui.palette.also.description')],
    ['company_id', t('ui.connection.company'), t('ui.palette.also.company')],
    ['personal_token', t('ui.connection.token'), t('ui.palette.also.personal_token')],
    ['partner_secret', t('ui.secret.label'), t('ui.palette.also.partner_secret')],
    ['customer_token', t('ui.addresses.token'), t('ui.palette.also.customer_token')],
    ...urls.map((url): [PageField, string, string] => [
      `urls.${url}`,
      t(`ui.address.${url}`),
      t('ui.palette.also.url'),
    ]),
  ];
  return all.map(([field, name, also]) => {
    const route = field === 'customer_token' ? 'addresses' : routeOf(field);
    return {
      id: `field ${field}`,
      name,
      detail: routeName(route),
      also: words(also),
      icon: icons[route],
      act: () => void desk.navigation.go(route, field),
    };
  });
}

function checks(desk: Desk, run: RunView | null): Entry[] {
  return (run?.groups ?? []).flatMap((group) =>
    group.checks.map((check) => ({
      id: `check ${check.id}`,
      name: check.title,
      detail: check.id,
      also: [check.id, check.id.replace('-', ''), group.title],
      icon: icons.readiness,
      act: () => {
        desk.readiness.shown = 'all';
        desk.readiness.checkId = check.id;
        void desk.navigation.go('readiness');
      },
    })),
  );
}

function actions(desk: Desk): Entry[] {
  const here = desk.partner.view;
  const action = (name: string, also: string, act: () => unknown, keys?: string): Entry => ({
    id: `do ${name}`,
    name,
    also: words(also),
    keys,
    act: () => void act(),
  });
  const { partners, readiness, edits, look } = desk;
  return [
    ...(here
      ? [
          action(t('ui.readiness.run'), t('ui.palette.also.run'), () => readiness.check(), keysOf('run')),
          action(t('ui.partner.export'), t('ui.palette.also.export'), () => partners.export(here.id)),
          action(t('ui.partner.duplicate'), t('ui.palette.also.duplicate'), () =>
            partners.duplicate(here.id),
          ),
          action(t('ui.partner.remove'), t('ui.palette.also.remove'), () => partners.remove(here)),
          action(t('ui.addresses.request'), t('ui.palette.also.letter'), () => partners.copyLetter(here.id)),
          action(t('ui.undo'), t('ui.palette.also.undo'), () => edits.travel('partner_undo'), keysOf('undo')),
          action(t('ui.redo'), t('ui.palette.also.redo'), () => edits.travel('partner_redo'), keysOf('redo')),
        ]
      : []),
    action(t('ui.partners.new'), t('ui.palette.also.new'), () => partners.create(), keysOf('new')),
    action(t('ui.partners.example'), t('ui.palette.also.example'), () => partners.openExample()),
    action(t('ui.partners.import'), t('ui.palette.also.import'), () => partners.askForImport()),
    action(t('ui.palette.dark'), t('ui.palette.also.dark'), () => look.set({ theme: 'dark' })),
    action(t('ui.palette.light'), t('ui.palette.also.light'), () => look.set({ theme: 'light' })),
    action(t('ui.palette.system'), t('ui.palette.also.system'), () => look.set({ theme: 'system' })),
    action(t('ui.settings.larger'), t('ui.palette.also.larger'), () => look.zoomBy(0.1), keysOf('larger')),
    action(
      t('ui.settings.smaller'),
      t('ui.palette.also.smaller'),
      () => look.zoomBy(-0.1),
      keysOf('smaller'),
    ),
    action(
      t('ui.shortcuts'),
      t('ui.palette.also.keys'),
      () => (desk.layout.areKeysOpen = true),
      keysOf('sheet'),
    ),
    action(t('ui.settings.report'), t('ui.palette.also.report'), () =>
      desk.navigation.go('settings', 'report'),
    ),
  ];
}

/** Sections in the order in which they are shown before anything is typed. */
export function sections(desk: Desk, run: RunView | null): Section[] {
  return [
    { title: t('ui.palette.do'), entries: actions(desk) },
    { title: t('ui.palette.go'), entries: pages(desk) },
    { title: t('ui.palette.partners'), entries: partners(desk, desk.partners.all ?? []) },
    { title: t('ui.palette.fields'), entries: fields(desk) },
    { title: t('ui.palette.checks'), entries: checks(desk, run) },
  ].filter((section) => section.entries.length > 0);
}
