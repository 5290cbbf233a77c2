/** What is open over a page. */
import { listen, settled } from '$lib/late-core';
import { expect, it } from 'vitest';
import { Desk } from './desk.svelte';

it('opens and closes the sidebar and the preview one without the other', () => {
  const { layout } = new Desk();
  const open = () => [layout.isSidebarOpen, layout.isPreviewOpen];
  layout.togglePreview();
  expect(open()).toEqual([false, true]);
  layout.toggleSidebar();
  expect(open()).toEqual([true, true]);
  layout.togglePreview();
  expect(open()).toEqual([true, false]);
});

it('closes both when another page comes, and leaves the command list', async () => {
  listen();
  const desk = new Desk();
  desk.layout.toggleSidebar();
  desk.layout.togglePreview();
  desk.layout.isPaletteOpen = true;
  void desk.navigation.go('settings');
  await settled();
  expect([desk.layout.isSidebarOpen, desk.layout.isPreviewOpen, desk.layout.isPaletteOpen]).toEqual([
    false,
    false,
    true,
  ]);
});

it('closes what was opened last first, and nothing where nothing is open', () => {
  const { layout } = new Desk();
  layout.toggleSidebar();
  layout.togglePreview();
  expect(layout.closeLast()).toBe(true);
  expect([layout.isSidebarOpen, layout.isPreviewOpen]).toEqual([true, false]);
  expect(layout.closeLast()).toBe(true);
  expect([layout.isSidebarOpen, layout.isPreviewOpen]).toEqual([false, false]);
  expect(layout.closeLast()).toBe(false);
});
