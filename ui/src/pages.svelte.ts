/** The pages, each read in when it is first opened: the first one is painted without the others. */
import type { Route } from '$lib/backend';
import type { Component } from 'svelte';

const imports: Record<Route, () => Promise<{ default: Component }>> = {
  partners: () => import('$lib/partners/Partners.svelte'),
  connection: () => import('$lib/connection/Connection.svelte'),
  details: () => import('$lib/details/Details.svelte'),
  logo: () => import('$lib/logo/Logo.svelte'),
  addresses: () => import('$lib/addresses/Addresses.svelte'),
  inputs: () => import('$lib/inputs/Inputs.svelte'),
  article: () => import('$lib/article/Article.svelte'),
  save: () => import('$lib/save/Save.svelte'),
  readiness: () => import('$lib/readiness/Readiness.svelte'),
  rehearsal: () => import('$lib/rehearsal/Rehearsal.svelte'),
  promotion: () => import('$lib/promotion/Promotion.svelte'),
  history: () => import('$lib/history/History.svelte'),
  activity: () => import('$lib/activity/Activity.svelte'),
  sandbox: () => import('$lib/sandbox/SandboxPage.svelte'),
  settings: () => import('$lib/settings/Settings.svelte'),
  how: () => import('$lib/help/HowItWorks.svelte'),
};

export class Pages {
  private loaded = $state.raw<Partial<Record<Route, Component>>>({});

  of(route: Route): Component | undefined {
    return this.loaded[route];
  }

  /** Reads a page in. Nothing to wait for where it was read before. */
  load(route: Route): Promise<void> | undefined {
    if (this.loaded[route]) return undefined;
    return imports[route]().then((page) => {
      this.loaded = { ...this.loaded, [route]: page.default };
    });
  }
}
