/** The shell as host. */
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Backend } from './index';
import type { Event } from './bindings.gen/commands';

export const tauri: Backend = {
  call: (name, request) => invoke(name, { request }),
  listen: (hear) => listen<Event>('desk', (event) => hear(event.payload)),
};
