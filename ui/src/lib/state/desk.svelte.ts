/** What the page knows, one context for each concern. A page asks for `getDesk()` and takes what it needs. */
import { App } from './app.svelte';
import { CheckAll } from './check-all.svelte';
import { Edits } from './edits.svelte';
import { Events } from './events';
import { Fixing } from './fixing.svelte';
import { Layout } from './layout.svelte';
import { Look } from './look';
import { Navigation, type LoadPage } from './navigation.svelte';
import { Origins } from './origins.svelte';
import { PageStates } from './page-states';
import { CurrentPartner } from './partner.svelte';
import { Partners } from './partners.svelte';
import { Problems } from './problems.svelte';
import { Readiness } from './readiness.svelte';
import { Status } from './status.svelte';
import { Tokens } from './tokens.svelte';
import { createContext } from 'svelte';

export class Desk {
  readonly status = new Status();
  readonly layout = new Layout();
  readonly app = new App(this);
  readonly navigation: Navigation;
  readonly partner = new CurrentPartner(this);
  readonly problems = new Problems(this);
  readonly edits = new Edits(this);
  readonly partners = new Partners(this);
  readonly checkAll = new CheckAll(this);
  readonly tokens = new Tokens(this);
  readonly origins = new Origins(this);
  readonly readiness = new Readiness(this);
  readonly fixing = new Fixing(this);
  readonly events = new Events(this);
  readonly look = new Look(this);
  readonly states = new PageStates(this);

  /** `load` reads a page in before it is shown. */
  constructor(load?: LoadPage) {
    this.navigation = new Navigation(this, load);
  }
}

export const [getDesk, setDesk] = createContext<Desk>();
